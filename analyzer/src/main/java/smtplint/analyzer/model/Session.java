package smtplint.analyzer.model;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import smtplint.analyzer.source.Evidence;
import smtplint.analyzer.source.Span;

/**
 * One SMTP or LMTP session, understood.
 *
 * @param key names it where the recording does; "" otherwise
 * @param number from 1 in the file
 * @param tlsOfferElsewhere where the same host offers STARTTLS in another session of the file
 */
public record Session(
        String key,
        int number,
        List<Exchange> exchanges,
        List<CommandGroup> groups,
        List<Transaction> transactions,
        List<ChannelEvent> events,
        Dialogue dialogue,
        Optional<Span> tlsOfferElsewhere,
        Span span)
        implements Node {

    public Session {
        exchanges = List.copyOf(exchanges);
        groups = List.copyOf(groups);
        transactions = List.copyOf(transactions);
        events = List.copyOf(events);
    }

    @Override
    public long topics() {
        long topics = 0;
        for (Exchange exchange : exchanges) topics |= exchange.topics();
        return topics;
    }

    @Override
    public long traits() {
        long traits = 0;
        for (Exchange exchange : exchanges) traits |= exchange.traits();
        for (ChannelEvent event : events) traits |= Trait.CLOSED_BY_SIDE.when(event.isCloseBySide());
        return traits;
    }

    public Optional<Exchange> greeting() {
        for (Exchange exchange : exchanges) if (exchange.isGreeting()) return Optional.of(exchange);
        return Optional.empty();
    }

    /** The name that the server gives itself in its greeting, else in its reply to the hello; "" where it gives none. */
    public String serverName() {
        for (Exchange exchange : exchanges) {
            if (!exchange.isGreeting() && !exchange.isHello() || !exchange.accepted()) continue;
            String name = exchange.replies().get(0).lines().get(0).text().firstWord();
            if (name.indexOf('.') > 0) return HostNames.normal(name);
        }
        return "";
    }

    /** The same session, known to be held with a host that offers STARTTLS to others. */
    public Session withTlsOfferElsewhere(Optional<Span> place) {
        return new Session(key, number, exchanges, groups, transactions, events, dialogue, place, span);
    }

    public Set<Evidence> evidence() {
        return dialogue.evidence();
    }

    public Circumstances circumstances() {
        return dialogue.circumstances();
    }

    public boolean isLmtp() {
        for (Exchange exchange : exchanges) if (exchange.after().lmtp()) return true;
        return false;
    }

    public Optional<Exchange> lastExchange() {
        return exchanges.isEmpty() ? Optional.empty() : Optional.of(exchanges.get(exchanges.size() - 1));
    }

    @Override
    public void children(Consumer<Node> visitor) {
        groups.forEach(visitor);
        exchanges.forEach(visitor);
        transactions.forEach(visitor);
        events.forEach(visitor);
    }
}
