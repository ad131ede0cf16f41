package smtplint.analyzer.capture;

/**
 * A TCP segment (RFC 9293).
 *
 * @param from its first octet of data in the file
 * @param to after the last that was captured
 * @param length octets of data that were sent
 */
record Segment(
        Endpoint source,
        Endpoint target,
        int sequence,
        int acknowledged,
        int flags,
        int from,
        int to,
        int length,
        long time) {
    static final int FIN = 1;
    static final int SYN = 2;
    static final int RST = 4;
    static final int ACK = 16;

    boolean has(int flag) {
        return (flags & flag) != 0;
    }
}
