package smtplint.analyzer.source;

/**
 * Walks the lines of a text, forward, without allocating: {@link #next}, then the accessors. A line ends with CR LF or
 * LF; a lone CR is content.
 */
public final class Lines {
    private final SourceText text;
    private int start;
    private int contentEnd;
    private int end;
    private LineEnding ending = LineEnding.NONE;

    public Lines(SourceText text) {
        this.text = text;
        this.end = text.start();
    }

    public boolean next() {
        if (end >= text.end()) return false;
        start = end;
        byte[] bytes = text.buffer();
        int limit = text.end();
        int i = start;
        while (i < limit && bytes[i] != '\n') i++;
        if (i == limit) {
            contentEnd = end = limit;
            ending = LineEnding.NONE;
        } else {
            boolean crlf = i > start && bytes[i - 1] == '\r';
            contentEnd = crlf ? i - 1 : i;
            end = i + 1;
            ending = crlf ? LineEnding.CRLF : LineEnding.LF;
        }
        return true;
    }

    public int start() {
        return start;
    }

    /** The offset after the last byte before the line end. */
    public int contentEnd() {
        return contentEnd;
    }

    public int end() {
        return end;
    }

    public LineEnding ending() {
        return ending;
    }

    public int length() {
        return contentEnd - start;
    }

    public boolean startsWith(String ascii) {
        return contentEnd - start >= ascii.length() && text.startsWith(ascii, start);
    }
}
