package smtplint.analyzer.capture;

/** Finds the TCP segment in an Internet packet, whole or in fragments. */
final class InternetLayer {
    private static final int TCP = 6;
    private static final int FRAGMENT = 44;
    private static final int MOST_EXTENSIONS = 20;

    private final Fragments fragments;
    private final Segments segments;

    InternetLayer(Segments segments, Fragments fragments) {
        this.segments = segments;
        this.fragments = fragments;
    }

    void packet(Octets file, int at, int to, long number, long time) {
        if (at < 0 || at >= to) return;
        int version = file.u8(at) >> 4;
        if (version == 4 && to - at >= 20) v4(file, at, to, number, time);
        if (version == 6 && to - at >= 40) v6(file, at, to, number, time);
    }

    private void v4(Octets file, int at, int to, long number, long time) {
        int header = (file.u8(at) & 15) * 4;
        int total = file.net16(at + 2);
        // With segmentation offload the length is not filled in yet.
        int length = total == 0 ? to - at : total;
        if (header < 20 || length < header || file.u8(at + 9) != TCP) return;
        int field = file.net16(at + 6);
        int offset = (field & 0x1fff) * 8;
        boolean more = (field & 0x2000) != 0;
        Packet payload = new Packet(file, at + header, Math.min(to, at + length), length - header, number, time);
        Endpoint source = Endpoint.v4(file, at + 12);
        Endpoint target = Endpoint.v4(file, at + 16);
        if (offset == 0 && !more) segments.take(source, target, payload);
        else fragments.take(source, target, file.net16(at + 4), offset, more, payload);
    }

    private void v6(Octets file, int at, int to, long number, long time) {
        int payload = file.net16(at + 4);
        int end = payload == 0 ? to : at + 40 + payload;
        Endpoint source = Endpoint.v6(file, at + 8);
        Endpoint target = Endpoint.v6(file, at + 24);
        int next = file.u8(at + 6);
        int from = at + 40;
        int until = Math.min(to, end);
        for (int i = 0; i < MOST_EXTENSIONS && from + 8 <= until; i++) {
            switch (next) {
                case TCP -> {
                    segments.take(source, target, new Packet(file, from, until, end - from, number, time));
                    return;
                }
                case FRAGMENT -> {
                    fragment(source, target, new Packet(file, from, until, end - from, number, time));
                    return;
                }
                case 0, 43, 60, 135 -> {
                    next = file.u8(from);
                    from += 8 + file.u8(from + 1) * 8;
                }
                case 51 -> {
                    next = file.u8(from);
                    from += 8 + file.u8(from + 1) * 4;
                }
                default -> {
                    return;
                }
            }
        }
    }

    private void fragment(Endpoint source, Endpoint target, Packet packet) {
        Octets file = packet.file();
        int from = packet.from();
        if (file.u8(from) != TCP) return;
        int field = file.net16(from + 2);
        boolean more = (field & 1) != 0;
        fragments.take(source, target, file.net32(from + 4), field & 0xfff8, more, packet.after(8));
    }
}
