package smtplint.analyzer.capture;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Makes the packets of TCP connections between a client and a server, for tests. */
final class Packets {
    static final int FIN = 1;
    static final int SYN = 2;
    static final int RST = 4;
    static final int ACK = 16;

    /** A packet, and when it was captured. */
    record Packet(byte[] bytes, long micros, int captured) {}

    /** What stands around the segments. */
    enum Link {
        ETHERNET(1),
        VLAN(1),
        QINQ(1),
        COOKED(113),
        COOKED_2(276),
        RAW(101),
        NULL(0),
        LOOP(108);

        final int type;

        Link(int type) {
            this.type = type;
        }

        byte[] header(boolean v6) {
            int type = v6 ? 0x86dd : 0x0800;
            return switch (this) {
                case ETHERNET -> join(new byte[12], net16(type));
                case VLAN -> join(new byte[12], net16(0x8100), net16(7), net16(type));
                case QINQ -> join(new byte[12], net16(0x88a8), net16(7), net16(0x8100), net16(8), net16(type));
                case COOKED -> join(new byte[14], net16(type));
                case COOKED_2 -> join(net16(type), new byte[18]);
                case RAW -> new byte[0];
                case NULL -> new byte[] {(byte) (v6 ? 30 : 2), 0, 0, 0};
                case LOOP -> new byte[] {0, 0, 0, (byte) (v6 ? 24 : 2)};
            };
        }
    }

    private final Link link;
    private final boolean v6;
    private final List<Packet> packets = new ArrayList<>();
    private long micros = 1_000_000_000_000_000L;

    Packets(Link link, boolean v6) {
        this.link = link;
        this.v6 = v6;
    }

    Packets() {
        this(Link.ETHERNET, false);
    }

    List<Packet> all() {
        return packets;
    }

    Link link() {
        return link;
    }

    void add(byte[] internet) {
        micros += 1000;
        byte[] bytes = join(link.header(v6), internet);
        packets.add(new Packet(bytes, micros, bytes.length));
    }

    /** Some of the packets alone. */
    Packets part(int from, int to) {
        Packets part = new Packets(link, v6);
        part.packets.addAll(packets.subList(from, to));
        return part;
    }

    /** Lets time pass before the next packet. */
    void pass(long microseconds) {
        micros += microseconds;
    }

    /** Keeps only so many octets of the last packet. */
    void cutLast(int captured) {
        Packet last = packets.remove(packets.size() - 1);
        packets.add(new Packet(last.bytes, last.micros, Math.min(captured, last.bytes.length)));
    }

    byte[] internet(boolean fromClient, byte[] segment) {
        return v6 ? v6(fromClient, segment) : v4(fromClient, segment, 0, false, 0);
    }

    byte[] v4(boolean fromClient, byte[] payload, int offset, boolean more, int id) {
        byte[] client = {(byte) 192, 0, 2, 1};
        byte[] server = {(byte) 198, 51, 100, 25};
        return join(
                new byte[] {0x46, 0},
                net16(24 + payload.length),
                net16(id),
                net16(offset / 8 | (more ? 0x2000 : 0)),
                new byte[] {64, 6, 0, 0},
                fromClient ? client : server,
                fromClient ? server : client,
                new byte[] {1, 1, 1, 1},
                payload);
    }

    private static byte[] v6(boolean fromClient, byte[] payload) {
        byte[] client = {0x20, 1, 0x0d, (byte) 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};
        byte[] server = {0x20, 1, 0x0d, (byte) 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x25};
        byte[] options = {6, 0, 1, 4, 0, 0, 0, 0};
        return join(
                new byte[] {0x60, 0, 0, 0},
                net16(options.length + payload.length),
                new byte[] {0, 64},
                fromClient ? client : server,
                fromClient ? server : client,
                options,
                payload);
    }

    static byte[] segment(int from, int to, int sequence, int acknowledged, int flags, byte[] data) {
        byte[] options = {1, 1, 1, 1};
        return join(
                net16(from),
                net16(to),
                net32(sequence),
                net32(acknowledged),
                new byte[] {0x60, (byte) flags, 1, 0, 0, 0, 0, 0},
                options,
                data);
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static byte[] net16(int value) {
        return ByteBuffer.allocate(2).putShort((short) value).array();
    }

    static byte[] net32(int value) {
        return ByteBuffer.allocate(4).putInt(value).array();
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) out.writeBytes(part);
        return out.toByteArray();
    }
}
