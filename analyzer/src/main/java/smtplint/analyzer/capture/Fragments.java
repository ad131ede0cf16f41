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
    private static final int MOST_WAITING = 64;
    private static final int LARGEST = 1 << 16;

    private final Octets file;
    private final Segments segments;
    private final Map<Key, Open> open = new LinkedHashMap<>();

    Fragments(Octets file, Segments segments) {
        this.file = file;
        this.segments = segments;
    }

    void take(
            Endpoint source,
            Endpoint target,
            int id,
            int offset,
            boolean more,
            int from,
            int to,
            int length,
            long time) {
        if (length <= 0 || offset + length > LARGEST) return;
        Open datagram = open.computeIfAbsent(new Key(source, target, id), key -> new Open(source, target));
        Piece piece = new Piece(offset, from, to, length, !more, time);
        if (offset == 0) datagram.begin(piece);
        else if (datagram.headerLength > 0) datagram.follow(piece);
        else if (datagram.waiting.size() < MOST_WAITING) datagram.waiting.add(piece);
        if (open.size() > MOST_OPEN) {
            Iterator<Key> oldest = open.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
    }

    private record Key(Endpoint source, Endpoint target, int id) {}

    private record Piece(int offset, int from, int to, int length, boolean last, long time) {}

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

        private void begin(Piece first) {
            if (headerLength > 0 || !Segments.hasHeader(file, first.from, first.to)) return;
            source = source.at(file.net16(first.from));
            target = target.at(file.net16(first.from + 2));
            headerLength = Segments.headerLength(file, first.from);
            sequence = file.net32(first.from + 4);
            acknowledged = file.net32(first.from + 8);
            flags = file.u8(first.from + 13);
            int early = flags & ~Segment.FIN;
            int data = Math.min(first.to, first.from + headerLength);
            segments.take(new Segment(
                    source,
                    target,
                    sequence,
                    acknowledged,
                    early,
                    data,
                    first.to,
                    first.length - headerLength,
                    first.time));
            waiting.forEach(this::follow);
            waiting.clear();
        }

        private void follow(Piece piece) {
            if (piece.offset < headerLength) return;
            int at = sequence + piece.offset - headerLength;
            int late = flags & Segment.FIN;
            segments.take(new Segment(
                    source,
                    target,
                    at,
                    acknowledged,
                    piece.last ? late : 0,
                    piece.from,
                    piece.to,
                    piece.length,
                    piece.time));
        }
    }
}
