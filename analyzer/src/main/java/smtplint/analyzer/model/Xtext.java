package smtplint.analyzer.model;

import java.util.Optional;

/**
 * xtext, RFC 3461 §4: printable ASCII but "+" and "=", which are written as "+" and two upper-case hexadecimal digits,
 * as are all other octets.
 */
public final class Xtext {
    private Xtext() {}

    public static boolean is(String text) {
        return decoded(text).isPresent();
    }

    /** What the text stands for, one character an octet; empty where it is no xtext. */
    public static Optional<String> decoded(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < '!' || c > '~' || c == '=') return Optional.empty();
            if (c == '+') {
                if (i + 2 >= text.length() || !isHex(text.charAt(i + 1)) || !isHex(text.charAt(i + 2)))
                    return Optional.empty();
                out.append((char) Integer.parseInt(text, i + 1, i + 3, 16));
                i += 2;
            } else {
                out.append(c);
            }
        }
        return Optional.of(out.toString());
    }

    private static boolean isHex(char c) {
        return Ascii.isDigit(c) || c >= 'A' && c <= 'F';
    }

    /** Graphic characters and white space of ASCII, all that a DSN can repeat (RFC 3461 §4.2, §4.4). */
    public static boolean isPrintable(String decoded) {
        for (int i = 0; i < decoded.length(); i++) {
            char c = decoded.charAt(i);
            if ((c < ' ' || c > '~') && c != '\t') return false;
        }
        return true;
    }
}
