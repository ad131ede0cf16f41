package smtplint.analyzer.model;

/**
 * What was noticed in the octets of one leaf part as they streamed past, its transfer encoding undone on the way. Filled
 * by syntax, read only afterwards.
 */
public final class BodyFacts {
    public final Occurrences eightBit = new Occurrences();
    public final Occurrences nul = new Occurrences();
    /** Lines over 998 octets (RFC 5322 §2.1.1). */
    public final Occurrences longLines = new Occurrences();
    /** Lines that begin with "From " as the first line of a message in an mbox does. */
    public final Occurrences fromLines = new Occurrences();
    /** Encoded lines over 76 characters (RFC 2045 §6.7, §6.8). */
    public final Occurrences longEncodedLines = new Occurrences();

    public final Occurrences base64Invalid = new Occurrences();
    public final Occurrences base64Padding = new Occurrences();
    public final Occurrences qpInvalidEscape = new Occurrences();
    public final Occurrences qpLowerCase = new Occurrences();
    public final Occurrences qpTrailingSpace = new Occurrences();
    public final Occurrences qpRawOctet = new Occurrences();
    /** Octets that are no UTF-8, after decoding; only where the charset in force is UTF-8. */
    public final Occurrences invalidUtf8 = new Occurrences();
    /** Octets above 127 after decoding. */
    public final Occurrences decodedEightBit = new Occurrences();

    public long octets;
    public long decodedOctets;
    public int lines;
    public int longestLine;

    /** Something was met that mail should not have. */
    public boolean isOdd() {
        return eightBit.any()
                || nul.any()
                || longLines.any()
                || longEncodedLines.any()
                || base64Invalid.any()
                || base64Padding.any()
                || qpInvalidEscape.any()
                || qpLowerCase.any()
                || qpTrailingSpace.any()
                || qpRawOctet.any()
                || invalidUtf8.any()
                || decodedEightBit.any();
    }
}
