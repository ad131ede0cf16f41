package smtplint.analyzer.syntax;

import smtplint.analyzer.model.BodyFacts;
import smtplint.analyzer.source.SourceText;

/** Checks quoted-printable as it streams past (RFC 2045 §6.7): escapes, white space and length of lines, raw octets. */
final class QuotedPrintableScanner {
    private static final int MAX_LINE = 76;

    private final SourceText text;
    private final byte[] bytes;
    private final int end;
    private final BodyFacts facts;
    private final DecodedOctets decoded;

    QuotedPrintableScanner(SourceText text, BodyFacts facts, DecodedOctets decoded) {
        this.text = text;
        this.bytes = text.buffer();
        this.end = text.end();
        this.facts = facts;
        this.decoded = decoded;
    }

    void scan() {
        int lineStart = text.start();
        int i = lineStart;
        while (i < end) {
            byte b = bytes[i];
            if (b == '=') {
                i = escape(i);
                // A soft line break ends a line of the encoding, not of the text.
                if (i < end && bytes[i] == '\n') {
                    line(lineStart, i);
                    lineStart = ++i;
                }
            } else if (b == '\n') {
                line(lineStart, i);
                lineStart = ++i;
                decode((byte) '\n', i - 1);
            } else {
                boolean raw = b < 32 && b != '\t' && b != '\r' || b == 127;
                if (raw && (b >= 0 || i == text.start() || bytes[i - 1] >= 0)) facts.qpRawOctet.add(text, i, runEnd(i));
                decode(b, i++);
            }
        }
        line(lineStart, end);
        decoded.end(end);
    }

    /** A run of octets above 127 counts once. */
    private int runEnd(int from) {
        int i = from + 1;
        while (bytes[from] < 0 && i < text.end() && bytes[i] < 0) i++;
        return i;
    }

    private void line(int from, int lineFeed) {
        int to = lineFeed > from && bytes[lineFeed - 1] == '\r' ? lineFeed - 1 : lineFeed;
        if (to - from > MAX_LINE) facts.longEncodedLines.add(text, from, to);
        int last = to;
        while (last > from && isSpace(bytes[last - 1])) last--;
        boolean softBreak = last > from && bytes[last - 1] == '=';
        if (last < to && !softBreak) facts.qpTrailingSpace.add(text, last, to);
    }

    /** Gives the offset after the escape; a soft line break may have white space before the line end. */
    private int escape(int at) {
        int high = at + 1 < end ? hex(bytes[at + 1]) : -1;
        int low = high >= 0 && at + 2 < end ? hex(bytes[at + 2]) : -1;
        if (low >= 0) {
            if (bytes[at + 1] > 'F' || bytes[at + 2] > 'F') facts.qpLowerCase.add(text, at, at + 3);
            decode((byte) (high << 4 | low), at);
            return at + 3;
        }
        int i = at + 1;
        while (i < end && isSpace(bytes[i])) i++;
        if (i < end && bytes[i] == '\r') i++;
        if (i < end && bytes[i] == '\n') return i;
        if (i == end) {
            facts.qpOpenEnd.add(text, at, at + 1);
            return i;
        }
        facts.qpInvalidEscape.add(text, at, Math.min(at + 3, lineEnd(at + 1)));
        decode((byte) '=', at);
        return at + 1;
    }

    private int lineEnd(int from) {
        int i = from;
        while (i < end && i < from + 2 && bytes[i] != '\r' && bytes[i] != '\n') i++;
        return i;
    }

    private void decode(byte octet, int at) {
        facts.decodedOctets++;
        decoded.look(octet, at);
    }

    private static int hex(byte b) {
        if (b >= '0' && b <= '9') return b - '0';
        int lower = b | 32;
        return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
    }

    private static boolean isSpace(byte b) {
        return b == ' ' || b == '\t';
    }
}
