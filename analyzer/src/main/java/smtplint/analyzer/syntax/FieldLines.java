package smtplint.analyzer.syntax;

import java.util.List;
import java.util.Optional;
import smtplint.analyzer.model.FieldName;
import smtplint.analyzer.model.HeaderField.Lines;
import smtplint.analyzer.model.Text;
import smtplint.analyzer.source.SourceText;
import smtplint.analyzer.source.Span;

/** Looks once over the octets of a field and keeps what rules ask about its lines. */
final class FieldLines {
    /** A line's place is kept only when it is over the recommended length (RFC 5322 §2.1.1). */
    private static final int RECOMMENDED_LENGTH = 78;

    private final SourceText text;
    private int lines;
    private int longest;
    private Optional<Span> longestLine = Optional.empty();
    private Optional<Span> blankFold = Optional.empty();
    private Optional<Span> eightBit = Optional.empty();
    private Optional<Span> invalidUtf8 = Optional.empty();
    private Optional<Span> controls = Optional.empty();
    private boolean mayEncode;

    private FieldLines(SourceText text) {
        this.text = text;
    }

    /** The lines {@code start} to {@code end}, the last line end left out. */
    static Lines of(SourceText text, int start, int end) {
        int nameEnd = start;
        while (nameEnd < end && text.at(nameEnd) != ':' && text.at(nameEnd) != '\n') nameEnd++;
        boolean hasColon = nameEnd < end && text.at(nameEnd) == ':';
        int colon = nameEnd;
        if (!hasColon) nameEnd = start;
        while (nameEnd > start && isSpace(text.at(nameEnd - 1))) nameEnd--;
        Optional<Span> spaceBeforeColon =
                hasColon && nameEnd < colon ? Optional.of(text.span(nameEnd, colon)) : Optional.empty();
        return build(text, start, nameEnd, hasColon ? colon + 1 : start, end, spaceBeforeColon);
    }

    /** A field body alone. */
    static Lines ofBody(SourceText body) {
        return build(body, body.start(), body.start(), body.start(), body.end(), Optional.empty());
    }

    private static Lines build(
            SourceText text, int start, int nameEnd, int bodyStart, int end, Optional<Span> spaceBeforeColon) {
        FieldLines found = new FieldLines(text);
        found.scan(start, end);
        FieldName known = FieldName.of(text, start, nameEnd);
        SourceText body = text.slice(bodyStart, end);
        return new Lines(
                Text.of(text, start, nameEnd),
                known,
                body,
                trimmed(text, bodyStart, end),
                found.lines,
                found.longest,
                found.longestLine,
                spaceBeforeColon,
                found.blankFold,
                found.eightBit,
                found.invalidUtf8,
                found.controls,
                found.mayEncode ? EncodedWords.of(body, known.form()) : List.of(),
                text.span(start, end));
    }

    /** The place of the field body without the white space around it. */
    static Span trimmed(SourceText text, int start, int end) {
        int from = start;
        int to = end;
        while (from < to && text.at(from) <= ' ') from++;
        while (to > from && text.at(to - 1) <= ' ') to--;
        return text.span(from, to);
    }

    private void scan(int start, int end) {
        byte[] bytes = text.buffer();
        int lineStart = start;
        int marks = 0;
        for (int i = start; i < end; i++) {
            byte b = bytes[i];
            if (b >= 32 && b != 127) {
                if (b == '?' && i > start && bytes[i - 1] == '=') mayEncode = true;
                continue;
            }
            if (b == '\n') {
                line(lineStart, i > lineStart && bytes[i - 1] == '\r' ? i - 1 : i, start);
                lineStart = i + 1;
            } else if (b < 0) {
                if (eightBit.isEmpty()) eightBit = Optional.of(run(bytes, i, end));
                marks |= 1;
            } else if (b != '\t' && !(b == '\r' && i + 1 < end && bytes[i + 1] == '\n') && controls.isEmpty())
                controls = Optional.of(text.span(i, i + 1));
        }
        line(lineStart, end, start);
        if (marks != 0) invalidUtf8 = firstInvalidUtf8(bytes, start, end);
    }

    private void line(int from, int to, int start) {
        lines++;
        if (to - from > longest) {
            longest = to - from;
            if (longest > RECOMMENDED_LENGTH && characters(from, to) > RECOMMENDED_LENGTH)
                longestLine = Optional.of(text.span(from, to));
        }
        if (from == start || blankFold.isPresent()) return;
        int i = from;
        while (i < to && isSpace(text.at(i))) i++;
        if (i == to) blankFold = Optional.of(text.span(from, to));
    }

    /** Octets, but for those that go on with a character of UTF-8 (RFC 6532 §3.4). */
    private int characters(int from, int to) {
        int count = to - from;
        if (eightBit.isPresent()) for (int i = from; i < to; i++) if ((text.at(i) & 0xC0) == 0x80) count--;
        return count;
    }

    private Span run(byte[] bytes, int from, int end) {
        int i = from;
        while (i < end && bytes[i] < 0) i++;
        return text.span(from, i);
    }

    private Optional<Span> firstInvalidUtf8(byte[] bytes, int start, int end) {
        Utf8Check check = new Utf8Check();
        for (int i = start; i < end; i++) if (!check.accepts(bytes[i])) return Optional.of(text.span(i, i + 1));
        return check.isComplete() ? Optional.empty() : Optional.of(text.span(end - 1, end));
    }

    private static boolean isSpace(int c) {
        return c == ' ' || c == '\t';
    }
}
