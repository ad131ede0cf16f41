package smtplint.analyzer.capture;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** Writes capture files for tests. */
final class CaptureFiles {
    private final ByteOrder order;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private CaptureFiles(ByteOrder order) {
        this.order = order;
    }

    static byte[] pcap(Packets packets) {
        return pcap(packets, ByteOrder.LITTLE_ENDIAN, false);
    }

    static byte[] pcap(Packets packets, ByteOrder order, boolean nanoseconds) {
        CaptureFiles file = new CaptureFiles(order);
        file.u32(nanoseconds ? 0xa1b23c4d : 0xa1b2c3d4);
        file.u16(2).u16(4).u32(0).u32(0).u32(65_535).u32(packets.link().type);
        for (Packets.Packet packet : packets.all()) {
            int fraction = (int) (packet.micros() % 1_000_000);
            file.u32((int) (packet.micros() / 1_000_000)).u32(nanoseconds ? fraction * 1000 : fraction);
            file.u32(packet.captured()).u32(packet.bytes().length);
            file.out.write(packet.bytes(), 0, packet.captured());
        }
        return file.out.toByteArray();
    }

    enum Block {
        ENHANCED,
        OBSOLETE,
        SIMPLE
    }

    /** One section for each list of packets. */
    static byte[] pcapng(ByteOrder order, int resolution, Block kind, List<Packets> sections) {
        CaptureFiles file = new CaptureFiles(order);
        for (Packets packets : sections) {
            file.block(
                    0x0a0d0d0a,
                    file.body().u32(0x1a2b3c4d).u16(1).u16(0).u32(-1).u32(-1));
            CaptureFiles description =
                    file.body().u16(packets.link().type).u16(0).u32(0);
            description.u16(9).u16(1);
            description.out.write(resolution);
            description.out.writeBytes(new byte[3]);
            file.block(1, description.u16(0).u16(0));
            for (Packets.Packet packet : packets.all()) file.packet(kind, resolution, packet);
        }
        return file.out.toByteArray();
    }

    private void packet(Block kind, int resolution, Packets.Packet packet) {
        CaptureFiles body = body();
        long ticks = ticks(packet.micros(), resolution);
        switch (kind) {
            case ENHANCED ->
                body.u32(0).u32((int) (ticks >>> 32)).u32((int) ticks).u32(packet.captured());
            case OBSOLETE ->
                body.u16(0).u16(0).u32((int) (ticks >>> 32)).u32((int) ticks).u32(packet.captured());
            case SIMPLE -> {}
        }
        body.u32(packet.bytes().length);
        body.out.write(packet.bytes(), 0, packet.captured());
        while (body.out.size() % 4 != 0) body.out.write(0);
        block(kind == Block.ENHANCED ? 6 : kind == Block.OBSOLETE ? 2 : 3, body);
    }

    private static long ticks(long micros, int resolution) {
        if ((resolution & 0x80) != 0) {
            int bits = resolution & 0x7f;
            return (micros / 1_000_000 << bits) + ((micros % 1_000_000 << bits) + 999_999) / 1_000_000;
        }
        return resolution == 9 ? micros * 1000 : resolution == 3 ? micros / 1000 : micros;
    }

    private CaptureFiles body() {
        return new CaptureFiles(order);
    }

    private void block(int type, CaptureFiles body) {
        u32(type).u32(body.out.size() + 12);
        out.writeBytes(body.out.toByteArray());
        u32(body.out.size() + 12);
    }

    private CaptureFiles u32(int value) {
        out.writeBytes(ByteBuffer.allocate(4).order(order).putInt(value).array());
        return this;
    }

    private CaptureFiles u16(int value) {
        out.writeBytes(
                ByteBuffer.allocate(2).order(order).putShort((short) value).array());
        return this;
    }
}
