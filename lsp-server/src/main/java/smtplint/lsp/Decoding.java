package smtplint.lsp;

/** How an editor turned the bytes of a file into characters. */
enum Decoding {
    UTF_8 {
        @Override
        long next(byte[] bytes, int at, int end) {
            return Utf8.next(bytes, at, end);
        }
    },
    LATIN_1 {
        @Override
        long next(byte[] bytes, int at, int end) {
            return step(bytes[at] & 0xff, 1);
        }
    },
    WINDOWS_1252 {
        @Override
        long next(byte[] bytes, int at, int end) {
            int value = bytes[at] & 0xff;
            return step(value < 0x80 || value >= 0xa0 ? value : UPPER_CONTROLS.charAt(value - 0x80), 1);
        }
    };

    /** What Windows puts where Latin-1 has controls; a place it leaves free keeps its control, as editors do. */
    private static final String UPPER_CONTROLS =
            "\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f"
                    + "\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178";

    /** The character at an offset: its code point in the upper half, the count of its bytes in the lower. */
    abstract long next(byte[] bytes, int at, int end);

    static long step(int codePoint, int length) {
        return (long) codePoint << 32 | length;
    }

    static int codePoint(long step) {
        return (int) (step >>> 32);
    }

    static int length(long step) {
        return (int) step;
    }
}
