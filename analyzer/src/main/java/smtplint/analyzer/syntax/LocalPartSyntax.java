package smtplint.analyzer.syntax;

import smtplint.analyzer.model.Ascii;

/** What the grammar of RFC 5321 §4.1.2, as RFC 6531 widens it, has against a local-part. */
final class LocalPartSyntax {
    private LocalPartSyntax() {}

    /** In a few words; empty when it is a Dot-string. */
    static String dotStringFault(String text) {
        if (text.isEmpty()) return "empty local-part";
        if (text.charAt(0) == '.') return "starts with a dot";
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '.' && i + 1 < text.length() && text.charAt(i + 1) == '.') return "two dots in a row";
            if (c != '.' && !Ascii.isAtext(c)) return "character " + DomainSyntax.shown(c);
        }
        return text.endsWith(".") ? "ends with a dot" : "";
    }

    /** @param text with its quotes; each of them closes the string, and backslashes stand before something */
    static String quotedStringFault(String text) {
        for (int i = 1; i < text.length() - 1; i++) {
            char c = text.charAt(i);
            if (c < ' ' || c == 127) return "character " + DomainSyntax.shown(c);
        }
        return "";
    }

    static String unquoted(String text) {
        if (text.indexOf('\\') < 0) return text.substring(1, text.length() - 1);
        StringBuilder value = new StringBuilder(text.length());
        for (int i = 1; i < text.length() - 1; i++) {
            if (text.charAt(i) == '\\' && i + 1 < text.length() - 1) i++;
            value.append(text.charAt(i));
        }
        return value.toString();
    }
}
