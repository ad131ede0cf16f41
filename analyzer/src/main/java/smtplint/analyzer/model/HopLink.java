package smtplint.analyzer.model;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

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
        /** One of the two says too little. */
        UNKNOWN,
        /** Both name hosts, and they have nothing in common. */
        UNRELATED
    }

    /** From the older hop to the newer one; negative when the newer one is dated earlier. */
    public Optional<Duration> delay() {
        return newer.time()
                .flatMap(HeaderField.Moment::value)
                .flatMap(to -> older.time().flatMap(HeaderField.Moment::value).map(from -> Duration.between(from, to)));
    }

    public Continuity continuity() {
        if (newer.localHandoff() || older.localHandoff() || newer.isFromLoopback()) return Continuity.LOCAL;
        if (older.by().isEmpty() || clientNames().findAny().isEmpty()) return Continuity.UNKNOWN;
        String writer = HostNames.normal(older.by().get().value());
        if (HostNames.isPrivate(writer) || clientNames().allMatch(HostNames::isPrivate)) return Continuity.LOCAL;
        boolean linked = clientNames().anyMatch(name -> HostNames.related(name, writer));
        return linked ? Continuity.LINKED : Continuity.UNRELATED;
    }

    /** The names and addresses under which the newer hop knew its client. */
    private Stream<String> clientNames() {
        return Stream.of(newer.from(), newer.helo(), newer.reverseName(), newer.address())
                .flatMap(Optional::stream)
                .map(text -> HostNames.normal(text.value()))
                .filter(name -> !name.isEmpty() && !name.equals("unknown"));
    }
}
