package smtplint.analyzer.syntax;

/** Takes octets one by one and tells the first that no UTF-8 text has there (RFC 3629). */
final class Utf8Check {
    private int missing;
    private int lowest = 0x80;
    private int highest = 0xbf;

    /** False for an octet that breaks the text; the next octet begins a new character. */
    boolean accepts(byte octet) {
        int c = octet & 0xff;
        if (missing > 0) {
            boolean fits = c >= lowest && c <= highest;
            lowest = 0x80;
            highest = 0xbf;
            missing = fits ? missing - 1 : 0;
            return fits;
        }
        if (c < 0x80) return true;
        if (c < 0xc2 || c > 0xf4) return false;
        missing = c < 0xe0 ? 1 : c < 0xf0 ? 2 : 3;
        if (c == 0xe0) lowest = 0xa0;
        else if (c == 0xed) highest = 0x9f;
        else if (c == 0xf0) lowest = 0x90;
        else if (c == 0xf4) highest = 0x8f;
        return true;
    }

    /** False when the text ended in the middle of a character. */
    boolean isComplete() {
        return missing == 0;
    }
}
