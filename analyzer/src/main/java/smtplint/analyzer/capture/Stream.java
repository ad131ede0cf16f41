package smtplint.analyzer.capture;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What one side of a connection sent, put in order as it comes. Octets that came first stay, whatever later copies say;
 * what is behind a hole waits until it is filled or given up.
 */
final class Stream {
    /** No window is larger: what lies farther away does not belong to the connection. */
    private static final int FARTHEST = 1 << 30;

    /** In order, not yet read. */
    private final ArrayDeque<Piece> ready = new ArrayDeque<>();
    /** By offset, without overlaps. */
    private final TreeMap<Long, Piece> waiting = new TreeMap<>();

    private boolean based;
    private boolean fromStart;
    private int base;
    private boolean heard;
    private boolean begun;
    /** Up to here everything is in order. */
    private long known;

    private long farthest;
    private long lastPacket;
    private long lastTime = -1;
    /** Up to here everything was read. */
    private long said;
    /** What the other side said that it has. */
    private long received;

    private long waitingOctets;
    private long readyOctets;

    /** The first octet that will be sent has this number. */
    void startAt(int sequence) {
        if (based) return;
        base = sequence;
        based = true;
        fromStart = true;
    }

    /** True when the sender's SYN was captured. */
    boolean isFromStart() {
        return fromStart;
    }

    /** True when nothing was sent. */
    boolean isEmpty() {
        return !heard;
    }

    void add(Segment segment, boolean copies) {
        if (!based) {
            base = segment.sequence();
            based = true;
        }
        long at = farthest + (segment.sequence() - (int) (base + farthest));
        if (Math.abs(at - farthest) > FARTHEST || at < 0 && fromStart) return;
        heard = true;
        farthest = Math.max(farthest, at + segment.length());
        int captured = segment.captured();
        if (captured > 0) add(piece(segment, at, captured, copies));
        if (captured < segment.length()) {
            Piece like = piece(segment, at + captured, 0, false);
            add(Piece.missing(at + captured, segment.length() - captured, like));
        }
        if (begun) advance();
    }

    private static Piece piece(Segment segment, long at, int captured, boolean copies) {
        Octets file = segment.file();
        int from = segment.from();
        long offset = file.base() + from;
        byte[] bytes = copies ? Arrays.copyOfRange(file.bytes(), from, from + captured) : file.bytes();
        return new Piece(
                at,
                captured,
                bytes,
                copies ? 0 : from,
                offset,
                segment.packet(),
                segment.time(),
                segment.acknowledged());
    }

    /** Fills the holes that a piece covers and leaves what is there. */
    private void add(Piece piece) {
        long at = begun ? Math.max(piece.at(), known) : piece.at();
        Map.Entry<Long, Piece> before = waiting.floorEntry(at);
        if (before != null) at = Math.max(at, before.getValue().end());
        while (at < piece.end()) {
            Map.Entry<Long, Piece> after = waiting.ceilingEntry(at);
            long until = after == null ? piece.end() : Math.min(piece.end(), after.getKey());
            if (until > at) {
                Piece part = piece.part(at, until);
                waiting.put(at, part);
                waitingOctets += part.captured();
            }
            at = after == null ? until : Math.max(until, after.getValue().end());
        }
    }

    /** From now on what is in order can be read: earlier octets than those that came are not expected any more. */
    void begin() {
        if (begun) return;
        begun = true;
        if (!fromStart && !waiting.isEmpty()) known = Math.min(0, waiting.firstKey());
        said = known;
        advance();
    }

    private void advance() {
        while (!waiting.isEmpty() && waiting.firstKey() <= known) {
            Piece first = waiting.pollFirstEntry().getValue();
            waitingOctets -= first.captured();
            read(first.notBefore(lastPacket, lastTime));
        }
    }

    private void read(Piece next) {
        Piece last = ready.peekLast();
        if (next.isMissing() && last != null && last.isMissing()) {
            ready.removeLast();
            ready.add(Piece.missing(last.at(), next.end() - last.at(), next));
        } else {
            ready.add(next);
        }
        readyOctets += next.captured();
        known = next.end();
        lastPacket = next.packet();
        lastTime = next.time();
    }

    /** What lies before the first octets that wait was not captured. */
    void giveUpHole() {
        if (waiting.isEmpty()) return;
        Piece next = waiting.firstEntry().getValue().notBefore(lastPacket, lastTime);
        read(Piece.missing(known, next.at() - known, next));
        advance();
    }

    /** Pieces behind a hole. */
    int waiting() {
        return waiting.size();
    }

    long waitingOctets() {
        return waitingOctets;
    }

    /** True when the other side has what is missing here. */
    boolean isHoleReceived() {
        return !waiting.isEmpty() && received >= waiting.firstKey();
    }

    /** The packet that a hole was seen by; what others said later may have to wait for what is missing. */
    long holeSeenBy() {
        if (waiting.isEmpty()) return Long.MAX_VALUE;
        return Math.max(lastPacket, waiting.firstEntry().getValue().packet());
    }

    boolean hasNext() {
        return !ready.isEmpty();
    }

    int ready() {
        return ready.size();
    }

    Piece peek() {
        return ready.getFirst();
    }

    Piece next() {
        Piece piece = ready.removeFirst();
        readyOctets -= piece.captured();
        said = piece.end();
        return piece;
    }

    /** The first octets that were captured, as far as they came. */
    Optional<Piece> first() {
        for (Piece piece : ready) if (!piece.isMissing()) return Optional.of(piece);
        for (Piece piece : waiting.values()) if (!piece.isMissing()) return Optional.of(piece);
        return Optional.empty();
    }

    /** True when the first octets of all came. */
    boolean hasFirst() {
        return fromStart && !waiting.isEmpty() && waiting.firstKey() == 0;
    }

    /** True when the next piece answers something that the other side has still to say. What is missing is not known to. */
    boolean waitsFor(Stream other) {
        if (peek().isMissing() || !other.based) return false;
        return other.offset(peek().acknowledged(), other.said) > other.said;
    }

    /** The other side says that it has everything before this number. */
    void received(int number) {
        if (based) received = Math.max(received, offset(number, received));
    }

    /** The offset in this stream that a number stands for, near another offset. */
    long offset(int number, long near) {
        return near + (number - (int) (base + near));
    }

    /** Octets that are kept. */
    long octets() {
        return waitingOctets + readyOctets;
    }

    /** Forgets what was not read. */
    void clear() {
        ready.clear();
        waiting.clear();
        waitingOctets = 0;
        readyOctets = 0;
    }
}
