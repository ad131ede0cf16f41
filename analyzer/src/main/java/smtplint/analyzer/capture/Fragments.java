package smtplint.analyzer.capture;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Fragments of TCP segments. TCP numbers its octets, so a later fragment is a segment of its own that continues the
 * first: nothing has to be put together here. Fragments that come before the first wait for it.
 */
final class Fragments {
    private static final int MOST_OPEN = 1024;
    /** That wait, of one packet and of all. */
    private static final int MOST_WAITING = 64;

    private static final int MOST_OCTETS = 4 << 20;
    private static final int LARGEST = 1 << 16;

    private final Segments segments;
    private final CaptureLimits limits;
    private final Map<Key, Open> open = new LinkedHashMap<>();
    private long octets;

    Fragments(Segments segments, CaptureLimits limits) {
        this.segments = segments;
        this.limits = limits;
    }

    void take(Endpoint source, Endpoint target, int id, int offset, boolean more, Packet packet) {
        if (packet.length() <= 0 || offset + packet.length() > LARGEST) return;
        Open datagram = open.computeIfAbsent(new Key(source, target, id), key -> new Open(source, target));
        Piece piece = new Piece(offset, !more, packet);
        if (offset == 0) datagram.begin(piece);
        else if (datagram.headerLength > 0) datagram.follow(piece);
        else datagram.await(piece);
        if (open.size() > MOST_OPEN) forgetOldest();
    }

    private void forgetOldest() {
        Iterator<Open> oldest = open.values().iterator();
        Open datagram = oldest.next();
        oldest.remove();
        if (datagram.waiting.isEmpty()) return;
        limits.reached("The number of packets in fragments", MOST_OPEN);
        datagram.stopWaiting();
    }

    private record Key(Endpoint source, Endpoint target, int id) {}

    private record Piece(int offset, boolean last, Packet packet) {}

    private final class Open {
        private final List<Piece> waiting = new ArrayList<>();
        private Endpoint source;
        private Endpoint target;
        private int headerLength;
        private int sequence;
        private int acknowledged;
        private int flags;

        Open(Endpoint source, Endpoint target) {
            this.source = source;
            this.target = target;
        }

        private void await(Piece piece) {
            if (waiting.size() == MOST_WAITING || octets > MOST_OCTETS) {
                limits.reached("What waits for the first fragment of a packet", MOST_OCTETS);
                return;
            }
            Packet copy = piece.packet.copy();
            octets += copy.to();
            waiting.add(new Piece(piece.offset, piece.last, copy));
        }

        private void stopWaiting() {
            for (Piece piece : waiting) octets -= piece.packet.to();
            waiting.clear();
        }

        private void begin(Piece first) {
            Packet packet = first.packet;
            if (headerLength > 0 || !Segments.hasHeader(packet)) return;
            Octets file = packet.file();
            int from = packet.from();
            source = source.at(file.net16(from));
            target = target.at(file.net16(from + 2));
            headerLength = Segments.headerLength(packet);
            sequence = file.net32(from + 4);
            acknowledged = file.net32(from + 8);
            flags = file.u8(from + 13);
            int early = flags & ~Segment.FIN;
            segments.take(source, target, sequence, acknowledged, early, packet.after(headerLength));
            waiting.forEach(this::follow);
            stopWaiting();
        }

        private void follow(Piece piece) {
            if (piece.offset < headerLength) return;
            int at = sequence + piece.offset - headerLength;
            int late = flags & Segment.FIN;
            segments.take(source, target, at, acknowledged, piece.last ? late : 0, piece.packet);
        }
    }
}
