package smtplint.analyzer.model;

import java.util.List;
import smtplint.analyzer.source.Span;

/** The right side of a mailbox, or the argument of EHLO: a domain name or an address literal. */
public sealed interface Host {
    Span span();

    /** As written, brackets of a literal left out. */
    String value();

    /** True when the grammar of RFC 5321 §4.1.2 and §4.1.3 takes it. */
    boolean valid();

    /** A domain name of letters, digits and hyphens with a dot in it, the last label no number; none of RFC 5890. */
    default boolean isPlainName() {
        return false;
    }

    /**
     * A domain name, valid or not.
     *
     * @param fault what the grammar refuses, in words; empty when nothing
     * @param faultSpan where
     */
    record DomainName(String value, String fault, Span faultSpan, Span span) implements Host {
        @Override
        public boolean valid() {
            return fault.isEmpty();
        }

        public List<String> labels() {
            return List.of(value.split("\\.", -1));
        }

        /** More than one label: not proof that it is fully qualified, but a single label never is. */
        public boolean isDotted() {
            int dot = value.indexOf('.');
            return dot > 0 && dot < value.length() - 1;
        }

        /** Longer ones are rare, and make paths that are too long. */
        private static final int USUAL = 128;

        @Override
        public boolean isPlainName() {
            if (!valid() || !isDotted() || hasTrailingDot() || value.length() > USUAL) return false;
            char before = '.';
            for (int i = 0; i < value.length(); i++) {
                char c = value.charAt(i);
                if (!Ascii.isLetterOrDigit(c) && c != '.' && c != '-' || c == '-' && before == '-') return false;
                before = c;
            }
            return !Ascii.isDigit(value.charAt(value.lastIndexOf('.') + 1));
        }

        public boolean hasTrailingDot() {
            return value.endsWith(".");
        }
    }

    /** What stood in square brackets. For IPV6 the value has no "IPv6:" tag. */
    record AddressLiteral(String value, Kind kind, Span span) implements Host {
        public enum Kind {
            IPV4,
            IPV6,
            /** tag ":" content of RFC 5321 §4.1.3. */
            GENERAL,
            MALFORMED
        }

        @Override
        public boolean valid() {
            return kind != Kind.MALFORMED;
        }
    }
}
