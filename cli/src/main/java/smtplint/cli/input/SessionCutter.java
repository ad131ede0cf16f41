package smtplint.cli.input;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import smtplint.analyzer.dialect.SessionStream;
import smtplint.analyzer.dialect.StreamedSession;
import smtplint.analyzer.source.SourceText;

/** Reads a transcript of any size through a window and cuts it into sessions, in the order of their ends. */
final class SessionCutter {
    private static final int WINDOW = 1 << 18;
    private static final int BATCH_BYTES = 1 << 18;
    private static final int BATCH_SESSIONS = 256;

    private final Input input;
    private final InputReader.Sink sink;
    private List<Unit> units = new ArrayList<>();
    private Optional<SessionStream> stream = Optional.empty();
    private long waiting;
    private long consumed;

    SessionCutter(Input input, InputReader.Sink sink) {
        this.input = input;
        this.sink = sink;
    }

    /** False when it can't be read so. */
    boolean open(byte[] head, InputReader.Streams streams) {
        stream = streams.open(SourceText.of(head), input.name(), this::session);
        return stream.isPresent();
    }

    void read(byte[] head, InputStream in) throws IOException {
        take(head, head.length);
        byte[] window = new byte[WINDOW];
        for (int count = in.readNBytes(window, 0, WINDOW); count > 0; count = in.readNBytes(window, 0, WINDOW))
            take(window, count);
        SessionStream whole = stream.orElseThrow();
        whole.finish();
        add(new Streamed(whole.recording(), Optional.empty(), whole.aside(), consumed), 0);
        send(true);
    }

    private void take(byte[] bytes, int count) {
        consumed += count;
        stream.orElseThrow().take(bytes, count);
    }

    private void session(StreamedSession session) {
        SessionStream of = stream.orElseThrow();
        add(new Streamed(of.recording(), Optional.of(session), SourceText.of(""), consumed), session.size());
        if (waiting >= BATCH_BYTES || units.size() >= BATCH_SESSIONS) send(false);
    }

    private void add(Streamed part, long size) {
        units.add(Unit.of(part));
        consumed = 0;
        waiting += size;
    }

    private void send(boolean last) {
        if (units.isEmpty() && !last) return;
        List<Unit> batch = units;
        sink.batch(new Batch(input, () -> batch, waiting, last));
        units = new ArrayList<>();
        waiting = 0;
    }
}
