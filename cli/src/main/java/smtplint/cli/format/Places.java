package smtplint.cli.format;

import smtplint.analyzer.source.LineIndex;
import smtplint.analyzer.source.SourceText;
import smtplint.analyzer.source.Span;

/**
 * Turns offsets of a unit into places of its file. Asked in ascending order, a long line is counted once, however many
 * findings stand in it.
 */
public final class Places {
    private final byte[] bytes;
    private final int end;
    private final LineIndex lines;
    private final long byteBase;
    private final long lineBase;
    private int countedLine;
    private int countedTo;
    private int counted;

    /** @param byteBase bytes of the file before the unit; @param lineBase lines before it */
    public Places(SourceText text, long byteBase, long lineBase) {
        this.bytes = text.buffer();
        this.end = text.end();
        this.lines = new LineIndex(text);
        this.byteBase = byteBase;
        this.lineBase = lineBase;
    }

    public Place place(int offset) {
        int at = Math.min(offset, end);
        int line = lines.line(at);
        int start = lines.lineStart(line);
        if (line != countedLine || at < countedTo) {
            countedLine = line;
            countedTo = start;
            counted = 0;
        }
        // A byte that continues no sequence counts as one: only at the start of a line can that be told cheaply.
        for (int i = countedTo; i < at; i++) if ((bytes[i] & 0xc0) != 0x80 || i == start) counted++;
        countedTo = at;
        return new Place(lines.file(line), byteBase + lines.shift(line) + offset, lineInFile(line), counted + 1);
    }

    /** The place after the last octet of a span, in the file where the span begins: the next line may be of another. */
    Place end(Span span) {
        if (span.isEmpty() || file(span.end()) == file(span.start())) return place(span.end());
        Place last = place(span.end() - 1);
        return new Place(last.file(), last.offset() + 1, last.line(), last.column() + 1);
    }

    /** The file that an offset stands in, from 0. */
    public int file(int offset) {
        return lines.file(lineInUnit(offset));
    }

    int fileOfLine(int line) {
        return lines.file(line);
    }

    /** The line of an offset as the file counts it. */
    public long line(int offset) {
        return lineInFile(lines.line(Math.min(offset, end)));
    }

    int lineInUnit(int offset) {
        return lines.line(Math.min(offset, end));
    }

    int lineCount() {
        return lines.lineCount();
    }

    int lineStart(int line) {
        return Math.min(lines.lineStart(line), end);
    }

    /** The end of a line, its line end left out. */
    int lineEnd(int line) {
        return Math.max(lineStart(line), Math.min(lines.lineEnd(line), end));
    }

    /** After the line end of a line. */
    int lineBreak(int line) {
        return Math.max(lineStart(line), Math.min(lines.lineBreak(line), end));
    }

    /** The line of the unit as the file counts it. */
    long lineInFile(int line) {
        return lineBase + lines.lineInFile(line);
    }

    byte[] bytes() {
        return bytes;
    }

    int end() {
        return end;
    }
}
