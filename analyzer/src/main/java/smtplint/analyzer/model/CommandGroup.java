package smtplint.analyzer.model;

import java.util.List;
import smtplint.analyzer.source.Span;

/** Commands that the client sent without waiting for replies between them (RFC 2920), one or more. */
public record CommandGroup(List<Exchange> exchanges, Span span) implements Node {
    public CommandGroup {
        exchanges = List.copyOf(exchanges);
    }

    @Override
    public long topics() {
        long topics = 0;
        for (Exchange exchange : exchanges) topics |= exchange.topics();
        return topics;
    }

    @Override
    public long traits() {
        return Trait.SEVERAL_COMMANDS.when(exchanges.size() > 1);
    }
}
