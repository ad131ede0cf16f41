package smtplint.analyzer.syntax;

import smtplint.analyzer.model.BodyFacts;
import smtplint.analyzer.source.SourceText;

/** Checks base64 as it streams past (RFC 2045 §6.8): alphabet, padding, line length, decoded size. */
final class Base64Scanner {
    private static final int MAX_LINE = 76;
    private static final byte PADDING = -1;
    private static final byte SPACE = -2;
    private static final byte INVALID = -3;
    private static final byte[] VALUES = values();

    private final SourceText text;
    private final BodyFacts facts;
    private final DecodedOctets decoded;
    private final boolean looksInside;
    private int group;
    private int inGroup;
    private long characters;
    private int padding;
    private int paddingAt;
    private int lastAt;
    private boolean afterEnd;

    Base64Scanner(SourceText text, BodyFacts facts, DecodedOctets decoded, boolean looksInside) {
        this.text = text;
        this.facts = facts;
        this.decoded = decoded;
        this.looksInside = looksInside;
    }

    private static byte[] values() {
        byte[] values = new byte[256];
        java.util.Arrays.fill(values, INVALID);
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        for (int i = 0; i < 64; i++) values[alphabet.charAt(i)] = (byte) i;
        values['='] = PADDING;
        for (char c : " \t\r\n".toCharArray()) values[c] = SPACE;
        return values;
    }

    void scan() {
        byte[] bytes = text.buffer();
        int end = text.end();
        int lineStart = text.start();
        for (int i = lineStart; i < end; i++) {
            int value = VALUES[bytes[i] & 0xff];
            if (value >= 0) {
                if (padding > 0) dataAfterPadding(i);
                characters++;
                lastAt = i;
                if (looksInside) decode(value, i);
            } else if (value == PADDING) padding(i);
            else if (value == INVALID) facts.base64Invalid.add(text, i, i + 1);
            else if (bytes[i] == '\n') {
                line(lineStart, i > lineStart && bytes[i - 1] == '\r' ? i - 1 : i);
                lineStart = i + 1;
            }
        }
        line(lineStart, end);
        finish(end);
    }

    private void line(int from, int to) {
        if (to - from > MAX_LINE) facts.longEncodedLines.add(text, from, to);
    }

    private void decode(int value, int at) {
        group = group << 6 | value;
        if (++inGroup < 2) return;
        int shift = (4 - inGroup) * 2;
        decoded.look((byte) (group >> shift), at);
        if (inGroup == 4) inGroup = group = 0;
    }

    private void padding(int at) {
        if (padding++ == 0) paddingAt = at;
    }

    /** "=" only ends the data; what follows is another body, or garbage. */
    private void dataAfterPadding(int at) {
        if (!afterEnd) facts.base64Padding.add(text, paddingAt, paddingAt + 1);
        afterEnd = true;
        padding = 0;
        inGroup = group = 0;
    }

    private void finish(int end) {
        facts.decodedOctets = characters * 6 / 8;
        decoded.end(end);
        if (afterEnd || characters == 0 && padding == 0) return;
        int missing = (int) ((4 - characters % 4) % 4);
        if (missing == padding && missing < 3) return;
        int at = padding > 0 ? paddingAt : lastAt;
        facts.base64Padding.add(text, at, Math.min(at + 1, end));
    }
}
