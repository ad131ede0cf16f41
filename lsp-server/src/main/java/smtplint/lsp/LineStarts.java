package smtplint.lsp;

import java.util.Arrays;

/**
 * Where lines start, as the language server protocol counts them: CR LF, LF and a lone CR each end one. Editors count so
 * even where the analyzer takes a lone CR for content.
 */
final class LineStarts {
    private final int[] starts;

    private LineStarts(int[] starts) {
        this.starts = starts;
    }

    /** @param first where line 0 starts: after a byte order mark that the client does not see */
    static LineStarts of(byte[] bytes, int first) {
        Builder found = new Builder(Math.max(16, bytes.length / 32));
        found.add(first);
        found.scan(bytes, first, bytes.length);
        return new LineStarts(found.array());
    }

    /**
     * The lines after an edit. A CR or LF beside the edit may have joined or left a line end, so the bytes on either side
     * of it are looked at again.
     *
     * @param bytes after the edit
     * @param from where the replaced bytes started
     * @param oldEnd where they ended before
     * @param newEnd where the new ones end
     */
    LineStarts replaced(byte[] bytes, int from, int oldEnd, int newEnd) {
        int scanFrom = Math.max(starts[0], from - 1);
        int scanTo = Math.min(bytes.length, newEnd + 1);
        int shift = newEnd - oldEnd;
        int kept = line(scanFrom) + 1;
        Builder found = new Builder(starts.length + 16);
        found.addAll(starts, 0, kept, 0);
        found.scan(bytes, scanFrom, scanTo);
        int next = kept;
        while (next < starts.length && starts[next] + shift <= scanTo) next++;
        found.addAll(starts, next, starts.length, shift);
        return new LineStarts(found.array());
    }

    int count() {
        return starts.length;
    }

    int start(int line) {
        return starts[line];
    }

    /** The line of an offset, from 0. */
    int line(int offset) {
        int found = Arrays.binarySearch(starts, offset);
        return found >= 0 ? found : Math.max(0, -found - 2);
    }

    /** The byte after the last one of a line, its line end left out. */
    int contentEnd(int line, byte[] bytes) {
        if (line == starts.length - 1) return bytes.length;
        int end = starts[line + 1] - 1;
        return bytes[end] == '\n' && end > starts[line] && bytes[end - 1] == '\r' ? end - 1 : end;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LineStarts lines && Arrays.equals(starts, lines.starts);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(starts);
    }

    @Override
    public String toString() {
        return Arrays.toString(starts);
    }

    private static final class Builder {
        private int[] values;
        private int count;

        Builder(int expected) {
            values = new int[expected];
        }

        void add(int value) {
            if (count == values.length) values = Arrays.copyOf(values, count * 2);
            values[count++] = value;
        }

        void addAll(int[] source, int from, int to, int shift) {
            int length = to - from;
            if (count + length > values.length) values = Arrays.copyOf(values, count + length + 16);
            System.arraycopy(source, from, values, count, length);
            if (shift != 0) for (int i = count; i < count + length; i++) values[i] += shift;
            count += length;
        }

        /** Adds the lines that start after a line end standing from {@code from} to {@code to}. */
        void scan(byte[] bytes, int from, int to) {
            for (int i = from; i < to; i++) {
                byte b = bytes[i];
                if (b > '\r') continue;
                boolean ends = b == '\n' || b == '\r' && (i + 1 == bytes.length || bytes[i + 1] != '\n');
                if (ends && i + 1 > values[count - 1]) add(i + 1);
            }
        }

        int[] array() {
            return Arrays.copyOf(values, count);
        }
    }
}
