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
        /** Longer ones are beyond RFC 5321 §4.5.3.1.1. */
        private static final int LONGEST = 64;

        public boolean valid() {
            return fault.isEmpty();
        }

        /** A dot-string of letters, digits and the marks that are common in one. */
        private boolean isPlain() {
            if (quoted || obsolete || !valid() || value.length() > LONGEST) return false;
            for (int i = 0; i < value.length(); i++)
                if (!Ascii.isLetterOrDigit(value.charAt(i)) && ".-_+=".indexOf(value.charAt(i)) < 0) return false;
            return true;
        }
    }

    /** A plain local-part at a plain name. */
    boolean isPlain() {
        return localPart.isPlain() && host.isPresent() && host.get().isPlainName();
    }

    /** As an address to compare: local-part as is, domain in lower case. */
    public String address() {
        return host.isPresent() ? localPart.value() + "@" + domain() : localPart.value();
    }

    public String domain() {
        return host.isPresent() ? Ascii.lower(host.get().value()) : "";
    }
}
