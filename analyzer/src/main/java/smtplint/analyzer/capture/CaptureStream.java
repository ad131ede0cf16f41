package smtplint.analyzer.capture;

import java.util.Arrays;
import java.util.List;
import smtplint.analyzer.dialect.Recording;
import smtplint.analyzer.dialect.SessionStream;
import smtplint.analyzer.source.SourceText;

/** Reads a capture through a window that begins with a packet and moves on with each that was read. */
final class CaptureStream implements SessionStream {
    private static final int SMALLEST_WINDOW = 1 << 18;

    private final CaptureSessions capture;
    private final byte first;
    private byte[] window = new byte[SMALLEST_WINDOW];
    private int used;
    /** Octets of the file before the window. */
    private long base;
    /** Octets that come next and are not looked at. */
    private long skip;

    /** @param first octet of the file */
    CaptureStream(CaptureSessions capture, byte first) {
        this.capture = capture;
        this.first = first;
    }

    @Override
    public void take(byte[] bytes, int count) {
        int from = skip(count);
        while (from < count) {
            // A packet that fills the window is longer: no more is looked at than a window of some size holds.
            if (used == window.length) window = Arrays.copyOf(window, window.length * 2);
            int length = Math.min(count - from, window.length - used);
            System.arraycopy(bytes, from, window, used, length);
            used += length;
            from += length;
            read(false);
            from += skip(count - from);
        }
    }

    private int skip(int count) {
        int skipped = (int) Math.min(skip, count);
        skip -= skipped;
        base += skipped;
        return skipped;
    }

    private void read(boolean ended) {
        long next = capture.read(new Octets(window, used, true, base), ended);
        int read = (int) Math.min(next, used);
        skip = next - read;
        System.arraycopy(window, read, window, 0, used - read);
        used -= read;
        base += read;
    }

    @Override
    public void finish() {
        read(true);
        capture.finish(first);
    }

    @Override
    public Recording recording() {
        return capture.recording(List.of());
    }

    @Override
    public SourceText aside() {
        return capture.text();
    }
}
