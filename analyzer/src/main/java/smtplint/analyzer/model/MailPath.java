package smtplint.analyzer.model;

import java.util.List;
import smtplint.analyzer.source.Span;

/** A reverse-path or forward-path as written. "&lt;&gt;" is a value of its own, not an absent path. */
public sealed interface MailPath {
    Span span();

    /** The address of the mailbox as written; empty where the path has none. */
    default String address() {
        return "";
    }

    /** A mailbox in angle brackets of plain words, as nearly all are: neither quotes nor routes, nothing unusual. */
    default boolean isPlain() {
        return false;
    }

    /** The null reverse-path "&lt;&gt;". */
    record NullPath(Span span) implements MailPath {}

    /**
     * A mailbox, with what RFC 5321 §4.1.2 has around it or what is wrongly there.
     *
     * @param bracketed stands in "&lt;" and "&gt;"
     * @param displayName text before the "&lt;", which no path has; empty when there is none
     */
    record Path(List<Host.DomainName> sourceRoute, Mailbox mailbox, boolean bracketed, String displayName, Span span)
            implements MailPath {
        public Path {
            sourceRoute = List.copyOf(sourceRoute);
        }

        @Override
        public String address() {
            return mailbox.address();
        }

        @Override
        public boolean isPlain() {
            return bracketed && sourceRoute.isEmpty() && displayName.isEmpty() && mailbox.isPlain();
        }
    }

    /** Text that no reading makes a path; empty when the command has none. */
    record Malformed(String value, SyntaxProblem problem, Span span) implements MailPath {}
}
