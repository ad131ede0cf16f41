package smtplint.lsp;

import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.Range;
import smtplint.analyzer.source.Span;

/**
 * Between byte offsets and the positions of one client. The bytes may be those on disk: the client sees them decoded and
 * with other line ends, which changes neither lines nor the characters in them. For one request: it remembers the last
 * place, so that many findings on one long line cost one walk along it.
 */
final class Positions {
    private final byte[] bytes;
    private final LineStarts lines;
    private final Decoding decoding;
    private final Encoding encoding;

    private int lastLine = -1;
    private int lastOffset;
    private int lastUnits;

    Positions(byte[] bytes, LineStarts lines, Decoding decoding, Encoding encoding) {
        this.bytes = bytes;
        this.lines = lines;
        this.decoding = decoding;
        this.encoding = encoding;
    }

    Range range(Span span) {
        Position start = position(span.start());
        return new Range(start, span.isEmpty() ? start : position(span.end()));
    }

    Position position(int offset) {
        int line = lines.line(offset);
        int target = Math.min(offset, lines.contentEnd(line, bytes));
        boolean onward = line == lastLine && lastOffset <= target;
        int at = onward ? lastOffset : lines.start(line);
        int units = onward ? lastUnits : 0;
        while (at < target) {
            long step = decoding.next(bytes, at, bytes.length);
            if (at + Decoding.length(step) > target) break;
            at += Decoding.length(step);
            units += encoding.units(Decoding.codePoint(step));
        }
        lastLine = line;
        lastOffset = at;
        lastUnits = units;
        return new Position(line, units);
    }

    /** The offset of a position; one beyond the line or the text means its end, one inside a character its start. */
    int offset(Position position) {
        if (position.getLine() < 0) return lines.start(0);
        if (position.getLine() >= lines.count()) return bytes.length;
        int at = lines.start(position.getLine());
        int end = lines.contentEnd(position.getLine(), bytes);
        int left = position.getCharacter();
        while (at < end && left > 0) {
            long step = decoding.next(bytes, at, bytes.length);
            left -= encoding.units(Decoding.codePoint(step));
            if (left < 0) break;
            at += Decoding.length(step);
        }
        return at;
    }

    /** The line of an offset, from 0. */
    int line(int offset) {
        return lines.line(offset);
    }

    /** The last line that a span touches: a span that ends with a line end does not touch the next. */
    int lastLine(Span span) {
        return lines.line(span.isEmpty() ? span.start() : span.end() - 1);
    }

    int lineCount() {
        return lines.count();
    }
}
