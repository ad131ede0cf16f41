package smtplint.analyzer.dialect;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import smtplint.analyzer.source.SourceText;

/** Reads a transcript that is too large to keep. What a piece holds is copied where it is needed later. */
public final class TranscriptStream implements SessionStream {
    private final Choice choice;
    private final Sessions sessions;
    private final Reading reading;
    private final int longest;
    /** The beginning of a line whose end has not come, at most one octet more than a line may have. */
    private byte[] begun = new byte[1 << 10];

    private int kept;
    private long length;
    /** Octets of the file before {@link #begun}. */
    private long offset;

    private TranscriptStream(Choice choice, ReadingLimits limits, Consumer<StreamedSession> sink) {
        this.choice = choice;
        longest = limits.lineBytes();
        sessions = new Sessions(choice.dialect().preserves(), limits, true, draft -> sink.accept(streamed(draft)));
        reading = new Reading(
                choice.reader(sessions), sessions, longest, choice.dialect().isRotated());
    }

    private StreamedSession streamed(SessionDraft draft) {
        Excerpt excerpt = draft.excerpt().orElseThrow();
        return new StreamedSession(excerpt, text -> draft.build(Optional.of(text)), sessions.suppressions());
    }

    /**
     * Begins to read in the named dialect or in the one that the head fits best.
     *
     * @param head the first 64 KB of the file at least; it is to be given to {@link #take} too
     * @param sink takes the sessions in the order of their ends
     * @return empty when no dialect fits, or when files in this dialect must be read whole
     */
    public static Optional<TranscriptStream> of(
            SourceText head, Optional<String> dialect, ReadingLimits limits, Consumer<StreamedSession> sink) {
        return DialectDetector.choose(head, dialect)
                .filter(choice -> choice.dialect().streams())
                .map(choice -> new TranscriptStream(choice, limits, sink));
    }

    @Override
    public void take(byte[] bytes, int count) {
        int end = count;
        while (end > 0 && bytes[end - 1] != '\n') end--;
        if (end > 0) {
            int from = 0;
            if (length > kept) {
                while (bytes[from++] != '\n') length++;
                length++;
                window(bytes, 0, 0);
            }
            if (from < end) window(bytes, from, end);
        }
        begin(bytes, end, count);
    }

    /** Reads what was begun, and octets that end a line. */
    private void window(byte[] bytes, int from, int to) {
        byte[] window = Arrays.copyOf(begun, kept + to - from);
        System.arraycopy(bytes, from, window, kept, to - from);
        long at = offset;
        offset += length + to - from;
        kept = 0;
        length = 0;
        reading.take(SourceText.of(window), at);
    }

    private void begin(byte[] bytes, int from, int to) {
        int room = (int) Math.min(to - from, longest + 1L - kept);
        if (kept + room > begun.length)
            begun = Arrays.copyOf(begun, (int) Math.min(longest + 1L, Math.max(kept + room, begun.length * 2L)));
        System.arraycopy(bytes, from, begun, kept, room);
        kept += room;
        length += to - from;
    }

    @Override
    public void finish() {
        if (kept > 0) window(begun, 0, 0);
        reading.finish();
        sessions.finish();
    }

    @Override
    public Recording recording() {
        return choice.recording(List.of(), List.of(), sessions.remarks(), sessions.suppressions(), sessions.overruns());
    }

    @Override
    public SourceText aside() {
        return sessions.aside();
    }
}
