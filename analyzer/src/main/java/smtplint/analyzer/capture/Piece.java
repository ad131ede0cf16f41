package smtplint.analyzer.capture;

/**
 * Octets of a stream as one packet brought them.
 *
 * @param at the offset of the first octet in the stream
 * @param length octets sent
 * @param place where the first of them stands in the file, -1 when they were not captured
 * @param packet the number of the packet in the file
 * @param acknowledged what its sender had received from the other side
 */
record Piece(long at, int length, int place, int packet, long time, int acknowledged) {

    long end() {
        return at + length;
    }

    boolean isMissing() {
        return place < 0;
    }

    /** The part from one offset of the stream to another. */
    Piece part(long from, long to) {
        if (from <= at && to >= end()) return this;
        long first = Math.max(at, from);
        int inFile = isMissing() ? -1 : place + (int) (first - at);
        return new Piece(first, (int) (Math.min(to, end()) - first), inFile, packet, time, acknowledged);
    }

    /** Octets can be read only when those before them have come. */
    Piece notBefore(Piece earlier) {
        if (packet >= earlier.packet && time >= earlier.time) return this;
        return new Piece(
                at, length, place, Math.max(packet, earlier.packet), Math.max(time, earlier.time), acknowledged);
    }
}
