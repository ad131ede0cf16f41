package smtplint.analyzer.source;

import java.util.Arrays;

/**
 * Builds a {@link SourceText} from pieces of another: the lines of a message without their prefixes, a string literal
 * without its escapes. Every byte keeps its place in the input.
 */
public final class TextAssembler {
    private byte[] bytes;
    private int length;
    private int[] bufferAt = new int[16];
    private int[] inputAt = new int[16];
    private int[] width = new int[16];
    private int runs;

    public TextAssembler(int expectedLength) {
        bytes = new byte[Math.max(16, expectedLength)];
    }

    public int length() {
        return length;
    }

    /** Copies the bytes {@code from} to {@code to} (buffer offsets) of a text that is in place. */
    public void copy(SourceText source, int from, int to) {
        if (from >= to) return;
        Span place = source.span(from, to);
        ensure(to - from);
        System.arraycopy(source.buffer(), from, bytes, length, to - from);
        if (source.isInPlace() || place.length() == to - from) {
            run(place.start(), 1);
            length += to - from;
        } else {
            for (int i = from; i < to; i++) {
                Span one = source.span(i, i + 1);
                run(one.start(), one.length());
                length++;
            }
        }
    }

    /** Adds one byte that stood in the input as {@code place}, in whatever form. */
    public void add(int value, Span place) {
        ensure(1);
        bytes[length] = (byte) value;
        run(place.start(), place.length());
        length++;
    }

    /** Adds bytes that the input does not show, such as the CR LF that a program's log leaves out. */
    public void addUnseen(String ascii, int place) {
        ensure(ascii.length());
        run(place, 0);
        for (int i = 0; i < ascii.length(); i++) bytes[length++] = (byte) ascii.charAt(i);
    }

    public SourceText text() {
        return new SourceText(
                bytes,
                0,
                length,
                new Origins(
                        Arrays.copyOf(bufferAt, runs),
                        Arrays.copyOf(inputAt, runs),
                        Arrays.copyOf(width, runs),
                        length));
    }

    private void run(int place, int byteWidth) {
        if (runs > 0
                && width[runs - 1] == byteWidth
                && inputAt[runs - 1] + (length - bufferAt[runs - 1]) * byteWidth == place) return;
        if (runs == bufferAt.length) {
            bufferAt = Arrays.copyOf(bufferAt, runs * 2);
            inputAt = Arrays.copyOf(inputAt, runs * 2);
            width = Arrays.copyOf(width, runs * 2);
        }
        bufferAt[runs] = length;
        inputAt[runs] = place;
        width[runs++] = byteWidth;
    }

    private void ensure(int more) {
        if (length + more > bytes.length) bytes = Arrays.copyOf(bytes, Math.max(length + more, bytes.length * 2));
    }
}
