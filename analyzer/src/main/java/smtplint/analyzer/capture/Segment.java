package smtplint.analyzer.capture;

/**
 * A TCP segment (RFC 9293).
 *
 * @param file holds its data
 * @param from its first octet of data there
 * @param to after the last that was captured
 * @param length octets of data that were sent
 * @param packet the number of its packet in the file, from 1
 */
record Segment(
        Endpoint source,
        Endpoint target,
        int sequence,
        int acknowledged,
        int flags,
        Octets file,
        int from,
        int to,
        int length,
        long packet,
        long time) {
    static final int FIN = 1;
    static final int SYN = 2;
    static final int RST = 4;
    static final int ACK = 16;

    boolean has(int flag) {
        return (flags & flag) != 0;
    }

    int captured() {
        return Math.min(to - from, length);
    }
}
