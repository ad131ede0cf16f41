package smtplint.analyzer.model;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Two neighbouring Received fields: the host that wrote {@code older} handed the message to the one that wrote
 * {@code newer}, if the chain is true.
 */
public record HopLink(Received newer, Received older) {

    /** How well the two fit: the newer hop's client should be the host that wrote the older one. */
    public enum Continuity {
        /** A name, a domain or an address is the same. */
        LINKED,
        /** One of the two is no SMTP hop, or a name is private: nothing can be expected. */
        LOCAL,
        /** One of the two says too little: an address and a name can't be compared without the DNS. */
        UNKNOWN,
        /** Both name hosts, and they have nothing in common. */
        UNRELATED
    }

    /** From the older hop to the newer one; negative when the newer one is dated earlier. */
    public Optional<Duration> delay() {
        Optional<OffsetDateTime> to = newer.instant();
        Optional<OffsetDateTime> from = older.instant();
        if (to.isEmpty() || from.isEmpty()) return Optional.empty();
        return Optional.of(
                Duration.ofSeconds(to.get().toEpochSecond() - from.get().toEpochSecond()));
    }

    public Continuity continuity() {
        if (newer.localHandoff() || older.localHandoff() || newer.isFromLoopback()) return Continuity.LOCAL;
        if (older.by().isEmpty()) return Continuity.UNKNOWN;
        List<String> clients = clientNames();
        if (clients.isEmpty()) return Continuity.UNKNOWN;
        boolean sameAddress = older.byAddress()
                .flatMap(a -> IpAddress.parse(a.value()))
                .filter(a -> newer.clientAddress().filter(a::equals).isPresent())
                .isPresent();
        if (sameAddress) return Continuity.LINKED;
        String writer = HostNames.normal(older.by().get().value());
        if (clients.contains(writer)) return HostNames.isPrivate(writer) ? Continuity.LOCAL : Continuity.LINKED;
        if (HostNames.isPrivate(writer) || clients.stream().allMatch(HostNames::isPrivate)) return Continuity.LOCAL;
        for (String client : clients) if (HostNames.related(client, writer)) return Continuity.LINKED;
        boolean comparable =
                clients.stream().anyMatch(client -> HostNames.isAddress(client) == HostNames.isAddress(writer));
        return comparable ? Continuity.UNRELATED : Continuity.UNKNOWN;
    }

    /** The names and addresses under which the newer hop knew its client. */
    private List<String> clientNames() {
        List<String> names = new ArrayList<>(4);
        add(newer.from(), names);
        add(newer.helo(), names);
        add(newer.reverseName(), names);
        add(newer.address(), names);
        return names;
    }

    private static void add(Optional<Text> text, List<String> names) {
        if (text.isEmpty()) return;
        String name = HostNames.normal(text.get().value());
        if (!name.isEmpty() && !name.equals("unknown")) names.add(name);
    }
}
