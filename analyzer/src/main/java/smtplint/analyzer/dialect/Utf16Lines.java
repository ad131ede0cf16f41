package smtplint.analyzer.dialect;

import java.nio.charset.StandardCharsets;
import smtplint.analyzer.source.LineEnding;
import smtplint.analyzer.source.SourceText;
import smtplint.analyzer.source.Span;
import smtplint.analyzer.source.TextAssembler;

/**
 * Reads lines of a file in UTF-16 that were cut behind octets of ten, and hands them on in UTF-8. Half of a line feed
 * stands before or behind each cut.
 */
final class Utf16Lines implements LineReader {
    private final boolean bigEndian;
    private final LineReader reader;
    private boolean first = true;

    Utf16Lines(boolean bigEndian, LineReader reader) {
        this.bigEndian = bigEndian;
        this.reader = reader;
    }

    @Override
    public void line(SourceText line, LineEnding ending) {
        int from = line.start();
        if (first) from = Math.min(line.end(), from + 2);
        else if (!bigEndian) from = Math.min(line.end(), from + 1);
        boolean atEnd = !first && from == line.end() && ending == LineEnding.NONE;
        first = false;
        if (atEnd) return;
        TextAssembler out = new TextAssembler(line.length() / 2 + 1);
        boolean cr = false;
        for (int i = from; i + 1 < line.end(); ) {
            if (cr) out.add('\r', line.span(i - 2, i));
            int unit = unit(line, i);
            cr = unit == '\r';
            boolean pair = Character.isHighSurrogate((char) unit)
                    && i + 3 < line.end()
                    && Character.isLowSurrogate((char) unit(line, i + 2));
            int width = pair ? 4 : 2;
            int codePoint = pair ? Character.toCodePoint((char) unit, (char) unit(line, i + 2)) : unit;
            if (!cr) add(codePoint, line.span(i, i + width), out);
            i += width;
        }
        reader.line(out.text(), ending == LineEnding.LF && cr ? LineEnding.CRLF : ending);
    }

    private int unit(SourceText line, int at) {
        int one = line.at(at);
        int two = line.at(at + 1);
        return bigEndian ? one << 8 | two : two << 8 | one;
    }

    private static void add(int codePoint, Span place, TextAssembler out) {
        if (codePoint < 128) {
            out.add(codePoint, place);
            return;
        }
        boolean lone = codePoint >= 0xd800 && codePoint < 0xe000;
        String text = lone ? "\ufffd" : new String(Character.toChars(codePoint));
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) out.add(octet & 0xff, place);
    }

    @Override
    public void finish() {
        reader.finish();
    }
}
