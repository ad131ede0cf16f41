package smtplint.analyzer.syntax;

import smtplint.analyzer.source.SourceText;
import smtplint.grammar.InternetMessage;

/**
 * Walks the lines of one header section and says what each of them is, until the section ends: at an empty line, at a
 * delimiter, at the end of input, or where text begins that can't be a header (RFC 5322 §2.2; many messages lack the
 * empty line).
 */
final class HeaderLines {
    private byte[] bytes = new byte[0];
    private int limit;
    private boolean message;
    private Boundaries boundaries = new Boundaries();
    private int position;
    private int lineStart;
    private int contentEnd;
    private int token;
    private boolean any;
    private boolean ended;
    private boolean inContentType;
    private int contentTypeStart;
    private int contentTypeEnd;
    private boolean identityEncoded;

    /** @param first a message, which a postmark may precede; not a part */
    void start(byte[] buffer, int from, int to, boolean first, Boundaries open) {
        bytes = buffer;
        position = from;
        limit = to;
        message = first;
        boundaries = open;
        any = ended = inContentType = false;
        contentTypeStart = contentTypeEnd = -1;
        identityEncoded = true;
    }

    /** False when the section has no further line. */
    boolean next() {
        if (ended || position >= limit || boundaries.matches(bytes, position, limit)) return false;
        lineStart = position;
        int lineFeed = lineFeed(position);
        contentEnd = contentEnd(position, lineFeed);
        token = classify(lineFeed);
        if (token == InternetMessage.BODY) return false;
        position = Math.min(lineFeed + 1, limit);
        ended = token == InternetMessage.SEPARATOR;
        any |= token != InternetMessage.POSTMARK;
        note();
        return true;
    }

    private int classify(int lineFeed) {
        if (contentEnd == lineStart) return InternetMessage.SEPARATOR;
        if (isSpace(bytes[lineStart])) {
            if (any) return InternetMessage.FOLD;
        } else if (isField(bytes, lineStart, contentEnd)) return InternetMessage.FIELD;
        else if (message && !any && isPostmark(bytes, lineStart, contentEnd)) {
            message = false;
            return InternetMessage.POSTMARK;
        }
        return staysInHeader(lineFeed) ? InternetMessage.JUNK : InternetMessage.BODY;
    }

    /**
     * A line that is no field is taken for an accident when a field follows, or when it has a colon and the section ends
     * behind it; for the body otherwise.
     */
    private boolean staysInHeader(int lineFeed) {
        int next = lineFeed + 1;
        while (next < limit && isSpace(bytes[next])) next = lineFeed(next) + 1;
        if (next >= limit) return false;
        int nextEnd = contentEnd(next, lineFeed(next));
        return isField(bytes, next, nextEnd) || nextEnd == next && hasColon(lineStart, contentEnd);
    }

    private boolean hasColon(int from, int to) {
        for (int i = from; i < to; i++) if (bytes[i] == ':') return true;
        return false;
    }

    /** Printable ASCII without a colon, white space perhaps (RFC 5322 §4.5), and the colon. */
    static boolean isField(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to && bytes[i] > 32 && bytes[i] < 127 && bytes[i] != ':') i++;
        if (i == from) return false;
        while (i < to && isSpace(bytes[i])) i++;
        return i < to && bytes[i] == ':';
    }

    static boolean isPostmark(byte[] bytes, int from, int to) {
        int i = from < to && bytes[from] == '>' ? from + 1 : from;
        return i + 5 <= to
                && bytes[i] == 'F'
                && bytes[i + 1] == 'r'
                && bytes[i + 2] == 'o'
                && bytes[i + 3] == 'm'
                && bytes[i + 4] == ' ';
    }

    /** Keeps where the first Content-Type stands and whether the transfer encoding leaves the octets as they are. */
    private void note() {
        if (token == InternetMessage.FOLD) {
            if (inContentType) contentTypeEnd = contentEnd;
            return;
        }
        inContentType = false;
        if (token != InternetMessage.FIELD || (bytes[lineStart] | 32) != 'c') return;
        int colon = value("content-type");
        if (colon > 0 && contentTypeStart < 0) {
            inContentType = true;
            contentTypeStart = colon;
            contentTypeEnd = contentEnd;
        }
        int encoding = value("content-transfer-encoding");
        if (encoding > 0) identityEncoded = isIdentity(encoding);
    }

    /** The offset after the colon when the line is this field, 0 otherwise. */
    private int value(String name) {
        int i = lineStart;
        for (int k = 0; k < name.length(); k++, i++)
            if (i >= contentEnd || SourceText.lower(bytes[i]) != name.charAt(k)) return 0;
        while (i < contentEnd && isSpace(bytes[i])) i++;
        return i < contentEnd && bytes[i] == ':' ? i + 1 : 0;
    }

    private boolean isIdentity(int from) {
        int i = from;
        while (i < contentEnd && isSpace(bytes[i])) i++;
        int first = i < contentEnd ? bytes[i] | 32 : 'b';
        boolean encoded =
                first == 'q' || first == 'x' || first == 'b' && i + 1 < contentEnd && (bytes[i + 1] | 32) == 'a';
        return !encoded;
    }

    private int lineFeed(int from) {
        int i = from;
        while (i < limit && bytes[i] != '\n') i++;
        return i;
    }

    private int contentEnd(int from, int lineFeed) {
        return lineFeed > from && lineFeed < limit && bytes[lineFeed - 1] == '\r' ? lineFeed - 1 : lineFeed;
    }

    private static boolean isSpace(byte b) {
        return b == ' ' || b == '\t';
    }

    int token() {
        return token;
    }

    int lineStart() {
        return lineStart;
    }

    int contentEnd() {
        return contentEnd;
    }

    /** Where the section ended: the body's first byte, or the delimiter's. */
    int position() {
        return position;
    }

    boolean hasContentType() {
        return contentTypeStart >= 0;
    }

    int contentTypeStart() {
        return contentTypeStart;
    }

    int contentTypeEnd() {
        return contentTypeEnd;
    }

    boolean isIdentityEncoded() {
        return identityEncoded;
    }

    /** True unless the type surely is neither a multipart nor a message. */
    boolean mayHaveStructure() {
        for (int i = contentTypeStart; i < contentTypeEnd; i++) {
            int c = bytes[i] | 32;
            if (bytes[i] > 32) return c == 'm' || bytes[i] == '(';
        }
        return false;
    }
}
