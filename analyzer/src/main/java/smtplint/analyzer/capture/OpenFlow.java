package smtplint.analyzer.capture;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A connection while its packets come in: what is spoken over it is told by its first octets, then it is read. */
final class OpenFlow {
    /** Segments with data, or octets of them, by which it must be told what is spoken. */
    private static final int MOST_UNTOLD = 32;

    private static final int MOST_OCTETS_UNTOLD = 1 << 16;
    /** Segments behind a hole that the other side knows nothing of: the capture lacks what is missing. */
    private static final int PATIENCE = 256;

    static final int MOST_WAITING = 1 << 12;
    static final int MOST_WAITING_OCTETS = 4 << 20;

    private final Flow flow;
    private final Host host;
    private final long number;
    private int segments;
    private @Nullable SessionReader reader;
    private Optional<Protocol> protocol = Optional.empty();
    private long kept;
    private long lastPacket;
    private long lastTime = -1;
    private boolean awaited;
    private boolean ended;

    /** What a connection needs of the file that it stands in. */
    interface Host {
        /** True where packets are not kept. */
        boolean copies();

        /** A reader where mail is spoken. */
        SessionReader read(Connection connection);

        /** Something else is spoken. */
        void leaveOut(Connection connection);
    }

    /** @param number of the connection in the file */
    OpenFlow(Flow flow, Host host, long number) {
        this.flow = flow;
        this.host = host;
        this.number = number;
    }

    long number() {
        return number;
    }

    Flow flow() {
        return flow;
    }

    /** @return by how many octets more is kept now */
    long add(Segment segment) {
        lastPacket = segment.packet();
        lastTime = segment.time();
        Optional<Stream> stream = flow.add(segment);
        if (stream.isEmpty() || isDeaf()) return 0;
        stream.get().add(segment, host.copies());
        segments++;
        if (protocol.isEmpty() && isTold()) begin();
        SessionReader reading = reader;
        if (reading != null) {
            fill(stream.get(), reading);
            reading.listen();
        }
        return weigh();
    }

    private boolean isDeaf() {
        return protocol.isPresent() && (reader == null || reader.isDeaf());
    }

    private boolean isTold() {
        boolean both = flow.fromFirst().hasFirst() && flow.fromSecond().hasFirst();
        long octets = flow.fromFirst().octets() + flow.fromSecond().octets();
        return both || segments >= MOST_UNTOLD || octets > MOST_OCTETS_UNTOLD;
    }

    private void begin() {
        Connection told = new Connection(flow);
        Protocol spoken = Protocol.of(told);
        protocol = Optional.of(spoken);
        flow.fromFirst().begin();
        flow.fromSecond().begin();
        if (spoken == Protocol.SMTP) reader = host.read(told);
        else if (spoken == Protocol.FOREIGN) host.leaveOut(told);
    }

    private static void fill(Stream stream, SessionReader reading) {
        boolean lost = stream.waiting() > PATIENCE && stream.isHoleReceived();
        boolean tooMuch = stream.waiting() > MOST_WAITING || stream.waitingOctets() > MOST_WAITING_OCTETS;
        if (!lost && tooMuch) reading.notes().overrun("What waits for a missing segment", MOST_WAITING_OCTETS, false);
        if (lost || tooMuch) stream.giveUpHole();
    }

    private long weigh() {
        if (isDeaf()) {
            flow.fromFirst().clear();
            flow.fromSecond().clear();
        }
        long now = flow.fromFirst().octets() + flow.fromSecond().octets();
        // One that is too large must not drive out all others.
        if (reader != null && !isDeaf()) now += reader.octets();
        long more = now - kept;
        kept = now;
        return more;
    }

    long kept() {
        return kept;
    }

    /** It ends for want of room. */
    void crowdOut(String what, long limit) {
        if (reader != null) reader.notes().overrun(what, limit, false);
    }

    /** The connection ended, or nothing more is expected of it; its session, if mail was spoken. */
    Optional<SessionReader> finish() {
        ended = true;
        if (protocol.isEmpty()) begin();
        SessionReader reading = reader;
        if (reading == null) return Optional.empty();
        while (flow.fromFirst().waiting() > 0) flow.fromFirst().giveUpHole();
        while (flow.fromSecond().waiting() > 0) flow.fromSecond().giveUpHole();
        reading.finish();
        return reading.notes().number() > 0 ? Optional.of(reading) : Optional.empty();
    }

    /** What is spoken, once it is told. */
    Optional<Protocol> protocol() {
        return protocol;
    }

    /** True when somebody spoke, and may speak again. */
    boolean isCut() {
        return reader != null && reader.notes().number() > 0 && !flow.isOver();
    }

    long lastPacket() {
        return lastPacket;
    }

    long lastTime() {
        return lastTime;
    }

    /** True when it is over and waits for what may still come of it. */
    boolean isAwaited() {
        return awaited;
    }

    void await(boolean waits) {
        awaited = waits;
    }

    boolean isEnded() {
        return ended;
    }
}
