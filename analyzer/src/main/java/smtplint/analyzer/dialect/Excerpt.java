package smtplint.analyzer.dialect;

import java.util.Arrays;
import smtplint.analyzer.source.LineTable;
import smtplint.analyzer.source.SourceText;
import smtplint.analyzer.source.Span;

/** Lines copied out of a file that is too large to keep, each ended by LF or CR LF, and where they stood. */
final class Excerpt {
    private byte[] bytes = new byte[512];
    private int length;
    private final LineTable lines = new LineTable();
    private long last = -1;
    private int shift;

    int length() {
        return length;
    }

    /** Copies a line, unless it is the one copied last; what is to be added to offsets in the window for those here. */
    int copy(RawLine line) {
        if (line.number() == last) return shift;
        byte[] from = line.window().buffer();
        int start = line.start();
        int end = line.end();
        boolean cr = end + 1 < line.window().end() && from[end] == '\r' && from[end + 1] == '\n';
        int size = end - start + (cr ? 2 : 1);
        if (length + size > bytes.length) bytes = Arrays.copyOf(bytes, Math.max(length + size, bytes.length * 2));
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

    /** The line with its places here; the text of its content, where it stands in the file, is given by {@link #home}. */
    static TranscriptLine moved(TranscriptLine line, int by, RawLine from) {
        SourceText content = line.content();
        boolean inPlace =
                content.isInPlace() && content.buffer() == from.window().buffer();
        SourceText moved = inPlace ? NOWHERE.slice(content.start() + by, content.end() + by) : content.shifted(by);
        Span span = new Span(line.span().start() + by, line.span().end() + by);
        return new TranscriptLine(line.kind(), moved, line.ending(), line.time(), line.hidden(), span);
    }

    /** Stands for the text of an excerpt as long as it grows. */
    private static final SourceText NOWHERE = SourceText.of(new byte[0]);

    static TranscriptLine home(TranscriptLine line, SourceText text) {
        SourceText content = line.content();
        if (content.buffer() != NOWHERE.buffer()) return line;
        return new TranscriptLine(
                line.kind(),
                text.slice(content.start(), content.end()),
                line.ending(),
                line.time(),
                line.hidden(),
                line.span());
    }

    SourceText text() {
        return SourceText.of(Arrays.copyOf(bytes, length)).withLines(lines);
    }
}
