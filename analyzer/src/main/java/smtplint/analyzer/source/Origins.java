package smtplint.analyzer.source;

import java.util.Arrays;

/**
 * Where the bytes of an assembled text came from: runs of bytes that stood side by side in the input, each byte of a run
 * taking {@code width} bytes there (1 for copied text, 2 for {@code \r}, 4 for {@code \x0d}).
 */
final class Origins {
    private final int[] bufferAt;
    private final int[] inputAt;
    private final int[] width;
    private final int bufferEnd;

    Origins(int[] bufferAt, int[] inputAt, int[] width, int bufferEnd) {
        this.bufferAt = bufferAt;
        this.inputAt = inputAt;
        this.width = width;
        this.bufferEnd = bufferEnd;
    }

    Span span(int from, int to) {
        int start = start(from);
        if (to <= from) return Span.at(start);
        return new Span(start, Math.max(start, end(to - 1)));
    }

    /** The same for text of which a copy stands elsewhere. */
    Origins shifted(int by) {
        int[] shifted = inputAt.clone();
        for (int i = 0; i < shifted.length; i++) shifted[i] += by;
        return new Origins(bufferAt, shifted, width, bufferEnd);
    }

    private int start(int offset) {
        if (bufferAt.length == 0) return 0;
        if (offset >= bufferEnd && offset > 0) return end(bufferEnd - 1);
        int run = run(offset);
        return inputAt[run] + (offset - bufferAt[run]) * width[run];
    }

    private int end(int offset) {
        int run = run(offset);
        return inputAt[run] + (offset - bufferAt[run] + 1) * width[run];
    }

    private int run(int offset) {
        int found = Arrays.binarySearch(bufferAt, offset);
        return found >= 0 ? found : Math.max(0, -found - 2);
    }
}
