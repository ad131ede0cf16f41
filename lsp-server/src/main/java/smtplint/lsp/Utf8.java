package smtplint.lsp;

/**
 * Walks UTF-8 as editors decode it: octets that are none become one U+FFFD for each longest sequence that began well
 * (Unicode 15, section 3.9, "substitution of maximal subparts").
 */
final class Utf8 {
    private static final int REPLACEMENT = 0xfffd;

    private Utf8() {}

    static long next(byte[] bytes, int at, int end) {
        int lead = bytes[at] & 0xff;
        if (lead < 0x80) return Decoding.step(lead, 1);
        int more = lead >= 0xf0 ? 3 : lead >= 0xe0 ? 2 : 1;
        if (lead < 0xc2 || lead > 0xf4) return Decoding.step(REPLACEMENT, 1);
        int codePoint = lead & (0x3f >> more);
        for (int i = 1; i <= more; i++) {
            int b = at + i < end ? bytes[at + i] & 0xff : 0;
            if (b < lowest(lead, i) || b > highest(lead, i)) return Decoding.step(REPLACEMENT, i);
            codePoint = codePoint << 6 | b & 0x3f;
        }
        return Decoding.step(codePoint, more + 1);
    }

    private static int lowest(int lead, int index) {
        if (index > 1) return 0x80;
        return lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
    }

    private static int highest(int lead, int index) {
        if (index > 1) return 0xbf;
        return lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
    }

    static int length(int codePoint) {
        if (codePoint < 0x80) return 1;
        if (codePoint < 0x800) return 2;
        return codePoint < 0x10000 ? 3 : 4;
    }
}
