package smtplint.analyzer.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import smtplint.analyzer.source.Span;

/**
 * An address-list (RFC 5322 §3.4).
 *
 * @param addresses mailboxes and groups in order
 * @param problems what the grammar refuses, and where
 * @param emptyElements list elements without content, the obsolete form of RFC 5322 §4.4
 */
public record AddressList(List<Address> addresses, List<AddressProblem> problems, List<Span> emptyElements) {

    public AddressList {
        addresses = List.copyOf(addresses);
        problems = List.copyOf(problems);
        emptyElements = List.copyOf(emptyElements);
    }

    public sealed interface Address {
        Span span();
    }

    /**
     * A mailbox with its display name.
     *
     * @param displayName unquoted, encoded words as written; empty when there is none
     * @param displayNameSpan as written
     * @param bracketed an angle-addr
     * @param route an obsolete source route (RFC 5322 §4.4)
     * @param phraseNeedsQuotes specials other than "." in an unquoted display name
     * @param phraseDot an unquoted "." in the display name (RFC 5322 §4.1)
     * @param comments of the address, without their parentheses
     */
    public record NamedMailbox(
            String displayName,
            Span displayNameSpan,
            boolean bracketed,
            Optional<Span> route,
            Optional<Span> phraseNeedsQuotes,
            Optional<Span> phraseDot,
            List<String> comments,
            Mailbox mailbox,
            Span span)
            implements Address {
        public NamedMailbox {
            comments = List.copyOf(comments);
        }

        /** A source route, a display name or local-part that must be quoted, or is obsolete without quotes. */
        boolean isIrregular() {
            return route.isPresent()
                    || phraseNeedsQuotes.isPresent()
                    || phraseDot.isPresent()
                    || mailbox.localPart().obsolete();
        }
    }

    /** @param terminated the ";" is there */
    public record Group(Text displayName, List<NamedMailbox> mailboxes, boolean terminated, Span span)
            implements Address {
        public Group {
            mailboxes = List.copyOf(mailboxes);
        }

        boolean isIrregular() {
            for (NamedMailbox mailbox : mailboxes) if (mailbox.isIrregular()) return true;
            return false;
        }
    }

    /** @param kind which rule speaks of it */
    public record AddressProblem(Kind kind, SyntaxProblem problem) {
        public enum Kind {
            INVALID,
            DOMAIN_MISSING,
            BRACKETS_UNBALANCED,
            SEPARATOR_SEMICOLON,
            COMMENT_UNBALANCED,
            QUOTED_STRING_UNTERMINATED
        }
    }

    /** What can be seen of it, as bits of {@link Trait}. */
    long traits() {
        long traits = Trait.MALFORMED.when(!problems.isEmpty()) | Trait.IRREGULAR.when(!emptyElements.isEmpty());
        for (Address address : addresses)
            traits |= address instanceof NamedMailbox mailbox
                    ? Trait.IRREGULAR.when(mailbox.isIrregular())
                    : Trait.GROUP.bit() | Trait.IRREGULAR.when(((Group) address).isIrregular());
        return traits;
    }

    /** All mailboxes, those in groups included. */
    public List<NamedMailbox> mailboxes() {
        List<NamedMailbox> mailboxes = new ArrayList<>(addresses.size());
        for (Address address : addresses) {
            if (address instanceof NamedMailbox mailbox) mailboxes.add(mailbox);
            else if (address instanceof Group group) mailboxes.addAll(group.mailboxes());
        }
        return mailboxes;
    }

    public boolean isEmpty() {
        return addresses.isEmpty();
    }
}
