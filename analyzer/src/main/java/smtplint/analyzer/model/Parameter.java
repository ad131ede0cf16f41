package smtplint.analyzer.model;

import java.util.Optional;
import smtplint.analyzer.source.Span;

/**
 * An esmtp-param of MAIL or RCPT (RFC 5321 §4.1.2).
 *
 * @param value after the "=", absent without one, empty when nothing follows it
 * @param wellFormed false when the keyword or value has characters that the grammar refuses
 */
public record Parameter(Text keyword, Optional<Text> value, boolean wellFormed, Span span) {

    public boolean is(String word) {
        return keyword.is(word);
    }

    public String valueOrEmpty() {
        return value.map(Text::value).orElse("");
    }
}
