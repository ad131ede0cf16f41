package smtplint.analyzer.source;

import java.util.Arrays;

/**
 * Where the lines of a text begin and end, their line ends included, when there are other bytes between them, or when
 * the text is an excerpt: then it says too where they stood in the file, and in which file where there are several.
 */
public final class LineTable {
    private long[] rows = new long[16];
    private long[] offsets = {};
    private long[] numbers = {};
    private int[] files = {};
    private int count;

    public void add(int start, int end) {
        if (count == rows.length) rows = Arrays.copyOf(rows, count * 2);
        rows[count] = (long) start << 32 | end;
        count++;
    }

    /**
     * Adds the next line of an excerpt.
     *
     * @param offset of its first byte in the file
     * @param number of the line in the file, from 1
     */
    public void add(int start, int end, long offset, long number) {
        add(start, end);
        if (offsets.length < rows.length) {
            offsets = Arrays.copyOf(offsets, rows.length);
            numbers = Arrays.copyOf(numbers, rows.length);
        }
        offsets[count - 1] = offset;
        numbers[count - 1] = number;
    }

    /** Adds the lines of another excerpt, which is moved by so many bytes. */
    public void add(LineTable other, int by) {
        for (int i = 0; i < other.count; i++)
            add((int) (other.rows[i] >>> 32) + by, (int) other.rows[i] + by, other.offsets[i], other.numbers[i]);
    }

    /**
     * Adds the next line of an excerpt of several files.
     *
     * @param file from 0
     */
    public void add(int start, int end, long offset, long number, int file) {
        add(start, end, offset, number);
        if (files.length < rows.length) files = Arrays.copyOf(files, rows.length);
        files[count - 1] = file;
    }

    /** True when the lines are those of an excerpt. */
    boolean isExcerpt() {
        return offsets.length > 0;
    }

    /** Where the line of that index stood in the file. */
    long offset(int index) {
        return offsets[index];
    }

    long number(int index) {
        return numbers[index];
    }

    /** The file in which the line of that index stood; 0 where there is one only. */
    int file(int index) {
        return index < files.length ? files[index] : 0;
    }

    /** The first bytes of the lines; at least one line. */
    int[] starts() {
        return column(32);
    }

    /** The bytes after the last ones, in the same order. */
    int[] ends() {
        return column(0);
    }

    private int[] column(int shift) {
        int[] column = new int[Math.max(1, count)];
        for (int i = 0; i < count; i++) column[i] = (int) (rows[i] >>> shift);
        return column;
    }
}
