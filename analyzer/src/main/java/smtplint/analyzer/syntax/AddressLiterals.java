package smtplint.analyzer.syntax;

import smtplint.analyzer.model.Ascii;
import smtplint.analyzer.model.Host.AddressLiteral;
import smtplint.analyzer.model.Host.AddressLiteral.Kind;
import smtplint.analyzer.model.IpAddress;
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
            return new AddressLiteral(address, IpAddress.isV6Literal(address) ? Kind.IPV6 : Kind.MALFORMED, span);
        }
        if (IpAddress.isV4(inner)) return new AddressLiteral(inner, Kind.IPV4, span);
        // An IPv6 address without its tag would pass as a general literal whose tag nobody registered.
        return new AddressLiteral(inner, IpAddress.parse(inner).isPresent() ? Kind.MALFORMED : general(inner), span);
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
