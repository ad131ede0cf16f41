package smtplint.analyzer.syntax;

import smtplint.analyzer.model.Ascii;
import smtplint.analyzer.model.Host.AddressLiteral;
import smtplint.analyzer.model.Host.AddressLiteral.Kind;
import smtplint.analyzer.source.Span;

/** Address literals, exactly as RFC 5321 §4.1.3 has them. */
final class AddressLiterals {
    private static final String IPV6_TAG = "IPv6:";

    private AddressLiterals() {}

    /** @param text brackets included; a missing "]" makes it malformed */
    static AddressLiteral literal(String text, Span span) {
        boolean closed = text.length() > 1 && text.startsWith("[") && text.endsWith("]");
        String inner = text.substring(text.startsWith("[") ? 1 : 0, closed ? text.length() - 1 : text.length());
        if (!closed) return new AddressLiteral(inner, Kind.MALFORMED, span);
        if (inner.regionMatches(true, 0, IPV6_TAG, 0, IPV6_TAG.length())) {
            String address = inner.substring(IPV6_TAG.length());
            return new AddressLiteral(address, isIpv6(address) ? Kind.IPV6 : Kind.MALFORMED, span);
        }
        if (isIpv4(inner)) return new AddressLiteral(inner, Kind.IPV4, span);
        // An IPv6 address without its tag would pass as a general literal whose tag nobody registered.
        return new AddressLiteral(inner, isIpv6(inner) ? Kind.MALFORMED : general(inner), span);
    }

    /** Four numbers from 0 to 255, of one to three digits each. */
    static boolean isIpv4(String text) {
        int from = 0;
        for (int octet = 0; octet < 4; octet++) {
            int to = from;
            int value = 0;
            while (to < text.length() && Ascii.isDigit(text.charAt(to)) && to - from < 3)
                value = value * 10 + text.charAt(to++) - '0';
            if (to == from || value > 255) return false;
            boolean last = octet == 3;
            if (last ? to < text.length() : to == text.length() || text.charAt(to) != '.') return false;
            from = to + 1;
        }
        return true;
    }

    /** Eight groups of 16 bits, the last two perhaps as IPv4; or at most six and a "::" that stands for the others. */
    static boolean isIpv6(String text) {
        int gap = text.indexOf("::");
        if (gap < 0) return groups(text, true) == 8;
        String after = text.substring(gap + 2);
        if (after.contains("::")) return false;
        int before = gap == 0 ? 0 : groups(text.substring(0, gap), false);
        int behind = after.isEmpty() ? 0 : groups(after, true);
        return before >= 0 && behind >= 0 && before + behind <= 6;
    }

    /** The number of groups, an IPv4 address counting two; -1 when one is none. */
    private static int groups(String text, boolean mayEndInIpv4) {
        int count = 0;
        int from = 0;
        while (true) {
            int colon = text.indexOf(':', from);
            if (colon < 0) {
                String last = text.substring(from);
                if (mayEndInIpv4 && isIpv4(last)) return count + 2;
                return isHex(last) && count < 8 ? count + 1 : -1;
            }
            if (!isHex(text.substring(from, colon)) || ++count > 8) return -1;
            from = colon + 1;
        }
    }

    private static boolean isHex(String text) {
        if (text.isEmpty() || text.length() > 4) return false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Ascii.isDigit(c) && !((c | 32) >= 'a' && (c | 32) <= 'f')) return false;
        }
        return true;
    }

    private static Kind general(String text) {
        int colon = text.indexOf(':');
        if (colon <= 0 || colon == text.length() - 1 || text.charAt(colon - 1) == '-') return Kind.MALFORMED;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean fits = i < colon
                    ? Ascii.isLetterOrDigit(c) || c == '-'
                    : c > ' ' && c < 127 && c != '[' && c != '\\' && c != ']';
            if (!fits) return Kind.MALFORMED;
        }
        return Kind.GENERAL;
    }
}
