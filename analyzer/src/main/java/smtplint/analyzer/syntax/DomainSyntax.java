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
        return new DomainName(value, fault(value), span);
    }

    /** In a few words; empty when the grammar takes it. One dot at the end is left to its own rule. */
    static String fault(String domain) {
        if (domain.isEmpty()) return "empty domain";
        int end = domain.length() > 1 && domain.endsWith(".") ? domain.length() - 1 : domain.length();
        boolean underscore = false;
        int label = 0;
        for (int i = 0; i <= end; i++) {
            char c = i < end ? domain.charAt(i) : '.';
            if (c == '.') {
                String fault = labelFault(domain, label, i);
                if (!fault.isEmpty()) return fault;
                label = i + 1;
            } else if (c == '_') {
                underscore = true;
            } else if (!Ascii.isLetterOrDigit(c) && c != '-' && c < 128) {
                return "character " + shown(c);
            }
        }
        return underscore ? "underscore" : "";
    }

    private static String labelFault(String domain, int from, int to) {
        if (from == to) return "empty label";
        if (domain.charAt(from) == '-') return "label starts with a hyphen";
        if (domain.charAt(to - 1) == '-') return "label ends with a hyphen";
        if (to - from > LONGEST_LABEL) return "label longer than " + LONGEST_LABEL + " octets";
        return "";
    }

    /** In quotes, controls by their number. */
    static String shown(char c) {
        return c < ' ' || c == 127 ? "0x" + (c < 16 ? "0" : "") + Integer.toHexString(c) : "\"" + c + "\"";
    }
}
