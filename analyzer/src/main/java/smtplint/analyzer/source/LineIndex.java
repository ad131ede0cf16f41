package smtplint.analyzer.source;

import java.util.Arrays;

/** Turns byte offsets into lines and columns. Built once per report, and only when something is printed. */
public final class LineIndex {
    private final byte[] bytes;
    private final int[] starts;

    public LineIndex(SourceText text) {
        bytes = text.buffer();
        int[] found = new int[Math.max(16, text.length() / 32)];
        int count = 1;
        for (int i = 0; i < text.end(); i++) {
            if (bytes[i] != '\n') continue;
            if (count == found.length) found = Arrays.copyOf(found, count * 2);
            found[count++] = i + 1;
        }
        starts = Arrays.copyOf(found, count);
    }

    public int lineCount() {
        return starts.length;
    }

    /** The line of an offset, from 1. */
    public int line(int offset) {
        int found = Arrays.binarySearch(starts, offset);
        return found >= 0 ? found + 1 : -found - 1;
    }

    /** The first byte of a line, counted from 1. */
    public int lineStart(int line) {
        return starts[line - 1];
    }

    /** The byte after the last one of a line, its line end left out. */
    public int lineEnd(int line) {
        int end = line < starts.length ? starts[line] - 1 : bytes.length;
        return line < starts.length && end > starts[line - 1] && bytes[end - 1] == '\r' ? end - 1 : end;
    }

    public Position position(int offset) {
        int line = line(offset);
        return new Position(line, codePoints(starts[line - 1], Math.min(offset, bytes.length)) + 1);
    }

    /** Code points between two offsets: a byte that continues no UTF-8 sequence counts as one. */
    public int codePoints(int from, int to) {
        int count = 0;
        for (int i = from; i < to; i++) if ((bytes[i] & 0xc0) != 0x80 || i == from) count++;
        return count;
    }
}
