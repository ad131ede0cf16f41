package smtplint.analyzer.model;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A Received field (RFC 5321 §4.4): what one host wrote about the hop to it.
 *
 * @param from the name after "from", as written
 * @param helo the name the client gave in EHLO, where the host records it apart from {@code from}
 * @param reverseName the name found for the client's address
 * @param address the client's address, an IP address without brackets or tag
 * @param clientAddress the same, to reckon with
 * @param ident the user that the client's host claimed (RFC 1413), "ident" of an MTA's comment
 * @param by the host that wrote the field
 * @param byAddress its own address, an IP address, where it records one
 * @param forPath the address of the FOR clause, without brackets
 * @param tls TLS version or cipher, where recorded
 * @param auth as whom or how the client authenticated, where recorded: a user, a mechanism, a keyword like ESMTPA, or HTTP
 *     for the session of a web mailer
 * @param localHandoff no SMTP hop: pickup, "qmail invoked", "(from userid 1000)"
 * @param software what wrote the field, where it says so
 * @param duplicates clauses that occur again
 * @param problem why it can't be split into clauses
 */
public record Received(
        Lines lines,
        Optional<Text> from,
        Optional<Text> helo,
        Optional<Text> reverseName,
        Optional<Text> address,
        Optional<IpAddress> clientAddress,
        Optional<Text> ident,
        Optional<Text> by,
        Optional<Text> byAddress,
        Optional<Text> via,
        Optional<Text> with,
        Optional<Text> id,
        Optional<Text> forPath,
        Optional<Text> tls,
        Optional<Text> auth,
        boolean localHandoff,
        Software software,
        Optional<Moment> time,
        List<Text> clauseOrder,
        List<Text> duplicates,
        int forPaths,
        Optional<SyntaxProblem> problem)
        implements HeaderField {
    /** The names that RFC 5322 §4.3 gives an offset. */
    private static final Set<String> KNOWN_ZONES =
            Set.of("UT", "UTC", "GMT", "EST", "EDT", "CST", "CDT", "MST", "MDT", "PST", "PDT");

    public Received {
        clauseOrder = List.copyOf(clauseOrder);
        duplicates = List.copyOf(duplicates);
    }

    @Override
    public long traits() {
        return lines.traits()
                | (time.isPresent() ? time.get().traits() : 0)
                | Trait.MALFORMED.when(problem.isPresent())
                | Trait.IRREGULAR.when(!duplicates.isEmpty() || forPaths > 1)
                | Trait.TLS.when(tls.isPresent());
    }

    /** The programs whose forms differ in what they mean, or are imitated. */
    public enum Software {
        POSTFIX,
        EXIM,
        SENDMAIL,
        QMAIL,
        EXCHANGE,
        UNKNOWN;

        /** @param word the first of a comment about the host that wrote the field */
        public static Software of(String word) {
            String name = Ascii.lower(word);
            if (name.startsWith("postfix")) return POSTFIX;
            if (name.startsWith("exim")) return EXIM;
            if (name.startsWith("qmail") || name.startsWith("netqmail")) return QMAIL;
            boolean version = name.length() > 4 && name.startsWith("8.") && Ascii.isDigit(name.charAt(2));
            return version && name.indexOf('/') > 0 ? SENDMAIL : UNKNOWN;
        }
    }

    /** When, to reckon with: a date without a zone, or with one that is no offset to rely on, tells the hour of nowhere. */
    public Optional<OffsetDateTime> instant() {
        return time.filter(Received::hasKnownZone).flatMap(Moment::value);
    }

    private static boolean hasKnownZone(Moment time) {
        if (time.zone().isEmpty()) return false;
        return time.namedZone().isEmpty()
                || KNOWN_ZONES.contains(Ascii.upper(time.namedZone().get().value()));
    }

    public Optional<OffsetDateTime> moment() {
        return time.flatMap(Moment::value);
    }

    /** The client's name, as the DNS has it or else as the client gave it, is one of the writer's own domain. */
    public boolean staysWithinOrganisation() {
        Optional<Text> client = reverseName.or(() -> from);
        return client.isPresent()
                && by.isPresent()
                && HostNames.related(
                        HostNames.normal(client.get().value()),
                        HostNames.normal(by.get().value()));
    }

    /** The client was a program on the same host: a content filter, a list manager. */
    public boolean isFromLoopback() {
        return clientAddress().filter(IpAddress::isLoopback).isPresent();
    }
}
