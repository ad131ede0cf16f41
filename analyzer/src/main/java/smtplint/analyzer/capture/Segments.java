package smtplint.analyzer.capture;

import java.util.function.Consumer;

/** Reads TCP headers. */
final class Segments {
    private static final int SMALLEST_HEADER = 20;

    private final Consumer<Segment> sink;

    Segments(Consumer<Segment> sink) {
        this.sink = sink;
    }

    static boolean hasHeader(Packet packet) {
        return packet.to() - packet.from() >= SMALLEST_HEADER && headerLength(packet) >= SMALLEST_HEADER;
    }

    static int headerLength(Packet packet) {
        return (packet.file().u8(packet.from() + 12) >> 4) * 4;
    }

    /** @param packet header and data */
    void take(Endpoint source, Endpoint target, Packet packet) {
        if (!hasHeader(packet)) return;
        int header = headerLength(packet);
        if (packet.length() < header) return;
        Octets file = packet.file();
        int from = packet.from();
        take(
                source.at(file.net16(from)),
                target.at(file.net16(from + 2)),
                file.net32(from + 4),
                file.net32(from + 8),
                file.u8(from + 13),
                packet.after(header));
    }

    /** @param data may begin behind what was captured */
    void take(Endpoint source, Endpoint target, int sequence, int acknowledged, int flags, Packet data) {
        sink.accept(new Segment(
                source,
                target,
                sequence,
                acknowledged,
                flags,
                data.file(),
                Math.min(data.from(), data.to()),
                data.to(),
                data.length(),
                data.number(),
                data.time()));
    }
}
