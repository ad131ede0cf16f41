package smtplint.cli;

import smtplint.cli.format.Printable;

/** A line on standard error that says how far a long run is; only for a terminal, and gone at the end. */
final class Progress {
    private static final long EVERY_NANOS = 200_000_000;
    private static final String CLEAR = "\r\u001b[K";

    private final Shell shell;
    private final boolean on;
    private final long start;
    private long shownAt;
    private boolean visible;
    private long inputs;
    private long bytes;

    Progress(Shell shell, boolean on) {
        this.shell = shell;
        this.on = on;
        this.start = shell.nanoTime().getAsLong();
        this.shownAt = start;
    }

    void add(Checked checked) {
        if (!on) return;
        if (checked.last()) inputs++;
        for (Checked.Unit unit : checked.units()) bytes += unit.bytes();
        long now = shell.nanoTime().getAsLong();
        if (now - shownAt < EVERY_NANOS) return;
        shownAt = now;
        visible = true;
        long rate = bytes * 1000 / Math.max(1, (now - start) / 1_000_000) >> 20;
        write(CLEAR + inputs + " inputs, " + (bytes >> 20) + " MB, " + rate + " MB/s  "
                + Printable.text(checked.input().name()));
    }

    void clear() {
        if (visible) write(CLEAR);
        visible = false;
    }

    private void write(String text) {
        try {
            new Output(shell.err()).print(text).flush();
        } catch (Output.Closed nobodyWatches) {
            visible = false;
        }
    }
}
