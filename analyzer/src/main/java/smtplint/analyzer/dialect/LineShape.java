package smtplint.analyzer.dialect;

import smtplint.analyzer.source.SourceText;

/** What the text of a line looks like, when its marks do not say who spoke. */
final class LineShape {
    private LineShape() {}

    /** The reply code that the text begins with, 0 when it does not look like a reply line (RFC 5321 §4.2). */
    static int replyCode(SourceText text, int from) {
        if (from + 3 > text.end()) return 0;
        int first = text.at(from) - '0';
        int second = text.at(from + 1) - '0';
        int third = text.at(from + 2) - '0';
        if (first < 2 || first > 5 || second < 0 || second > 9 || third < 0 || third > 9) return 0;
        if (from + 3 < text.end()) {
            int after = text.at(from + 3);
            if (after != ' ' && after != '-' && after != '\t' && after != '\r') return 0;
        }
        return first * 100 + second * 10 + third;
    }

    static int replyCode(SourceText text) {
        return replyCode(text, text.start());
    }

    /** A reply that opens a session: 220, or a refusal to serve (RFC 5321 §3.1). */
    static boolean isGreeting(SourceText text) {
        int code = replyCode(text);
        return code == 220 || code == 554 || code == 521 || code == 421 || code == 450 || code == 550;
    }

    static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    /** A letter, a digit, or an octet of a character above ASCII. */
    static boolean isWordOctet(int c) {
        return isDigit(c) || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c > 127;
    }

    /** The offset after spaces and tabs. */
    static int skipBlanks(SourceText text, int from) {
        int i = from;
        while (i < text.end() && (text.at(i) == ' ' || text.at(i) == '\t')) i++;
        return i;
    }

    /** The decimal number at an offset, -1 when there is none or it has more than nine digits. */
    static int number(SourceText text, int from) {
        int i = from;
        int value = 0;
        while (i < text.end() && isDigit(text.at(i))) {
            if (i - from == 9) return -1;
            value = value * 10 + text.at(i++) - '0';
        }
        return i == from ? -1 : value;
    }

    /** The offset of an ASCII text in a line, -1 when it is not there. */
    static int find(SourceText text, String ascii, int from) {
        int last = text.end() - ascii.length();
        for (int i = from; i <= last; i++) if (text.startsWith(ascii, i)) return i;
        return -1;
    }

    static boolean contains(SourceText text, String ascii) {
        return find(text, ascii, text.start()) >= 0;
    }
}
