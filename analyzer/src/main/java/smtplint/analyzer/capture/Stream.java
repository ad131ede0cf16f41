package smtplint.analyzer.capture;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** What one side of a connection sent. Octets that came first stay, whatever later copies say. */
final class Stream {
    /** No window is larger: what lies farther away does not belong to the connection. */
    private static final int FARTHEST = 1 << 30;

    private final List<Piece> pieces = new ArrayList<>();
    private boolean based;
    private boolean fromStart;
    private int base;
    private long farthest;
    private boolean ordered = true;

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

    boolean isEmpty() {
        return pieces.isEmpty();
    }

    /** The place in the file of the first octets that came, and how many of them. */
    Piece first() {
        return pieces.get(0);
    }

    void add(Segment segment, int packet) {
        if (!based) {
            base = segment.sequence();
            based = true;
        }
        long at = farthest + (segment.sequence() - (int) (base + farthest));
        if (Math.abs(at - farthest) > FARTHEST || at < 0 && fromStart) return;
        if (at < farthest) ordered = false;
        int captured = Math.min(segment.to() - segment.from(), segment.length());
        if (captured > 0)
            pieces.add(new Piece(at, captured, segment.from(), packet, segment.time(), segment.acknowledged()));
        farthest = Math.max(farthest, at + segment.length());
    }

    /** The offset in this stream that an acknowledgement stands for, near another offset. */
    long acknowledged(int number, long near) {
        return near + (number - (int) (base + near));
    }

    /** The octets in order, from the first to the last known of; missing ones are pieces too. */
    List<Piece> inOrder() {
        List<Piece> whole = new ArrayList<>();
        long at = fromStart || pieces.isEmpty() ? 0 : Math.min(0, lowest());
        Piece before = new Piece(at, 0, -1, 0, -1, 0);
        for (Piece piece : ordered ? pieces : untangled()) {
            Piece next = piece.notBefore(before);
            if (next.at() > at) whole.add(missing(at, next));
            whole.add(next);
            at = next.end();
            before = next;
        }
        if (at < farthest && !pieces.isEmpty())
            whole.add(new Piece(at, (int) (farthest - at), -1, before.packet(), before.time(), before.acknowledged()));
        return whole;
    }

    private long lowest() {
        long lowest = 0;
        for (Piece piece : pieces) lowest = Math.min(lowest, piece.at());
        return lowest;
    }

    private static Piece missing(long at, Piece next) {
        return new Piece(at, (int) (next.at() - at), -1, next.packet(), next.time(), next.acknowledged());
    }

    private Iterable<Piece> untangled() {
        TreeMap<Long, Piece> placed = new TreeMap<>();
        for (Piece piece : pieces) place(piece, placed);
        return placed.values();
    }

    /** Fills the holes that a piece covers and leaves what is there. */
    private static void place(Piece piece, TreeMap<Long, Piece> placed) {
        long at = piece.at();
        var before = placed.floorEntry(at);
        if (before != null) at = Math.max(at, before.getValue().end());
        while (at < piece.end()) {
            var after = placed.ceilingEntry(at);
            long until = after == null ? piece.end() : Math.min(piece.end(), after.getKey());
            if (until > at) placed.put(at, piece.part(at, until));
            at = after == null ? until : Math.max(until, after.getValue().end());
        }
    }
}
