package smtplint.analyzer.model;

import org.jspecify.annotations.Nullable;
import smtplint.analyzer.source.SourceText;
import smtplint.analyzer.source.Span;

/**
 * A word and where it stood. The value is decoded as UTF-8 and unescaped; the span covers what the input shows.
 *
 * <p>Most words of a message are never asked for. One that stands in the input as it is remembers only its bytes, until
 * somebody does; two threads that ask at once make the same value.
 */
public final class Text {
    private static final SourceText NOWHERE = SourceText.of(new byte[0]);

    private final SourceText source;
    private final int from;
    private final int to;
    private @Nullable String value;
    private @Nullable Span span;
    /** Whether there is a character above 127: asked of every line by several. */
    private @Nullable Boolean nonAscii;

    public Text(String value, Span span) {
        this(NOWHERE, 0, 0);
        this.value = value;
        this.span = span;
    }

    private Text(SourceText source, int from, int to) {
        this.source = source;
        this.from = from;
        this.to = to;
    }

    /** The bytes {@code from} to {@code to} of a text, as they stand there. */
    public static Text of(SourceText source, int from, int to) {
        return new Text(source, from, to);
    }

    public String value() {
        String known = value;
        if (known == null) value = known = source.string(from, to);
        return known;
    }

    public Span span() {
        Span known = span;
        if (known == null) span = known = source.span(from, to);
        return known;
    }

    public boolean isEmpty() {
        String known = value;
        return known == null ? from == to : known.isEmpty();
    }

    /** What precedes the first space; the whole text where there is none. */
    public String firstWord() {
        int end = value().indexOf(' ');
        return end < 0 ? value() : value().substring(0, end);
    }

    /** Where these characters of the value stood; all of the span where the input shows them in another form. */
    public Span part(int from, int to) {
        int octets = octets(value().length());
        if (octets != span().length()) return span();
        return new Span(span().start() + octets(from), span().start() + octets(to));
    }

    private int octets(int characters) {
        return value().substring(0, characters).getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
    }

    /** Where the first run of characters above 127 stands; an empty place at the start where there is none. */
    public Span nonAscii() {
        String text = value();
        int from = 0;
        while (from < text.length() && text.charAt(from) < 128) from++;
        int to = from;
        while (to < text.length() && text.charAt(to) > 127) to++;
        return from == text.length() ? Span.at(span().start()) : part(from, to);
    }

    /** Whatever the case of its letters. */
    public boolean is(String ascii) {
        String known = value;
        if (known != null) return known.equalsIgnoreCase(ascii);
        return to - from == ascii.length() && source.startsWithIgnoringCase(ascii, from);
    }

    /** Whatever the case of its letters. */
    public boolean startsWith(String ascii) {
        String known = value;
        if (known != null) return known.regionMatches(true, 0, ascii, 0, ascii.length());
        return to - from >= ascii.length() && source.startsWithIgnoringCase(ascii, from);
    }

    /** ASCII letters in upper case; protocol words know no locale. */
    public String upper() {
        return Ascii.upper(value());
    }

    /** True when a character is above 127, or is U+FFFD, which stands for an octet that is no UTF-8. */
    public boolean hasNonAscii() {
        Boolean known = nonAscii;
        if (known == null) {
            String made = value;
            nonAscii = known = made == null ? source.hasNonAscii(from, to) : Ascii.hasNonAscii(made);
        }
        return known;
    }

    /** The last character is a space or a tab. */
    public boolean endsWithSpace() {
        if (isEmpty()) return false;
        String known = value;
        int last = known == null ? source.at(to - 1) : known.charAt(known.length() - 1);
        return last == ' ' || last == '\t';
    }

    /** The first character is a control. */
    public boolean startsWithControl() {
        if (isEmpty()) return false;
        String known = value;
        return (known == null ? source.at(from) : known.charAt(0)) < ' ';
    }

    /** Spaces and tabs only, or nothing. */
    public boolean isBlank() {
        return isEmpty() || value().isBlank();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Text text && value().equals(text.value()) && span().equals(text.span());
    }

    @Override
    public int hashCode() {
        return 31 * value().hashCode() + span().hashCode();
    }

    @Override
    public String toString() {
        return value();
    }
}
