package smtplint.analyzer.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
    /** A "=" as the last octet: a soft line break with nothing behind it. */
    public final Occurrences qpOpenEnd = new Occurrences();

    public final Occurrences qpLowerCase = new Occurrences();
    public final Occurrences qpTrailingSpace = new Occurrences();
    public final Occurrences qpRawOctet = new Occurrences();
    /** Octets that are no UTF-8, after decoding; only where the charset in force is UTF-8. */
    public final Occurrences invalidUtf8 = new Occurrences();
    /** Octets above 127 after decoding. */
    public final Occurrences decodedEightBit = new Occurrences();

    /** Octets that the declared charset, or its usual superset, does not have there; of charsets with several octets. */
    public final Occurrences outsideCharset = new Occurrences();
    /** Octets 128 to 159 where the charset is of the ISO 8859 family, which has controls there that nobody sends. */
    public final Occurrences c1Octets = new Occurrences();
    /** Lines of decoded base64 text that end in LF alone. */
    public final Occurrences bareLineFeeds = new Occurrences();
    /** What the cid: URLs of an HTML part in a multipart name, each with its place. */
    public final List<Text> contentIdReferences = new ArrayList<>(0);
    /** The METHOD of an iCalendar object; empty when it has none. */
    public Optional<Text> calendarMethod = Optional.empty();
    /** The MD5 of the decoded content in base64, where a Content-MD5 field asks for it. */
    public String md5 = "";

    /** Of decoded base64 text. */
    public int longestDecodedLine;
    /** Decoded base64 text has controls other than tab, CR and LF. */
    public boolean decodedControls;

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
                || qpOpenEnd.any()
                || qpLowerCase.any()
                || qpTrailingSpace.any()
                || qpRawOctet.any()
                || invalidUtf8.any()
                || outsideCharset.any()
                || c1Octets.any()
                || decodedEightBit.any();
    }
}
