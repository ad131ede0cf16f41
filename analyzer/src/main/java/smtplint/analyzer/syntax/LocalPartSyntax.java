package smtplint.analyzer.syntax;

import smtplint.analyzer.model.Ascii;

/** What the grammar of RFC 5321 §4.1.2, as RFC 6531 widens it, has against a local-part. */
final class LocalPartSyntax {
    private LocalPartSyntax() {}

    /** What keeps the text from being a Dot-string. */
    static Fault dotStringFault(String text) {
        if (text.isEmpty()) return new Fault("empty local-part", 0, 0);
        if (text.charAt(0) == '.') return Fault.at("starts with a dot", 0);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '.' && i + 1 < text.length() && text.charAt(i + 1) == '.')
                return Fault.at("two dots in a row", i + 1);
            if (c != '.' && !Ascii.isAtext(c)) return Fault.at("character " + DomainSyntax.shown(c), i);
        }
        return text.endsWith(".") ? Fault.at("ends with a dot", text.length() - 1) : Fault.NONE;
    }

    /** @param text with its quotes; each of them closes the string, and backslashes stand before something */
    static Fault quotedStringFault(String text) {
        for (int i = 1; i < text.length() - 1; i++) {
            char c = text.charAt(i);
            if (c < ' ' || c == 127) return Fault.at("character " + DomainSyntax.shown(c), i);
        }
        return Fault.NONE;
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
