package smtplint.analyzer.capture;

/** The classic file format: a header, then packets, each with its time and length. */
final class PcapFile {
    private static final int MICROSECONDS = 0xa1b2c3d4;
    private static final int NANOSECONDS = 0xa1b23c4d;
    private static final int FILE_HEADER = 24;
    private static final int PACKET_HEADER = 16;

    private PcapFile() {}

    static boolean is(byte[] bytes, int length) {
        return length >= FILE_HEADER && (isMagic(magic(bytes, true)) || isMagic(magic(bytes, false)));
    }

    private static int magic(byte[] bytes, boolean bigEndian) {
        return (int) new Octets(bytes, bytes.length, bigEndian).u32(0);
    }

    private static boolean isMagic(int magic) {
        return magic == MICROSECONDS || magic == NANOSECONDS;
    }

    static void read(byte[] bytes, int end, PacketSink sink) {
        Octets file = new Octets(bytes, end, isMagic(magic(bytes, true)));
        boolean nanoseconds = (int) file.u32(0) == NANOSECONDS;
        int linkType = (int) file.u32(20) & 0xffff;
        int at = FILE_HEADER;
        while (file.has(at, PACKET_HEADER)) {
            long fraction = file.u32(at + 4);
            long time = file.u32(at) * 1_000_000 + (nanoseconds ? fraction / 1000 : fraction);
            long captured = file.u32(at + 8);
            int from = at + PACKET_HEADER;
            int to = (int) Math.min(end, from + captured);
            sink.packet(linkType, from, to, time);
            at = to;
        }
    }
}
