package smtplint.analyzer.source;

import java.util.Arrays;
import java.util.Optional;

/** Turns byte offsets into lines and columns. Built once per report, and only when something is printed. */
public final class LineIndex {
    private final byte[] bytes;
    private final int[] starts;
    /** After the line ends. */
    private final int[] ends;
    /** Of an excerpt. */
    private final Optional<LineTable> places;

    public LineIndex(SourceText text) {
        bytes = text.buffer();
        places = text.lines().filter(LineTable::isExcerpt);
        starts = text.lines().map(LineTable::starts).orElseGet(() -> starts(text));
        ends = text.lines().map(LineTable::ends).orElseGet(() -> ends(starts, text.buffer().length));
    }

    private static int[] starts(SourceText text) {
        byte[] bytes = text.buffer();
        int[] found = new int[Math.max(16, text.length() / 32)];
        int count = 1;
        for (int i = 0; i < text.end(); i++) {
            if (bytes[i] != '\n') continue;
            if (count == found.length) found = Arrays.copyOf(found, count * 2);
            found[count++] = i + 1;
        }
        return Arrays.copyOf(found, count);
    }

    private static int[] ends(int[] starts, int end) {
        int[] ends = Arrays.copyOfRange(starts, 1, starts.length + 1);
        ends[starts.length - 1] = end;
        return ends;
    }

    public int lineCount() {
        return starts.length;
    }

    /** The line of an offset, from 1. */
    public int line(int offset) {
        int found = Arrays.binarySearch(starts, offset);
        return found >= 0 ? found + 1 : Math.max(1, -found - 1);
    }

    /** The line as its file counts it, which has other lines between those of an excerpt. */
    public long lineInFile(int line) {
        return places.isPresent() ? places.get().number(line - 1) : line;
    }

    /** The file in which the line stands, from 0: a text may be put together from several. */
    public int file(int line) {
        return places.isPresent() ? places.get().file(line - 1) : 0;
    }

    /** As much of a span as stands in one file: it ends where the first line of another begins. */
    public Span inOneFile(Span span) {
        int first = line(span.start());
        int last = first;
        while (last < lineCount() && file(last + 1) == file(first) && lineStart(last + 1) < span.end()) last++;
        return new Span(span.start(), Math.max(span.start(), Math.min(span.end(), lineBreak(last))));
    }

    /** What is to be added to the offsets in a line for those in its file. */
    public long shift(int line) {
        return places.isPresent() ? places.get().offset(line - 1) - starts[line - 1] : 0;
    }

    /** The first byte of a line, counted from 1. */
    public int lineStart(int line) {
        return starts[line - 1];
    }

    /** The byte after the last one of a line, its line end left out. */
    public int lineEnd(int line) {
        int start = starts[line - 1];
        int end = ends[line - 1];
        if (end == start || bytes[end - 1] != '\n') return end;
        return end - 1 > start && bytes[end - 2] == '\r' ? end - 2 : end - 1;
    }

    /** The byte after the line end of a line. */
    public int lineBreak(int line) {
        return ends[line - 1];
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
