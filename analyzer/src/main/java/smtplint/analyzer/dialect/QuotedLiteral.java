package smtplint.analyzer.dialect;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import smtplint.analyzer.source.LineEnding;
import smtplint.analyzer.source.Lines;
import smtplint.analyzer.source.SourceText;
import smtplint.analyzer.source.Span;
import smtplint.analyzer.source.TextAssembler;

/**
 * A string literal as Python and Ruby print them, taken back to its octets, each of which keeps its place in the input.
 *
 * @param closed its closing quote was there
 */
record QuotedLiteral(SourceText text, boolean closed) {

    /**
     * Reads the literal whose quote stands at the offset.
     *
     * @param characters {@code \xfc} is a character, sent as UTF-8, and not an octet
     */
    static QuotedLiteral read(SourceText line, int quoteAt, boolean characters) {
        int quote = line.at(quoteAt);
        TextAssembler out = new TextAssembler(line.end() - quoteAt);
        int i = quoteAt + 1;
        while (i < line.end() && line.at(i) != quote) {
            int run = i;
            while (i < line.end() && line.at(i) != quote && line.at(i) != '\\') i++;
            out.copy(line, run, i);
            if (i < line.end() && line.at(i) == '\\') i = escape(line, i, characters, out);
        }
        return new QuotedLiteral(out.text(), i < line.end());
    }

    /**
     * The lines of the wire in it.
     *
     * @param line the whole line of the recording
     */
    List<TranscriptLine> lines(TranscriptLine.Kind side, long time, SourceText line) {
        List<TranscriptLine> found = new ArrayList<>();
        Lines lines = new Lines(text);
        Span whole = line.span();
        while (lines.next()) {
            boolean last = lines.end() == text.end();
            LineEnding ending = last && !closed ? LineEnding.UNKNOWN : lines.ending();
            Span place = text.span(lines.start(), lines.end());
            Span span = new Span(found.isEmpty() ? whole.start() : place.start(), last ? whole.end() : place.end());
            SourceText content = text.slice(lines.start(), lines.contentEnd());
            found.add(new TranscriptLine(side, content, ending, time, false, span));
        }
        return found;
    }

    /** The same lines; where the last one has no line end, the program left it out. */
    List<TranscriptLine> spoken(TranscriptLine.Kind side, long time, SourceText line) {
        return lines(side, time, line).stream()
                .map(TranscriptLine::withUnseenEnding)
                .toList();
    }

    /** Adds what the escape at the offset stands for, and says where it ends. */
    private static int escape(SourceText line, int at, boolean characters, TextAssembler out) {
        int letter = at + 1 < line.end() ? line.at(at + 1) : -1;
        int digits = letter == 'x' ? 2 : letter == 'u' ? 4 : letter == 'U' ? 8 : 0;
        long value = digits > 0 ? hexadecimal(line, at + 2, digits) : -1;
        if (value >= 0) {
            int end = at + 2 + digits;
            if (letter == 'x' && !characters || value < 0x80) out.add((int) value, line.span(at, end));
            else encoded(value, line, at, end, out);
            return end;
        }
        int simple = simple(letter);
        if (simple < 0) {
            out.copy(line, at, at + 1);
            return at + 1;
        }
        out.add(simple, line.span(at, at + 2));
        return at + 2;
    }

    private static void encoded(long value, SourceText line, int at, int end, TextAssembler out) {
        int codePoint = value > Character.MAX_CODE_POINT ? 0xfffd : (int) value;
        for (byte b : Character.toString(codePoint).getBytes(StandardCharsets.UTF_8)) out.add(b, line.span(at, end));
    }

    private static long hexadecimal(SourceText line, int from, int digits) {
        if (from + digits > line.end()) return -1;
        long value = 0;
        for (int i = from; i < from + digits; i++) {
            int digit = Character.digit(line.at(i), 16);
            if (digit < 0) return -1;
            value = value << 4 | digit;
        }
        return value;
    }

    private static int simple(int letter) {
        return switch (letter) {
            case 'r' -> '\r';
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'a' -> 7;
            case 'b' -> '\b';
            case 'v' -> 11;
            case 'f' -> '\f';
            case 'e' -> 27;
            case '0' -> 0;
            case '\\', '\'', '"', '#' -> letter;
            default -> -1;
        };
    }
}
