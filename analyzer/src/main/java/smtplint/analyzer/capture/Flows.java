package smtplint.analyzer.capture;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Takes segments apart into connections, in the order of their first packets. */
final class Flows implements Consumer<Segment> {
    private static final int MOST = 100_000;

    private final Map<Key, Flow> open = new HashMap<>();
    private final List<Flow> all = new ArrayList<>();
    private int packets;
    private boolean overflown;

    @Override
    public void accept(Segment segment) {
        packets++;
        Key key = Key.of(segment);
        Flow flow = open.get(key);
        if (flow == null || flow.isOverBefore(segment)) {
            if (all.size() == MOST) {
                overflown = true;
                return;
            }
            flow = new Flow(segment.source(), segment.target());
            all.add(flow);
            open.put(key, flow);
        }
        flow.add(segment, packets);
    }

    List<Flow> all() {
        return all;
    }

    /** True when connections were left out because there are too many. */
    boolean isOverflown() {
        return overflown;
    }

    /** The same for both directions; comparable, so that keys made to collide cost no more than others. */
    private record Key(Endpoint lower, Endpoint higher) implements Comparable<Key> {
        static Key of(Segment segment) {
            Endpoint source = segment.source();
            Endpoint target = segment.target();
            return source.compareTo(target) < 0 ? new Key(source, target) : new Key(target, source);
        }

        @Override
        public int compareTo(Key other) {
            int order = lower.compareTo(other.lower);
            return order != 0 ? order : higher.compareTo(other.higher);
        }
    }
}
