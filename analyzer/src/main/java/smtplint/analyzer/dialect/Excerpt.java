package smtplint.analyzer.dialect;

import java.util.Arrays;
import smtplint.analyzer.source.LineTable;
import smtplint.analyzer.source.SourceText;
import smtplint.analyzer.source.Span;

/** Lines copied out of a file that is too large to keep, and where they stood. */
public final class Excerpt {
    private byte[] bytes = new byte[512];
    private int length;
    private final LineTable lines = new LineTable();
    private long last = -1;
    private int shift;
    /** Where octets stood in the file that would follow those copied last. */
    private long next;

    public int length() {
        return length;
    }

    /**
     * Copies octets that are a line here.
     *
     * @param offset where they stand in the file
     * @param number of the line in the file
     * @return where they stand here
     */
    public int copy(byte[] from, int start, int end, long offset, long number) {
        ensure(end - start + 1);
        // Places behind a line are not those of the next one, unless they are the same in the file.
        if (length > 0 && offset != next) bytes[length++] = '\n';
        next = offset + end - start;
        int at = length;
        System.arraycopy(from, start, bytes, at, end - start);
        length += end - start;
        lines.add(at, length, offset, number);
        return at;
    }

    /** The octets copied so far; later ones may stand in another array. */
    public SourceText soFar() {
        return SourceText.of(bytes).slice(0, length);
    }

    /** A line of the file, ended by LF or CR LF; what is to be added to offsets in the window for those here. */
    int copy(RawLine line) {
        if (line.number() == last) return shift;
        byte[] from = line.window().buffer();
        int start = line.start();
        int end = line.end();
        boolean cr = end + 1 < line.window().end() && from[end] == '\r' && from[end + 1] == '\n';
        int size = end - start + (cr ? 2 : 1);
        ensure(size);
        System.arraycopy(from, start, bytes, length, end - start);
        shift = length - start;
        int lineStart = length;
        length += size;
        if (cr) bytes[length - 2] = '\r';
        bytes[length - 1] = '\n';
        lines.add(lineStart, length, line.offset(), line.number());
        last = line.number();
        return shift;
    }

    /** Copies all lines of another one; what is to be added to offsets there for those here. */
    int copy(Excerpt other) {
        ensure(other.length);
        int by = length;
        System.arraycopy(other.bytes, 0, bytes, by, other.length);
        length += other.length;
        lines.add(other.lines, by);
        last = -1;
        return by;
    }

    private void ensure(int more) {
        if (length + more > bytes.length) bytes = Arrays.copyOf(bytes, Math.max(length + more, bytes.length * 2));
    }

    /** The line with its places here; the text of its content, where it stands in the file, is given by {@link #home}. */
    static TranscriptLine moved(TranscriptLine line, int by, RawLine from) {
        SourceText content = line.content();
        boolean inPlace =
                content.isInPlace() && content.buffer() == from.window().buffer();
        SourceText moved = inPlace ? NOWHERE.slice(content.start() + by, content.end() + by) : content.shifted(by);
        Span span = new Span(line.span().start() + by, line.span().end() + by);
        return new TranscriptLine(line.kind(), moved, line.ending(), line.time(), line.hidden(), span);
    }

    /** An assembled line with its places here. */
    static TranscriptLine moved(TranscriptLine line, int by) {
        Span span = new Span(line.span().start() + by, line.span().end() + by);
        return new TranscriptLine(
                line.kind(), line.content().shifted(by), line.ending(), line.time(), line.hidden(), span);
    }

    /** A line whose places are here, for as long as the excerpt grows; then it is taken {@link #home}. */
    public static TranscriptLine away(TranscriptLine line) {
        SourceText content = line.content();
        if (!content.isInPlace()) return line;
        return line.withContent(NOWHERE.slice(content.start(), content.end()));
    }

    /** Stands for the text of an excerpt as long as it grows. */
    private static final SourceText NOWHERE = SourceText.of(new byte[0]);

    public static TranscriptLine home(TranscriptLine line, SourceText text) {
        SourceText content = line.content();
        if (content.buffer() != NOWHERE.buffer()) return line;
        return line.withContent(text.slice(content.start(), content.end()));
    }

    public SourceText text() {
        return SourceText.of(Arrays.copyOf(bytes, length)).withLines(lines);
    }
}
