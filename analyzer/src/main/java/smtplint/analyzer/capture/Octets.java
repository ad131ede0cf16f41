package smtplint.analyzer.capture;

/**
 * Numbers in a window on a capture file, whose byte order is that of the machine that wrote it.
 *
 * @param end of what is known of the file
 * @param base octets of the file before the window
 */
record Octets(byte[] bytes, int end, boolean bigEndian, long base) {

    int u8(int at) {
        return bytes[at] & 0xff;
    }

    /** Two octets in network byte order, as in every packet. */
    int net16(int at) {
        return u8(at) << 8 | u8(at + 1);
    }

    int net32(int at) {
        return net16(at) << 16 | net16(at + 2);
    }

    int u16(int at) {
        return bigEndian ? net16(at) : u8(at) | u8(at + 1) << 8;
    }

    long u32(int at) {
        long number = bigEndian ? net32(at) : u16(at) | u16(at + 2) << 16;
        return number & 0xffff_ffffL;
    }

    boolean has(int from, int length) {
        return from >= 0 && from <= end - length;
    }

    Octets in(boolean otherOrder) {
        return new Octets(bytes, end, otherOrder, base);
    }
}
