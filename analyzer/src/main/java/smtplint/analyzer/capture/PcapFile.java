package smtplint.analyzer.capture;

/** The classic file format: a header, then packets, each with its time and length. */
final class PcapFile implements PacketFile {
    private static final int MICROSECONDS = 0xa1b2c3d4;
    private static final int NANOSECONDS = 0xa1b23c4d;
    private static final int FILE_HEADER = 24;
    private static final int PACKET_HEADER = 16;

    private final PacketSink sink;
    private boolean begun;
    private boolean bigEndian;
    private boolean nanoseconds;
    private int linkType;

    PcapFile(PacketSink sink) {
        this.sink = sink;
    }

    static boolean is(byte[] bytes, int length) {
        return length >= FILE_HEADER && (isMagic(magic(bytes, true)) || isMagic(magic(bytes, false)));
    }

    private static int magic(byte[] bytes, boolean bigEndian) {
        return (int) new Octets(bytes, bytes.length, bigEndian, 0).u32(0);
    }

    private static boolean isMagic(int magic) {
        return magic == MICROSECONDS || magic == NANOSECONDS;
    }

    @Override
    public long read(Octets window, int from, boolean ended) {
        long at = from;
        if (!begun) {
            if (!window.has(from, FILE_HEADER)) return from;
            begin(window, from);
            at += FILE_HEADER;
        }
        Octets file = window.in(bigEndian);
        while (at <= file.end() && file.has((int) at, PACKET_HEADER)) {
            int header = (int) at;
            long captured = file.u32(header + 8);
            if (!PacketFile.isReadable(file, header, PACKET_HEADER + captured, ended)) return at;
            packet(file, header, captured);
            at += PACKET_HEADER + captured;
        }
        return at;
    }

    private void begin(Octets window, int from) {
        begun = true;
        bigEndian = isMagic((int) window.in(true).u32(from));
        Octets file = window.in(bigEndian);
        nanoseconds = (int) file.u32(from) == NANOSECONDS;
        linkType = (int) file.u32(from + 20) & 0xffff;
    }

    private void packet(Octets file, int header, long captured) {
        long fraction = file.u32(header + 4);
        long time = file.u32(header) * 1_000_000 + (nanoseconds ? fraction / 1000 : fraction);
        int from = header + PACKET_HEADER;
        if (captured > LONGEST_PACKET) sink.tooLong();
        int to = (int) Math.min(file.end(), from + Math.min(LONGEST_PACKET, captured));
        sink.packet(file, linkType, from, to, time);
    }
}
