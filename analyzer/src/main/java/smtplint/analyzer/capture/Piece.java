package smtplint.analyzer.capture;

import smtplint.analyzer.source.SourceText;

/**
 * Octets of a stream as one packet brought them.
 *
 * @param at the offset of the first octet in the stream
 * @param length octets sent
 * @param bytes holds them
 * @param place where the first of them stands there, -1 when they were not captured
 * @param offset where it stands in the file
 * @param packet the number of the packet in the file
 * @param acknowledged what its sender had received from the other side
 */
record Piece(long at, int length, byte[] bytes, int place, long offset, long packet, long time, int acknowledged) {
    private static final byte[] NONE = {};

    /** Octets that were not captured, told by the packet that comes after them. */
    static Piece missing(long at, long length, Piece next) {
        int most = (int) Math.min(length, Integer.MAX_VALUE);
        return new Piece(at, most, NONE, -1, 0, next.packet, next.time, next.acknowledged);
    }

    long end() {
        return at + length;
    }

    boolean isMissing() {
        return place < 0;
    }

    /** Octets that are kept for it. */
    int captured() {
        return isMissing() ? 0 : length;
    }

    SourceText text() {
        return SourceText.of(bytes).slice(place, place + length);
    }

    /** The part from one offset of the stream to another. */
    Piece part(long from, long to) {
        if (from <= at && to >= end()) return this;
        long first = Math.max(at, from);
        int before = (int) (first - at);
        int size = (int) (Math.min(to, end()) - first);
        if (isMissing()) return new Piece(first, size, bytes, -1, 0, packet, time, acknowledged);
        return new Piece(first, size, bytes, place + before, offset + before, packet, time, acknowledged);
    }

    /** Octets can be read only when those before them have come. */
    Piece notBefore(long earlierPacket, long earlierTime) {
        if (packet >= earlierPacket && time >= earlierTime) return this;
        return new Piece(
                at,
                length,
                bytes,
                place,
                offset,
                Math.max(packet, earlierPacket),
                Math.max(time, earlierTime),
                acknowledged);
    }
}
