package smtplint.cli.input;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import smtplint.analyzer.lint.MboxSplitter;
import smtplint.analyzer.source.SourceText;

/** Reads an mbox of any size through a window and cuts it into messages, so that memory does not grow with the file. */
final class MboxCutter {
    private final InputStream in;
    private final long limit;
    private byte[] window;
    private int used;
    private boolean ended;
    private long byteBase;
    private long lineBase;
    private int number;

    MboxCutter(InputStream in, int windowBytes, long limit) {
        this.in = in;
        this.limit = limit;
        this.window = new byte[windowBytes];
    }

    /** The next messages, about a window full; empty at the end. */
    List<Unit> next() throws IOException {
        List<Unit> units = new ArrayList<>();
        fill();
        int start = 0;
        while (true) {
            int cut = MboxSplitter.next(SourceText.of(window).slice(0, used), start, ended);
            if (cut < used || ended && start < used) {
                units.add(unit(start, cut));
                start = cut;
            } else if (!ended && units.isEmpty()) {
                grow();
                fill();
            } else {
                break;
            }
        }
        System.arraycopy(window, start, window, 0, used - start);
        used -= start;
        return units;
    }

    boolean isAtEnd() {
        return ended && used == 0;
    }

    private Unit unit(int from, int to) throws TooLarge {
        if (to - from > limit) throw new TooLarge(limit);
        Unit unit = new Unit(Arrays.copyOfRange(window, from, to), byteBase, lineBase, ++number);
        byteBase += to - from;
        for (int i = from; i < to; i++) if (window[i] == '\n') lineBase++;
        return unit;
    }

    private void grow() throws TooLarge {
        if (used < window.length) return;
        if (used > limit) throw new TooLarge(limit);
        window = Arrays.copyOf(window, (int) Math.min(Integer.MAX_VALUE - 8, window.length * 2L));
    }

    private void fill() throws IOException {
        used += in.readNBytes(window, used, window.length - used);
        if (used < window.length) ended = true;
    }
}
