package smtplint.analyzer.source;

import java.util.Arrays;

/** Where the lines of a text begin and end, their line ends included, when there are other bytes between them. */
public final class LineTable {
    private long[] rows = new long[16];
    private int count;
    private boolean ascending = true;

    public void add(int start, int end) {
        if (count == rows.length) rows = Arrays.copyOf(rows, count * 2);
        rows[count] = (long) start << 32 | end;
        ascending &= count == 0 || rows[count - 1] < rows[count];
        count++;
    }

    /** The first bytes of the lines, ascending; at least one line. */
    int[] starts() {
        return column(32);
    }

    /** The bytes after the last ones, in the same order. */
    int[] ends() {
        return column(0);
    }

    private int[] column(int shift) {
        long[] sorted = Arrays.copyOf(rows, count);
        if (!ascending) Arrays.sort(sorted);
        int[] column = new int[Math.max(1, count)];
        for (int i = 0; i < count; i++) column[i] = (int) (sorted[i] >>> shift);
        return column;
    }
}
