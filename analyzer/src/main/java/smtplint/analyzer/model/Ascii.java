package smtplint.analyzer.model;

import java.util.Locale;

/** Letter case and character classes of protocol text, which is ASCII whatever the locale. */
public final class Ascii {
    private Ascii() {}

    public static String upper(String text) {
        if (!hasAny(text, 'a', 'z')) return text;
        return hasNonAscii(text) ? map(text, 'a', 'z', -32) : text.toUpperCase(Locale.ROOT);
    }

    public static String lower(String text) {
        if (!hasAny(text, 'A', 'Z')) return text;
        return hasNonAscii(text) ? map(text, 'A', 'Z', 32) : text.toLowerCase(Locale.ROOT);
    }

    private static boolean hasAny(String text, char first, char last) {
        for (int i = 0; i < text.length(); i++) if (text.charAt(i) >= first && text.charAt(i) <= last) return true;
        return false;
    }

    /** For text with other letters: the library knows their case too, and is the faster one for text without. */
    private static String map(String text, char first, char last, int distance) {
        int i = 0;
        while (i < text.length() && !(text.charAt(i) >= first && text.charAt(i) <= last)) i++;
        if (i == text.length()) return text;
        char[] chars = text.toCharArray();
        for (; i < chars.length; i++) if (chars[i] >= first && chars[i] <= last) chars[i] += (char) distance;
        return new String(chars);
    }

    public static boolean isDigits(String text) {
        if (text.isEmpty()) return false;
        for (int i = 0; i < text.length(); i++) if (!isDigit(text.charAt(i))) return false;
        return true;
    }

    public static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    public static boolean isLetterOrDigit(char c) {
        return isDigit(c) || (c | 32) >= 'a' && (c | 32) <= 'z';
    }

    public static boolean hasNonAscii(String text) {
        for (int i = 0; i < text.length(); i++) if (text.charAt(i) > 127) return true;
        return false;
    }

    /** base64 of RFC 4648 with its padding; an empty text too. */
    public static boolean isBase64(String text) {
        int end = text.length();
        while (end > 0 && end > text.length() - 2 && text.charAt(end - 1) == '=') end--;
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            if (!isLetterOrDigit(c) && c != '+' && c != '/') return false;
        }
        return text.length() % 4 == 0;
    }

    /** atext of RFC 5322 §3.2.3, and above 127 as RFC 6532 §3.2 allows. */
    public static boolean isAtext(char c) {
        return isLetterOrDigit(c) || c > 127 || "!#$%&'*+-/=?^_`{|}~".indexOf(c) >= 0;
    }

    /** What stands before the first blank or comment. */
    public static String firstWord(String text) {
        int end = 0;
        while (end < text.length() && text.charAt(end) > ' ' && text.charAt(end) != '(') end++;
        return text.substring(0, end);
    }
}
