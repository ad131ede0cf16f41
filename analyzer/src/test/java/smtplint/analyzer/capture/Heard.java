package smtplint.analyzer.capture;

import java.util.stream.Collectors;
import smtplint.analyzer.dialect.Recording;
import smtplint.analyzer.dialect.SessionLines;
import smtplint.analyzer.dialect.TranscriptLine;
import smtplint.analyzer.source.SourceText;

/** Prints what was read in a capture, for tests to compare. */
final class Heard {
    private Heard() {}

    static String in(byte[] capture) {
        return in(CaptureReader.read(SourceText.of(capture)).recording());
    }

    static String in(Recording recording) {
        return recording.sessions().stream().map(Heard::session).collect(Collectors.joining("--\n"));
    }

    static String session(SessionLines session) {
        return session.lines().stream().map(Heard::line).collect(Collectors.joining());
    }

    private static String line(TranscriptLine line) {
        if (line.isEvent()) return line.kind() + "\n";
        String end = switch (line.ending()) {
            case CRLF -> "";
            case LF -> "\\n";
            default -> "\\";
        };
        String side = line.kind() == TranscriptLine.Kind.CLIENT ? "C: " : "S: ";
        String text = line.content().toString().replace("\r", "\\r");
        return side + text + end + (line.hidden() ? " hidden" : "") + "\n";
    }
}
