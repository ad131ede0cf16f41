package smtplint.analyzer.capture;

import java.util.ArrayList;
import java.util.List;

/** The block format: sections, each in its byte order, with interfaces and packets. A broken block ends the reading. */
final class PcapngFile {
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
    private Octets file;

    private PcapngFile(byte[] bytes, int end, PacketSink sink) {
        this.sink = sink;
        this.file = new Octets(bytes, end, true);
    }

    static boolean is(byte[] bytes, int length) {
        Octets file = new Octets(bytes, length, true);
        return length >= SMALLEST_BLOCK
                && file.net32(0) == SECTION
                && (file.net32(8) == BYTE_ORDER || file.net32(8) == Integer.reverseBytes(BYTE_ORDER));
    }

    static void read(byte[] bytes, int end, PacketSink sink) {
        new PcapngFile(bytes, end, sink).blocks();
    }

    private void blocks() {
        int at = 0;
        while (file.has(at, SMALLEST_BLOCK)) {
            int type = (int) file.u32(at);
            if (type == SECTION) {
                file = new Octets(file.bytes(), file.end(), file.net32(at + 8) == BYTE_ORDER);
                interfaces.clear();
            }
            long length = file.u32(at + 4);
            if (length < SMALLEST_BLOCK) return;
            // The last block of a file that was cut off still shows what it has.
            int next = (int) Math.min(file.end(), at + length);
            block(type, at + 8, at + length <= file.end() ? next - 4 : next);
            at = next;
            int padding = (int) (-length & 3);
            at = Math.min(file.end(), at + padding);
        }
    }

    private void block(int type, int from, int to) {
        switch (type) {
            case INTERFACE -> {
                if (to - from >= 8 && interfaces.size() < MOST_INTERFACES)
                    interfaces.add(PcapngInterface.read(file, from, to));
            }
            case ENHANCED_PACKET -> {
                if (to - from >= 20) packet(file.u32(from), from + 4, to);
            }
            case OBSOLETE_PACKET -> {
                if (to - from >= 20) packet(file.u16(from), from + 4, to);
            }
            case SIMPLE_PACKET -> {
                if (to - from >= 4 && !interfaces.isEmpty()) simple(interfaces.get(0), from, to);
            }
            default -> {}
        }
    }

    /** Both packet blocks hold, after the interface, the time in two halves, the captured and the original length. */
    private void packet(long interfaceNumber, int at, int to) {
        if (interfaceNumber >= interfaces.size()) return;
        PcapngInterface of = interfaces.get((int) interfaceNumber);
        long time = of.microseconds(file.u32(at) << 32 | file.u32(at + 4));
        int from = at + 16;
        sink.packet(of.linkType(), from, (int) Math.min(to, from + file.u32(at + 8)), time);
    }

    private void simple(PcapngInterface of, int at, int to) {
        int from = at + 4;
        long length = of.snapLength() > 0 ? Math.min(of.snapLength(), file.u32(at)) : file.u32(at);
        sink.packet(of.linkType(), from, (int) Math.min(to, from + length), -1);
    }
}
