package smtplint.analyzer.model;

import smtplint.analyzer.source.Span;

/** A word and where it stood. The value is decoded as UTF-8 and unescaped; the span covers what the input shows. */
public record Text(String value, Span span) {

    public boolean isEmpty() {
        return value.isEmpty();
    }

    /** What precedes the first space; the whole text where there is none. */
    public String firstWord() {
        int end = value.indexOf(' ');
        return end < 0 ? value : value.substring(0, end);
    }

    /** Where these characters of the value stood; all of the span where the input shows them in another form. */
    public Span part(int from, int to) {
        int octets = octets(value.length());
        if (octets != span.length()) return span;
        return new Span(span.start() + octets(from), span.start() + octets(to));
    }

    private int octets(int characters) {
        return value.substring(0, characters).getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
    }

    /** Where the first run of characters above 127 stands; an empty place at the start where there is none. */
    public Span nonAscii() {
        int from = 0;
        while (from < value.length() && value.charAt(from) < 128) from++;
        int to = from;
        while (to < value.length() && value.charAt(to) > 127) to++;
        return from == value.length() ? Span.at(span.start()) : part(from, to);
    }

    public boolean is(String word) {
        return value.equalsIgnoreCase(word);
    }

    /** Whatever the case of its letters. */
    public boolean startsWith(String prefix) {
        return value.regionMatches(true, 0, prefix, 0, prefix.length());
    }

    /** ASCII letters in upper case; protocol words know no locale. */
    public String upper() {
        return Ascii.upper(value);
    }

    /** True when a character is above 127, or is U+FFFD, which stands for an octet that is no UTF-8. */
    public boolean hasNonAscii() {
        return Ascii.hasNonAscii(value);
    }
}
