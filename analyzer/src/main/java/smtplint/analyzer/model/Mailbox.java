package smtplint.analyzer.model;

import java.util.Optional;
import smtplint.analyzer.source.Span;

/** local-part "@" domain. The host is absent where the input has none: {@code <postmaster>}. */
public record Mailbox(LocalPart localPart, Optional<Host> host, Span span) {

    /**
     * @param value unquoted, comments left out
     * @param quoted written as a quoted string, or in the obsolete form with at least one
     * @param obsolete white space, comments or a quoted word between dots: RFC 5322 §4.4, no form of RFC 5321
     * @param fault what the grammar refuses, in words; empty when nothing
     * @param faultSpan where
     */
    public record LocalPart(String value, boolean quoted, boolean obsolete, String fault, Span faultSpan, Span span) {
        public boolean valid() {
            return fault.isEmpty();
        }
    }

    /** As an address to compare: local-part as is, domain in lower case. */
    public String address() {
        return localPart.value() + host.map(h -> "@" + Ascii.lower(h.value())).orElse("");
    }

    public String domain() {
        return host.map(h -> Ascii.lower(h.value())).orElse("");
    }
}
