package smtplint.analyzer.capture;

import java.util.function.Consumer;

/** Reads TCP headers. */
final class Segments {
    private static final int SMALLEST_HEADER = 20;

    private final Octets file;
    private final Consumer<Segment> sink;

    Segments(Octets file, Consumer<Segment> sink) {
        this.file = file;
        this.sink = sink;
    }

    static boolean hasHeader(Octets file, int from, int to) {
        return to - from >= SMALLEST_HEADER && headerLength(file, from) >= SMALLEST_HEADER;
    }

    static int headerLength(Octets file, int from) {
        return (file.u8(from + 12) >> 4) * 4;
    }

    /** @param length of header and data as sent; the capture may hold less, up to {@code to} */
    void take(Endpoint source, Endpoint target, int from, int to, int length, long time) {
        if (!hasHeader(file, from, to)) return;
        int header = headerLength(file, from);
        if (length < header) return;
        take(new Segment(
                source.at(file.net16(from)),
                target.at(file.net16(from + 2)),
                file.net32(from + 4),
                file.net32(from + 8),
                file.u8(from + 13),
                Math.min(to, from + header),
                to,
                length - header,
                time));
    }

    void take(Segment segment) {
        sink.accept(segment);
    }
}
