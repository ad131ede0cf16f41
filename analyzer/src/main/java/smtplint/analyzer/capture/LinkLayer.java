package smtplint.analyzer.capture;

/** Finds the Internet packet inside what was captured on a link. */
final class LinkLayer {
    private static final int NULL = 0;
    private static final int ETHERNET = 1;
    private static final int RAW = 101;
    private static final int LOOP = 108;
    private static final int LINUX_COOKED = 113;
    private static final int IPV4 = 228;
    private static final int IPV6 = 229;
    private static final int LINUX_COOKED_2 = 276;
    private static final int TYPE_IPV4 = 0x0800;
    private static final int TYPE_IPV6 = 0x86dd;
    private static final int TYPE_PPPOE = 0x8864;

    private LinkLayer() {}

    /** True when packets of the link type can be read. */
    static boolean knows(int linkType) {
        return switch (linkType) {
            case NULL, ETHERNET, RAW, 12, 14, LOOP, LINUX_COOKED, IPV4, IPV6, LINUX_COOKED_2 -> true;
            default -> false;
        };
    }

    /** Where the IPv4 or IPv6 header begins, -1 when there is none. */
    static int network(Octets file, int linkType, int from, int to) {
        return switch (linkType) {
            case ETHERNET -> afterType(file, from + 12, to);
            case LINUX_COOKED -> afterType(file, from + 14, to);
            case LINUX_COOKED_2 -> to - from >= 20 && isInternet(file.net16(from)) ? from + 20 : -1;
            case NULL, LOOP -> from + 4;
            // 12 and 14 are what some systems write for 101.
            case RAW, IPV4, IPV6, 12, 14 -> from;
            default -> -1;
        };
    }

    /** The offset after an EtherType and the VLAN tags that may stand before it. */
    private static int afterType(Octets file, int typeAt, int to) {
        int at = typeAt;
        while (at + 2 <= to) {
            int type = file.net16(at);
            at += 2;
            if (isInternet(type)) return at;
            if (type == TYPE_PPPOE) return at + 8;
            boolean tag = type == 0x8100 || type == 0x88a8 || type == 0x9100 || type == 0x9200;
            if (!tag) return -1;
            at += 2;
        }
        return -1;
    }

    private static boolean isInternet(int type) {
        return type == TYPE_IPV4 || type == TYPE_IPV6;
    }
}
