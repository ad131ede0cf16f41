package smtplint.analyzer.capture;

/** Finds the TCP segment in an Internet packet, whole or in fragments. */
final class InternetLayer {
    private static final int TCP = 6;
    private static final int FRAGMENT = 44;
    private static final int MOST_EXTENSIONS = 20;

    private final Octets file;
    private final Fragments fragments;
    private final Segments segments;

    InternetLayer(Octets file, Segments segments) {
        this.file = file;
        this.segments = segments;
        this.fragments = new Fragments(file, segments);
    }

    void packet(int at, int to, long time) {
        if (at < 0 || at >= to) return;
        int version = file.u8(at) >> 4;
        if (version == 4 && to - at >= 20) v4(at, to, time);
        if (version == 6 && to - at >= 40) v6(at, to, time);
    }

    private void v4(int at, int to, long time) {
        int header = (file.u8(at) & 15) * 4;
        int total = file.net16(at + 2);
        // With segmentation offload the length is not filled in yet.
        int length = total == 0 ? to - at : total;
        if (header < 20 || length < header || file.u8(at + 9) != TCP) return;
        int field = file.net16(at + 6);
        int offset = (field & 0x1fff) * 8;
        boolean more = (field & 0x2000) != 0;
        int from = at + header;
        int until = Math.min(to, at + length);
        Endpoint source = Endpoint.v4(file, at + 12);
        Endpoint target = Endpoint.v4(file, at + 16);
        if (offset == 0 && !more) segments.take(source, target, from, until, at + length - from, time);
        else fragments.take(source, target, file.net16(at + 4), offset, more, from, until, at + length - from, time);
    }

    private void v6(int at, int to, long time) {
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
                    segments.take(source, target, from, until, end - from, time);
                    return;
                }
                case FRAGMENT -> {
                    fragment(source, target, from, until, end, time);
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

    private void fragment(Endpoint source, Endpoint target, int from, int until, int end, long time) {
        if (file.u8(from) != TCP) return;
        int field = file.net16(from + 2);
        boolean more = (field & 1) != 0;
        int data = from + 8;
        fragments.take(source, target, file.net32(from + 4), field & 0xfff8, more, data, until, end - data, time);
    }
}
