package smtplint.cli.input;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import smtplint.analyzer.dialect.SessionStream;
import smtplint.analyzer.dialect.StreamedSession;
import smtplint.analyzer.lint.InputKind;
import smtplint.analyzer.lint.MboxSplitter;
import smtplint.analyzer.source.SourceText;

/** Turns an input into batches: a file is one unit, an mbox one for each message, a large transcript one a session. */
public final class InputReader {
    private static final int WINDOW = 1 << 20;
    /** Of two files that are kept to be put together. */
    private static final int LARGEST_PAIR = 32 << 20;

    private static final int HEAD = MboxSplitter.LONGEST_POSTMARK;

    private final InputStream stdin;
    private final long limit;
    private final Streams streams;

    /**
     * @param limit bytes of a message or session
     * @param streams tells the files that can be read without being kept
     */
    public InputReader(InputStream stdin, long limit, Streams streams) {
        this.stdin = stdin;
        this.limit = limit;
        this.streams = streams;
    }

    /** Keeps every transcript. */
    public InputReader(InputStream stdin, long limit) {
        this(stdin, limit, (head, name, sink) -> Optional.empty());
    }

    /** Begins to read a transcript by its head; empty where the input is none, or must be read whole. */
    @FunctionalInterface
    public interface Streams {
        Optional<SessionStream> open(SourceText head, String name, Consumer<StreamedSession> sink);
    }

    /** Takes batches as they are cut; holds up the cutting where it is busy. */
    public interface Sink {
        void batch(Batch batch);
    }

    public void read(Input input, Sink sink) {
        if (input.problem().isPresent()) {
            sink.batch(new Batch(input, () -> List.of(), 0, true));
        } else if (input.file().isPresent() && input.size() > 0 && input.size() <= WINDOW && !input.isZipped()) {
            sink.batch(new Batch(input, () -> small(input), input.size(), true));
        } else {
            try (InputStream in = open(input)) {
                stream(input, in, sink);
            } catch (IOException unreadable) {
                fail(input, unreadable, sink);
            }
        }
    }

    /**
     * Reads two files that may be the halves of one session. Where they are too large to be kept, or one of them holds
     * nothing, each is read by itself, unless it was not asked for.
     */
    public void readPair(Input first, Input second, Sink sink) {
        if (isHalf(first) && isHalf(second) && first.size() + second.size() <= LARGEST_PAIR) {
            Batch other = new Batch(second, () -> small(second), second.size(), true);
            long size = first.size() + second.size();
            sink.batch(new Batch(first, () -> small(first), size, true, Optional.of(other)));
            return;
        }
        if (!first.beside()) read(first, sink);
        if (!second.beside()) read(second, sink);
    }

    private static boolean isHalf(Input input) {
        return input.problem().isEmpty() && input.file().isPresent() && input.size() > 0 && !input.isZipped();
    }

    private InputStream open(Input input) throws IOException {
        if (input.file().isEmpty()) return stdin;
        InputStream file = Files.newInputStream(input.file().get());
        return input.isZipped() ? Gunzip.open(file) : file;
    }

    private List<Unit> small(Input input) throws IOException {
        byte[] bytes = Files.readAllBytes(input.file().orElseThrow());
        if (bytes.length > limit) throw new TooLarge(limit);
        if (!InputKind.isMbox(SourceText.of(bytes), input.name())) return List.of(new Unit(bytes, 0, 0, 0));
        MboxCutter cutter = new MboxCutter(new ByteArrayInputStream(bytes), bytes.length + 1, limit);
        List<Unit> units = new ArrayList<>();
        while (!cutter.isAtEnd()) units.addAll(cutter.next());
        return units;
    }

    private void stream(Input input, InputStream in, Sink sink) throws IOException {
        byte[] head = in.readNBytes(HEAD);
        InputStream whole = new SequenceInputStream(new ByteArrayInputStream(head), in);
        if (!InputKind.isMbox(SourceText.of(head), input.name())) {
            transcriptOrOther(input, whole, sink);
            return;
        }
        MboxCutter cutter = new MboxCutter(whole, WINDOW, limit);
        while (true) {
            List<Unit> units = cutter.next();
            long size = 0;
            for (Unit unit : units) size += unit.bytes().length;
            boolean last = cutter.isAtEnd();
            sink.batch(new Batch(input, () -> units, size, last));
            if (last) return;
        }
    }

    private void transcriptOrOther(Input input, InputStream in, Sink sink) throws IOException {
        byte[] head = in.readNBytes(WINDOW);
        SessionCutter cutter = new SessionCutter(input, sink);
        if (head.length == WINDOW && cutter.open(head, streams)) {
            cutter.read(head, in);
            return;
        }
        if (input.size() > limit) throw new TooLarge(limit);
        InputStream whole = new SequenceInputStream(new ByteArrayInputStream(head), in);
        byte[] bytes = whole.readNBytes((int) Math.min(limit + 1, Integer.MAX_VALUE - 8));
        if (bytes.length > limit) throw new TooLarge(limit);
        sink.batch(new Batch(input, () -> List.of(new Unit(bytes, 0, 0, 0)), bytes.length, true));
    }

    private static void fail(Input input, IOException failure, Sink sink) {
        sink.batch(new Batch(
                input,
                () -> {
                    throw failure;
                },
                0,
                true));
    }

    /** Why an input could not be read, for people. */
    public static String reason(IOException failure) {
        return Inputs.reason(failure);
    }
}
