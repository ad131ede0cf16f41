package smtplint.analyzer.rules;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/** Adds up how long each rule took, in all threads. Who wants to know brings the clock: the analyzer has none. */
public final class RuleTimes {
    private final LongSupplier nanoTime;
    private final Map<Rule, LongAdder> nanos = new ConcurrentHashMap<>();

    public RuleTimes(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** A moment, for {@link #add}. */
    public long now() {
        return nanoTime.getAsLong();
    }

    /** The rule ran from that moment until now. */
    public void add(Rule rule, long since) {
        nanos.computeIfAbsent(rule, r -> new LongAdder()).add(now() - since);
    }

    /** What one rule took. */
    public record Time(String rule, long nanos) {}

    /** The rules that ran, slowest first. */
    public List<Time> slowestFirst() {
        return nanos.entrySet().stream()
                .map(e -> new Time(e.getKey().id(), e.getValue().sum()))
                .sorted(Comparator.comparingLong(Time::nanos).reversed().thenComparing(Time::rule))
                .toList();
    }
}
