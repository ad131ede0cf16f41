package smtplint.analyzer.capture;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import smtplint.analyzer.dialect.ReadingLimits;
import smtplint.analyzer.dialect.Recording;
import smtplint.analyzer.dialect.SessionLines;
import smtplint.analyzer.dialect.SessionStream;
import smtplint.analyzer.dialect.StreamedSession;
import smtplint.analyzer.source.SourceText;

/** Reads the mail sessions in a pcap or pcapng file. */
public final class CaptureReader {
    public static final String NAME = "pcap";

    private CaptureReader() {}

    /** Tells a capture by its first octets. */
    public static boolean isCapture(SourceText file) {
        return file.start() == 0 && (PcapFile.is(file.buffer(), file.end()) || isPcapng(file));
    }

    private static boolean isPcapng(SourceText file) {
        return PcapngFile.is(file.buffer(), file.end());
    }

    /**
     * What was said, and where.
     *
     * @param source the lines of the dialogues, which know where in the file they stand
     */
    public record Capture(Recording recording, SourceText source) {}

    public static Capture read(SourceText file) {
        return read(file, ReadingLimits.DEFAULT);
    }

    public static Capture read(SourceText file, ReadingLimits limits) {
        List<SessionReader> sessions = new ArrayList<>();
        CaptureSessions capture = new CaptureSessions(isPcapng(file), false, limits, sessions::add);
        capture.read(new Octets(file.buffer(), file.end(), true, 0), true);
        capture.finish(file.buffer()[0]);
        sessions.sort(Comparator.comparingInt(session -> session.notes().number()));
        SourceText source = capture.text();
        List<SessionLines> lines = sessions.stream()
                .map(session -> session.notes().session(source))
                .toList();
        return new Capture(capture.recording(lines), source);
    }

    /**
     * Begins to read a capture that is too large to keep.
     *
     * @param head its first octets; they are to be given to {@link SessionStream#take} too
     * @param sink takes the sessions in the order of their ends
     */
    public static SessionStream stream(SourceText head, ReadingLimits limits, Consumer<StreamedSession> sink) {
        Consumer<SessionReader> ended = session ->
                sink.accept(new StreamedSession(session.page().excerpt(), session.notes()::session, List.of()));
        CaptureSessions capture = new CaptureSessions(isPcapng(head), true, limits, ended);
        return new CaptureStream(capture, head.buffer()[0]);
    }
}
