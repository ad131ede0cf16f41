package smtplint.analyzer.syntax;

import smtplint.analyzer.model.Ascii;

/** Tells IP addresses from other words, by their spelling alone. */
final class IpAddresses {
    private IpAddresses() {}

    static boolean isAddress(String text) {
        return isV4(text) || isV6(text);
    }

    /** Four decimal octets (RFC 5321 §4.1.3). */
    static boolean isV4(String text) {
        int octets = 0;
        int value = -1;
        for (int i = 0; i <= text.length(); i++) {
            char c = i < text.length() ? text.charAt(i) : '.';
            if (Ascii.isDigit(c)) {
                value = Math.max(value, 0) * 10 + c - '0';
                if (value > 255) return false;
            } else if (c == '.') {
                if (value < 0) return false;
                octets++;
                value = -1;
            } else return false;
        }
        return octets == 4 && text.length() <= 15;
    }

    /** Eight groups of hexadecimal digits, the last two perhaps as IPv4, "::" once for one group or more. */
    static boolean isV6(String text) {
        if (text.length() < 2 || text.length() > 45 || text.indexOf(':') < 0) return false;
        int gap = text.indexOf("::");
        if (gap >= 0 && text.indexOf("::", gap + 1) >= 0) return false;
        if (gap < 0) return groups(text, true) == 8;
        int head = groups(text.substring(0, gap), false);
        int tail = groups(text.substring(gap + 2), true);
        return head >= 0 && tail >= 0 && head + tail <= 7;
    }

    /** How many groups the text has, an IPv4 address at its end counting for two; -1 when it is none. */
    private static int groups(String text, boolean mayEndInV4) {
        if (text.isEmpty()) return 0;
        int groups = 0;
        int from = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i < text.length() && text.charAt(i) != ':') continue;
            String group = text.substring(from, i);
            if (i == text.length() && mayEndInV4 && isV4(group)) groups += 2;
            else if (isHexGroup(group)) groups++;
            else return -1;
            from = i + 1;
        }
        return groups;
    }

    private static boolean isHexGroup(String group) {
        if (group.isEmpty() || group.length() > 4) return false;
        for (int i = 0; i < group.length(); i++) if (Character.digit(group.charAt(i), 16) < 0) return false;
        return true;
    }
}
