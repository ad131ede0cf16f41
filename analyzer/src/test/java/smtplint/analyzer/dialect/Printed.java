package smtplint.analyzer.dialect;

import java.util.Optional;
import java.util.stream.Collectors;
import smtplint.analyzer.dialect.TranscriptLine.Kind;
import smtplint.analyzer.source.LineEnding;
import smtplint.analyzer.source.SourceText;

/** Prints what a dialect read, for tests to compare. */
final class Printed {
    private Printed() {}

    /** Reads the text in the named dialect; one line of output for each transcript line. */
    static String read(String dialect, String text) {
        return print(
                DialectDetector.read(SourceText.of(text), Optional.of(dialect)).orElseThrow());
    }

    static String print(Recording recording) {
        return recording.sessions().stream().map(Printed::session).collect(Collectors.joining());
    }

    static String evidence(SessionLines session) {
        return session.evidence().stream().sorted().map(Enum::name).collect(Collectors.joining(" "));
    }

    private static String session(SessionLines session) {
        return "session" + (session.key().isEmpty() ? "" : " " + session.key()) + ": " + evidence(session) + "\n"
                + session.lines().stream().map(Printed::line).collect(Collectors.joining());
    }

    private static String line(TranscriptLine line) {
        String side = line.kind() == Kind.CLIENT
                ? "C"
                : line.kind() == Kind.SERVER ? "S" : line.kind().name();
        String time = line.time() < 0 ? "" : " @" + line.time() / 1000 + "ms";
        String ending = line.ending() == LineEnding.UNKNOWN ? "" : " " + line.ending();
        String content = line.isEvent() ? "" : " |" + visible(line.content().toString()) + "|";
        return side + content + ending + time + (line.hidden() ? " hidden" : "") + "\n";
    }

    private static String visible(String text) {
        return text.replace("\r", "␍").replace("\n", "␊").replace("\t", "␉").replace("\0", "␀");
    }
}
