package smtplint.analyzer.source;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Bytes to read, and where each of them stood in the input: the whole file, one slice of it, or text that a dialect
 * unfolded or unescaped. Offsets are those of the buffer; {@link #span} turns them into places in the input, so a
 * finding lands on the characters that the user sees. A slice shares the buffer and its offsets.
 */
public final class SourceText {
    private final byte[] bytes;
    private final int start;
    private final int end;
    private final @Nullable Origins origins;
    private final @Nullable LineTable lines;

    SourceText(byte[] bytes, int start, int end, @Nullable Origins origins) {
        this(bytes, start, end, origins, null);
    }

    private SourceText(byte[] bytes, int start, int end, @Nullable Origins origins, @Nullable LineTable lines) {
        this.bytes = bytes;
        this.start = start;
        this.end = end;
        this.origins = origins;
        this.lines = lines;
    }

    /** The whole input; the array is not copied and must not change. */
    public static SourceText of(byte[] bytes) {
        return new SourceText(bytes, 0, bytes.length, null);
    }

    /** UTF-8 bytes of a text, for tests and examples. */
    public static SourceText of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The same text, whose lines are not what stands between line feeds: packets have headers between them. */
    public SourceText withLines(LineTable table) {
        return new SourceText(bytes, start, end, origins, table);
    }

    /** The lines to count and to show, where they are not those between line feeds. */
    Optional<LineTable> lines() {
        return Optional.ofNullable(lines);
    }

    public int start() {
        return start;
    }

    public int end() {
        return end;
    }

    public int length() {
        return end - start;
    }

    public boolean isEmpty() {
        return start == end;
    }

    /** The byte at a buffer offset, 0 to 255. */
    public int at(int offset) {
        return bytes[offset] & 0xff;
    }

    /** The buffer itself, for scanners; read only, and only from {@link #start} to {@link #end}. */
    public byte[] buffer() {
        return bytes;
    }

    public SourceText slice(int from, int to) {
        return new SourceText(bytes, from, to, origins);
    }

    /** The same text, of whose input a copy stands elsewhere: places in it are moved. Not for text in place. */
    public SourceText shifted(int by) {
        if (origins == null) throw new IllegalStateException("text in place has no other place");
        return new SourceText(bytes, start, end, origins.shifted(by));
    }

    /** The place in the input of the buffer's bytes {@code from} to {@code to}. */
    public Span span(int from, int to) {
        if (origins == null) return new Span(from, to);
        return origins.span(from, to);
    }

    public Span span() {
        return span(start, end);
    }

    /** True when buffer offsets are input offsets. */
    public boolean isInPlace() {
        return origins == null;
    }

    public int indexOf(int value, int from) {
        for (int i = from; i < end; i++) if (bytes[i] == (byte) value) return i;
        return -1;
    }

    /** True when the ASCII text stands at the offset, whatever the case of its letters. */
    public boolean startsWithIgnoringCase(String ascii, int offset) {
        if (offset + ascii.length() > end) return false;
        for (int i = 0; i < ascii.length(); i++)
            if (lower(bytes[offset + i]) != lower((byte) ascii.charAt(i))) return false;
        return true;
    }

    public boolean startsWith(String ascii, int offset) {
        if (offset < start || offset + ascii.length() > end) return false;
        for (int i = 0; i < ascii.length(); i++) if (bytes[offset + i] != (byte) ascii.charAt(i)) return false;
        return true;
    }

    public boolean hasNonAscii(int from, int to) {
        for (int i = from; i < to; i++) if (bytes[i] < 0) return true;
        return false;
    }

    /** The bytes as UTF-8 text; bytes that are none become U+FFFD. For showing and for values, never for offsets. */
    public String string(int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    public byte[] copy() {
        return Arrays.copyOfRange(bytes, start, end);
    }

    /** ASCII letters in lower case, other bytes unchanged: protocol text knows no locale. */
    public static int lower(byte b) {
        return b >= 'A' && b <= 'Z' ? b + 32 : b;
    }

    @Override
    public String toString() {
        return string(start, end);
    }
}
