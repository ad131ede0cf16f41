package smtplint.analyzer.model;

import java.util.Arrays;
import java.util.Optional;

/** An IPv4 or IPv6 address, as octets. */
public final class IpAddress {
    private static final byte[] NONE = new byte[0];
    private static final byte[] INVALID = new byte[17];

    private final byte[] octets;

    private IpAddress(byte[] octets) {
        this.octets = octets;
    }

    /** Dotted quad, or the IPv6 forms of RFC 4291 §2.2; no zone, no prefix length. */
    public static Optional<IpAddress> parse(String text) {
        byte[] octets = text.indexOf(':') >= 0 ? v6(text, 7) : v4(text);
        return octets.length == 0 ? Optional.empty() : Optional.of(new IpAddress(octets));
    }

    /** A dotted quad. */
    public static boolean isV4(String text) {
        return text.indexOf(':') < 0 && v4(text).length > 0;
    }

    /** IPv6-addr of RFC 5321 §4.1.3: unlike elsewhere, "::" stands for two groups or more. */
    public static boolean isV6Literal(String text) {
        return text.indexOf(':') >= 0 && v6(text, 6).length > 0;
    }

    private static byte[] v4(String text) {
        if (text.length() < 7 || text.length() > 15 || !Ascii.isDigit(text.charAt(0))) return NONE;
        byte[] octets = new byte[4];
        int octet = 0;
        int digits = 0;
        int value = 0;
        for (int i = 0; i <= text.length(); i++) {
            char c = i < text.length() ? text.charAt(i) : '.';
            if (Ascii.isDigit(c) && digits < 3) {
                value = value * 10 + c - '0';
                digits++;
            } else if (c == '.' && digits > 0 && value < 256 && octet < 4) {
                octets[octet++] = (byte) value;
                digits = value = 0;
            } else return NONE;
        }
        return octet == 4 ? octets : NONE;
    }

    /** @param most groups beside a "::" */
    private static byte[] v6(String text, int most) {
        int gap = text.indexOf("::");
        if (gap >= 0 && text.indexOf("::", gap + 1) >= 0) return NONE;
        byte[] head = groups(gap < 0 ? text : text.substring(0, gap), gap < 0);
        byte[] tail = gap < 0 ? NONE : groups(text.substring(gap + 2), true);
        boolean valid = head != INVALID && tail != INVALID;
        int length = head.length + tail.length;
        if (!valid || gap < 0 && length != 16 || gap >= 0 && length > 2 * most) return NONE;
        byte[] octets = Arrays.copyOf(head, 16);
        System.arraycopy(tail, 0, octets, 16 - tail.length, tail.length);
        return octets;
    }

    /** @param atEnd an IPv4 address may be the last of them */
    private static byte[] groups(String text, boolean atEnd) {
        if (text.isEmpty()) return NONE;
        String[] parts = text.split(":", -1);
        byte[] octets = new byte[16];
        int length = 0;
        for (int i = 0; i < parts.length; i++) {
            boolean dotted = atEnd && i == parts.length - 1 && parts[i].indexOf('.') >= 0;
            byte[] group = dotted ? v4(parts[i]) : group(parts[i]);
            if (group.length == 0 || length + group.length > 16) return INVALID;
            System.arraycopy(group, 0, octets, length, group.length);
            length += group.length;
        }
        return Arrays.copyOf(octets, length);
    }

    private static byte[] group(String hex) {
        if (hex.isEmpty() || hex.length() > 4) return NONE;
        int value = 0;
        for (int i = 0; i < hex.length(); i++) {
            int digit = Character.digit(hex.charAt(i), 16);
            if (digit < 0) return NONE;
            value = value << 4 | digit;
        }
        return new byte[] {(byte) (value >> 8), (byte) value};
    }

    public boolean isV4() {
        return octets.length == 4;
    }

    /** An IPv4 address, or the one that an IPv4-mapped address (RFC 4291 §2.5.5.2) stands for. */
    private IpAddress unmapped() {
        if (isV4()) return this;
        for (int i = 0; i < 10; i++) if (octets[i] != 0) return this;
        return octets[10] == -1 && octets[11] == -1 ? new IpAddress(Arrays.copyOfRange(octets, 12, 16)) : this;
    }

    /** Loopback, link-local, RFC 1918, shared (RFC 6598) and unique local (RFC 4193) addresses. */
    public boolean isPrivate() {
        return unmapped().isOwnPrivate();
    }

    private boolean isOwnPrivate() {
        int a = octets[0] & 0xff;
        int b = octets[1] & 0xff;
        if (isV4()) {
            return a == 10
                    || a == 127
                    || a == 172 && b >= 16 && b <= 31
                    || a == 192 && b == 168
                    || a == 169 && b == 254
                    || a == 100 && b >= 64 && b <= 127;
        }
        return isOwnLoopback() || (a & 0xfe) == 0xfc || a == 0xfe && (b & 0xc0) == 0x80;
    }

    /** 127.0.0.0/8, or ::1 (RFC 4291). */
    public boolean isLoopback() {
        return unmapped().isOwnLoopback();
    }

    private boolean isOwnLoopback() {
        if (isV4()) return octets[0] == 127;
        boolean loopback = octets[15] == 1;
        for (int i = 0; i < 15; i++) loopback &= octets[i] == 0;
        return loopback;
    }

    /** Addresses that no host on the Internet can have: 0/8, multicast, 240/4. */
    public boolean isImpossible() {
        IpAddress plain = unmapped();
        int a = plain.octets[0] & 0xff;
        return plain.isV4() ? a == 0 || a >= 224 : a == 0xff;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof IpAddress address && Arrays.equals(unmapped().octets, address.unmapped().octets);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(unmapped().octets);
    }

    /** Dotted quad, or the one text form of RFC 5952 §4. */
    @Override
    public String toString() {
        if (isV4()) return quad(0);
        if (unmapped() != this) return "::ffff:" + quad(12);
        int gap = 0;
        int longest = 1;
        for (int from = 0; from < 8; from++) {
            int to = from;
            while (to < 8 && group(to) == 0) to++;
            if (to - from > longest) {
                longest = to - from;
                gap = from;
            }
        }
        return longest == 1 ? groups(0, 8) : groups(0, gap) + "::" + groups(gap + longest, 8);
    }

    private int group(int index) {
        return (octets[2 * index] & 0xff) << 8 | octets[2 * index + 1] & 0xff;
    }

    private String groups(int from, int to) {
        StringBuilder text = new StringBuilder();
        for (int i = from; i < to; i++) text.append(i > from ? ":" : "").append(Integer.toHexString(group(i)));
        return text.toString();
    }

    private String quad(int from) {
        StringBuilder text = new StringBuilder();
        for (int i = from; i < from + 4; i++) text.append(i > from ? "." : "").append(octets[i] & 0xff);
        return text.toString();
    }
}
