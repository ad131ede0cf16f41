package smtplint.analyzer.capture;

import java.util.ArrayList;
import java.util.List;

/** The block format: sections, each in its byte order, with interfaces and packets. A broken block ends the reading. */
final class PcapngFile implements PacketFile {
    private static final int SECTION = 0x0a0d0d0a;
    private static final int BYTE_ORDER = 0x1a2b3c4d;
    private static final int INTERFACE = 1;
    private static final int OBSOLETE_PACKET = 2;
    private static final int SIMPLE_PACKET = 3;
    private static final int ENHANCED_PACKET = 6;
    private static final int SMALLEST_BLOCK = 12;
    private static final int MOST_INTERFACES = 10_000;

    private final PacketSink sink;
    private final List<PcapngInterface> interfaces = new ArrayList<>();
    private boolean bigEndian = true;
    private boolean broken;

    PcapngFile(PacketSink sink) {
        this.sink = sink;
    }

    static boolean is(byte[] bytes, int length) {
        Octets file = new Octets(bytes, length, true, 0);
        return length >= SMALLEST_BLOCK
                && file.net32(0) == SECTION
                && (file.net32(8) == BYTE_ORDER || file.net32(8) == Integer.reverseBytes(BYTE_ORDER));
    }

    @Override
    public long read(Octets window, int from, boolean ended) {
        Octets file = window.in(bigEndian);
        long next = from;
        while (!broken && next <= file.end() && file.has((int) next, SMALLEST_BLOCK)) {
            int at = (int) next;
            int type = (int) file.u32(at);
            if (type == SECTION) {
                bigEndian = file.net32(at + 8) == BYTE_ORDER;
                file = file.in(bigEndian);
            }
            long length = file.u32(at + 4);
            broken = length < SMALLEST_BLOCK;
            if (broken || !PacketFile.isReadable(file, at, length, ended)) break;
            if (type == SECTION) interfaces.clear();
            next += length;
            // The last block of a file that was cut off still shows what it has.
            int to = next <= file.end() ? (int) next - 4 : file.end();
            block(file, type, at + 8, Math.min(to, at + LONGEST_HEADER + LONGEST_PACKET));
            next += -length & 3;
        }
        return broken ? file.end() : next;
    }

    private void block(Octets file, int type, int from, int to) {
        switch (type) {
            case INTERFACE -> {
                if (to - from >= 8 && interfaces.size() < MOST_INTERFACES)
                    interfaces.add(PcapngInterface.read(file, from, to));
            }
            case ENHANCED_PACKET -> {
                if (to - from >= 20) packet(file, file.u32(from), from + 4, to);
            }
            case OBSOLETE_PACKET -> {
                if (to - from >= 20) packet(file, file.u16(from), from + 4, to);
            }
            case SIMPLE_PACKET -> {
                if (to - from >= 4 && !interfaces.isEmpty()) simple(file, interfaces.get(0), from, to);
            }
            default -> {}
        }
    }

    /** Both packet blocks hold, after the interface, the time in two halves, the captured and the original length. */
    private void packet(Octets file, long interfaceNumber, int at, int to) {
        if (interfaceNumber >= interfaces.size()) return;
        PcapngInterface of = interfaces.get((int) interfaceNumber);
        long time = of.microseconds(file.u32(at) << 32 | file.u32(at + 4));
        packet(file, of.linkType(), at + 16, to, file.u32(at + 8), time);
    }

    private void simple(Octets file, PcapngInterface of, int at, int to) {
        long length = of.snapLength() > 0 ? Math.min(of.snapLength(), file.u32(at)) : file.u32(at);
        packet(file, of.linkType(), at + 4, to, length, -1);
    }

    private void packet(Octets file, int linkType, int from, int to, long captured, long time) {
        if (captured > LONGEST_PACKET) sink.tooLong();
        int until = (int) Math.min(to, from + Math.min(LONGEST_PACKET, captured));
        sink.packet(file, linkType, from, until, time);
    }
}
