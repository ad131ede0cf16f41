package smtplint.analyzer.model;

import smtplint.analyzer.source.Span;

/**
 * A lone dot in content that only some servers take for its end, because its line ends are not both CRLF (RFC 5321
 * §4.1.1.4).
 *
 * @param form the line ends before and after the dot, "LF.CRLF"; a NUL beside the dot is named too: "CRLF.NUL+CRLF"
 * @param next where the line behind it stands, which is the next command of a server that believes it; empty when the
 *     content ends there
 */
public record FakeEnd(String form, Span dot, Span next) {
    /** The only form that ends content. */
    public static final String REAL = "CRLF.CRLF";
}
