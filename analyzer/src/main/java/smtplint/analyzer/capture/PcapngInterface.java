package smtplint.analyzer.capture;

/**
 * An interface of a section.
 *
 * @param snapLength octets kept of each packet, 0 for all
 * @param resolution if_tsresol: a negative power of 10, or of 2 when the highest bit is set
 * @param offset seconds to add, if_tsoffset
 */
record PcapngInterface(int linkType, long snapLength, int resolution, long offset) {
    private static final int RESOLUTION = 9;
    private static final int OFFSET = 14;
    private static final int MICROSECONDS = 6;
    private static final long LATEST = Long.MAX_VALUE / 4;

    static PcapngInterface read(Octets file, int from, int to) {
        int resolution = MICROSECONDS;
        long offset = 0;
        int at = from + 8;
        while (at + 4 <= to) {
            int code = file.u16(at);
            int length = file.u16(at + 2);
            int value = at + 4;
            if (code == 0 || value + length > to) break;
            if (code == RESOLUTION && length >= 1) resolution = file.u8(value);
            if (code == OFFSET && length >= 8) offset = offset(file, value);
            at = value + (length + 3 & ~3);
        }
        return new PcapngInterface(file.u16(from), file.u32(from + 4), resolution, offset);
    }

    private static long offset(Octets file, int at) {
        long first = file.u32(at);
        long second = file.u32(at + 4);
        return file.bigEndian() ? first << 32 | second : second << 32 | first;
    }

    /** Microseconds since 1970, -1 for a time that cannot be. */
    long microseconds(long ticks) {
        long time = (resolution & 0x80) == 0 ? decimal(ticks) : binary(ticks, resolution & 0x7f);
        if (time < 0 || time > LATEST || Math.abs(offset) > LATEST / 1_000_000) return -1;
        return Math.max(-1, time + offset * 1_000_000);
    }

    private long decimal(long ticks) {
        long time = ticks;
        for (int i = resolution; i > MICROSECONDS && time != 0; i--) time = Long.divideUnsigned(time, 10);
        for (int i = resolution; i < MICROSECONDS && time > 0; i++) time = time > LATEST / 10 ? LATEST + 1 : time * 10;
        return time;
    }

    private static long binary(long ticks, int bits) {
        if (bits >= 64) return 0;
        long seconds = bits == 0 ? ticks : ticks >>> bits;
        long fraction = bits == 0 ? 0 : ticks << 64 - bits >>> 32;
        if (seconds < 0 || seconds > LATEST / 1_000_000) return -1;
        return seconds * 1_000_000 + (fraction * 1_000_000 >>> 32);
    }
}
