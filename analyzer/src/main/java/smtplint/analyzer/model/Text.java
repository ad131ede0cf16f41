package smtplint.analyzer.model;

import smtplint.analyzer.source.Span;

/** A word and where it stood. The value is decoded as UTF-8 and unescaped; the span covers what the input shows. */
public record Text(String value, Span span) {

    public boolean isEmpty() {
        return value.isEmpty();
    }

    public boolean is(String word) {
        return value.equalsIgnoreCase(word);
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
