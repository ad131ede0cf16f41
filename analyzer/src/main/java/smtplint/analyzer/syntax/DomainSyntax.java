package smtplint.analyzer.syntax;

import smtplint.analyzer.model.Ascii;
import smtplint.analyzer.model.Host.DomainName;
import smtplint.analyzer.source.Span;

/**
 * What the grammar of RFC 5321 §4.1.2 has against a domain name. Labels above ASCII pass, as RFC 6531 has them: whether
 * the session may use them is not seen from here.
 */
final class DomainSyntax {
    private static final int LONGEST_LABEL = 63;

    private DomainSyntax() {}

    static DomainName domain(String value, Span span) {
        Fault fault = fault(value);
        return new DomainName(value, fault.words(), fault.span(value, span), span);
    }

    /** The first offence. One dot at the end is left to its own rule. */
    static Fault fault(String domain) {
        if (domain.isEmpty()) return new Fault("empty domain", 0, 0);
        int end = domain.length() > 1 && domain.endsWith(".") ? domain.length() - 1 : domain.length();
        int underscore = -1;
        int label = 0;
        for (int i = 0; i <= end; i++) {
            char c = i < end ? domain.charAt(i) : '.';
            if (c == '.') {
                Fault fault = labelFault(domain, label, i);
                if (fault.isThere()) return fault;
                label = i + 1;
            } else if (c == '_') {
                if (underscore < 0) underscore = i;
            } else if (!Ascii.isLetterOrDigit(c) && c != '-' && c < 128) {
                return Fault.at("character " + shown(c), i);
            }
        }
        return underscore < 0 ? Fault.NONE : Fault.at("underscore", underscore);
    }

    private static Fault labelFault(String domain, int from, int to) {
        if (from == to) return Fault.at("empty label", Math.min(to, domain.length() - 1));
        if (domain.charAt(from) == '-') return Fault.at("label starts with a hyphen", from);
        if (domain.charAt(to - 1) == '-') return Fault.at("label ends with a hyphen", to - 1);
        if (to - from > LONGEST_LABEL) return new Fault("label longer than " + LONGEST_LABEL + " octets", from, to);
        return Fault.NONE;
    }

    /** In quotes, controls by their number. */
    static String shown(char c) {
        return c < ' ' || c == 127 ? "0x" + (c < 16 ? "0" : "") + Integer.toHexString(c) : "\"" + c + "\"";
    }
}
