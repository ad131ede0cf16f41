package smtplint.analyzer.syntax;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The boundaries of the multiparts that are open, outermost first, and the delimiter line found last. */
final class Boundaries {
    private static final int NONE = -1;

    private final List<byte[]> open = new ArrayList<>();
    private int level = NONE;
    private boolean close;
    private int start;
    private int contentEnd;
    private int end;

    void clear() {
        open.clear();
        clearHit();
    }

    int push(String boundary) {
        open.add(boundary.getBytes(StandardCharsets.UTF_8));
        return open.size() - 1;
    }

    void pop() {
        open.remove(open.size() - 1);
    }

    boolean isHit() {
        return level != NONE;
    }

    void clearHit() {
        level = NONE;
    }

    boolean isDelimiterOf(int multipart) {
        return level == multipart && !close;
    }

    boolean isCloseOf(int multipart) {
        return level == multipart && close;
    }

    int start() {
        return start;
    }

    int contentEnd() {
        return contentEnd;
    }

    int end() {
        return end;
    }

    /** Where the body before the delimiter ends: its last line end is the delimiter's. */
    int bodyEnd(byte[] bytes, int from) {
        if (start <= from) return from;
        int lineFeed = start - 1;
        return lineFeed > from && bytes[lineFeed - 1] == '\r' ? lineFeed - 1 : lineFeed;
    }

    /** The start of the first delimiter line from a line start on, or the limit; looks at every third byte mostly. */
    int find(byte[] bytes, int from, int limit) {
        if (open.isEmpty() || matches(bytes, from, limit)) return open.isEmpty() ? limit : from;
        int i = from + 2;
        while (i < limit) {
            byte last = bytes[i];
            if (last == '\n') i += 2;
            else if (last != '-') i += 3;
            else if (bytes[i - 1] == '-' && bytes[i - 2] == '\n') {
                if (matches(bytes, i - 1, limit)) return i - 1;
                i++;
            } else i++;
        }
        return limit;
    }

    /** True when the line that starts there is a delimiter of an open multipart, the innermost first. */
    boolean matches(byte[] bytes, int from, int limit) {
        if (open.isEmpty() || from + 2 > limit || bytes[from] != '-' || bytes[from + 1] != '-') return false;
        int lineEnd = from;
        while (lineEnd < limit && bytes[lineEnd] != '\n') lineEnd++;
        for (int i = open.size() - 1; i >= 0; i--) {
            byte[] boundary = open.get(i);
            int rest = from + 2 + boundary.length;
            if (rest > lineEnd || !startsWith(bytes, from + 2, boundary)) continue;
            boolean closing = rest + 2 <= lineEnd && bytes[rest] == '-' && bytes[rest + 1] == '-';
            if (!isBlank(bytes, closing ? rest + 2 : rest, lineEnd)) continue;
            hit(i, closing, from, lineEnd, limit, bytes);
            return true;
        }
        return false;
    }

    /** White space behind a delimiter is padding that a transport added (RFC 2046 §5.1.1). */
    private static boolean isBlank(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) if (!isSpace(bytes[i])) return false;
        return true;
    }

    private void hit(int multipart, boolean closing, int from, int lineEnd, int limit, byte[] bytes) {
        level = multipart;
        close = closing;
        start = from;
        contentEnd = lineEnd > from && lineEnd < limit && bytes[lineEnd - 1] == '\r' ? lineEnd - 1 : lineEnd;
        end = Math.min(lineEnd + 1, limit);
    }

    private static boolean startsWith(byte[] bytes, int from, byte[] boundary) {
        for (int i = 0; i < boundary.length; i++) if (bytes[from + i] != boundary[i]) return false;
        return true;
    }

    private static boolean isSpace(byte b) {
        return b == ' ' || b == '\t' || b == '\r';
    }
}
