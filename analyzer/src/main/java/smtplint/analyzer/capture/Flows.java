package smtplint.analyzer.capture;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import smtplint.analyzer.dialect.ReadingLimits;

/**
 * Takes segments apart into connections, and ends each when nothing more is to come: when its ports are used again, when
 * it is over and has been silent for a while, when it was silent for long, or when too much is open. That goes by the
 * packets of the file, so it is the same however the file is read.
 */
final class Flows implements Consumer<Segment> {
    /** Packets that pass before nothing more is expected of a connection that is over. */
    static final int OVER_FOR = 1000;
    /** Packets that pass before nothing more is expected of any. */
    static final int SILENT_FOR = 1_000_000;
    /** Microseconds that pass, with {@link #OVER_FOR} packets: six times the longest timeout of RFC 5321 §4.5.3.2. */
    static final long IDLE_FOR = 3_600_000_000L;

    private static final int PACKETS_BETWEEN_LOOKS = 64;

    private final ReadingLimits limits;
    private final OpenFlow.Host host;
    private final Consumer<OpenFlow> ended;
    /** The one that was silent longest comes first. */
    private final Map<Key, OpenFlow> open = new LinkedHashMap<>(16, 0.75f, true);

    private final ArrayDeque<Waiting> over = new ArrayDeque<>();
    private long kept;
    private long looked;
    private long opened;

    private record Waiting(Key key, OpenFlow flow, long since) {}

    /** @param ended takes the connections as they end */
    Flows(ReadingLimits limits, OpenFlow.Host host, Consumer<OpenFlow> ended) {
        this.limits = limits;
        this.host = host;
        this.ended = ended;
    }

    @Override
    public void accept(Segment segment) {
        long packet = segment.packet();
        if (packet - looked >= PACKETS_BETWEEN_LOOKS) {
            looked = packet;
            forget(packet, segment.time());
        }
        Key key = Key.of(segment);
        OpenFlow found = open.get(key);
        OpenFlow flow = found == null || found.flow().isOverBefore(segment) ? begin(key, segment) : found;
        kept += flow.add(segment);
        if (flow.flow().isOver() && !flow.isAwaited()) await(key, flow, packet);
        if (kept > limits.sessionBytes()) makeRoom("The size of the open sessions", limits.sessionBytes());
    }

    private OpenFlow begin(Key key, Segment segment) {
        OpenFlow before = open.remove(key);
        if (before != null) end(before);
        if (open.size() >= limits.openSessions()) makeRoom("The number of open connections", limits.openSessions());
        OpenFlow flow = new OpenFlow(new Flow(segment.source(), segment.target()), host, ++opened);
        open.put(key, flow);
        return flow;
    }

    private void await(Key key, OpenFlow flow, long packet) {
        flow.await(true);
        over.add(new Waiting(key, flow, packet));
    }

    private void forget(long packet, long time) {
        while (!over.isEmpty() && packet - over.peek().since() >= OVER_FOR) {
            Waiting waiting = over.remove();
            OpenFlow flow = waiting.flow();
            flow.await(false);
            if (flow.isEnded()) continue;
            if (packet - flow.lastPacket() < OVER_FOR) {
                await(waiting.key(), flow, packet);
            } else {
                open.remove(waiting.key());
                end(flow);
            }
        }
        Iterator<OpenFlow> eldest = open.values().iterator();
        while (eldest.hasNext()) {
            OpenFlow flow = eldest.next();
            long silent = packet - flow.lastPacket();
            boolean idle = silent >= OVER_FOR && flow.lastTime() >= 0 && time - flow.lastTime() > IDLE_FOR;
            if (!idle && silent < SILENT_FOR) break;
            eldest.remove();
            end(flow);
        }
    }

    /** Ends the one that was silent longest; of a session that this cuts it is told. */
    private void makeRoom(String what, long limit) {
        Iterator<OpenFlow> eldest = open.values().iterator();
        OpenFlow flow = eldest.next();
        eldest.remove();
        if (flow.isCut()) flow.crowdOut(what, limit);
        end(flow);
    }

    private void end(OpenFlow flow) {
        kept -= flow.kept();
        ended.accept(flow);
    }

    /** Hands on all that are still open. */
    void finish() {
        List<OpenFlow> left = new ArrayList<>(open.values());
        left.sort(Comparator.comparingLong(OpenFlow::number));
        open.clear();
        left.forEach(this::end);
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
