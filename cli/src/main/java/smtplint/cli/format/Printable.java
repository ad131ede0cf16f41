package smtplint.cli.format;

/** Makes text safe for a terminal: whatever could move the cursor or reorder the line becomes a visible escape. */
public final class Printable {
    private static final String HEX = "0123456789abcdef";

    private Printable() {}

    public static String text(String text) {
        int i = 0;
        while (i < text.length() && text.charAt(i) >= ' ' && text.charAt(i) < 0x7f) i++;
        if (i == text.length()) return text;
        StringBuilder safe = new StringBuilder(text.length() + 16).append(text, 0, i);
        while (i < text.length()) {
            int c = text.codePointAt(i);
            if (isPrintable(c)) safe.appendCodePoint(c);
            else if (c < 256) safe.append(hex(c));
            else safe.append("\\u{").append(Integer.toHexString(c)).append('}');
            i += Character.charCount(c);
        }
        return safe.toString();
    }

    static String hex(int octet) {
        return "\\x" + HEX.charAt(octet >> 4) + HEX.charAt(octet & 15);
    }

    static boolean isPrintable(int codePoint) {
        if (codePoint < 0x7f) return codePoint >= ' ';
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }

    /** Columns that a terminal gives a character. */
    static int width(int codePoint) {
        if (codePoint < 0x300) return 1;
        int type = Character.getType(codePoint);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) return 0;
        boolean wide = codePoint >= 0x1100 && codePoint <= 0x115f
                || codePoint >= 0x2e80 && codePoint <= 0xa4cf
                || codePoint >= 0xac00 && codePoint <= 0xd7a3
                || codePoint >= 0xf900 && codePoint <= 0xfaff
                || codePoint >= 0xfe30 && codePoint <= 0xfe6f
                || codePoint >= 0xff00 && codePoint <= 0xff60
                || codePoint >= 0xffe0 && codePoint <= 0xffe6
                || codePoint >= 0x1f300 && codePoint <= 0x1faff
                || codePoint >= 0x20000 && codePoint <= 0x3fffd;
        return wide ? 2 : 1;
    }
}
