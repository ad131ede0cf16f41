package smtplint.analyzer.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import smtplint.analyzer.dialect.DialectDetector;
import smtplint.analyzer.dialect.Recording;
import smtplint.analyzer.dialect.SessionLines;
import smtplint.analyzer.dialect.TranscriptLine;
import smtplint.analyzer.dialect.TranscriptLine.Kind;
import smtplint.analyzer.rules.Severity;
import smtplint.analyzer.source.Evidence;
import smtplint.analyzer.source.LineEnding;
import smtplint.analyzer.source.SourceText;

/**
 * Sessions that others recorded, taken apart into a file for each side and put together again: nobody is accused of an
 * error whom the recording itself does not accuse.
 */
class SplitRecordingsTest {
    private static final Linter LINTER = new Linter(Settings.at(Instant.parse("2026-11-22T12:00:00Z")));
    private static final long STEP = 10_000;

    /** The words of the two sides, as files. */
    private record Halves(byte[] client, byte[] server) {

        static Halves of(SessionLines session, boolean stamped) {
            ByteArrayOutputStream client = new ByteArrayOutputStream();
            ByteArrayOutputStream server = new ByteArrayOutputStream();
            long time = 1_767_607_201_000_000L;
            for (TranscriptLine line : session.lines()) {
                if (line.isEvent()) continue;
                ByteArrayOutputStream half = line.kind() == Kind.CLIENT ? client : server;
                time += STEP;
                if (stamped)
                    half.writeBytes(String.format(Locale.ROOT, "%d.%06d ", time / 1_000_000, time % 1_000_000)
                            .getBytes(StandardCharsets.US_ASCII));
                half.writeBytes(line.content().copy());
                half.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
            }
            return new Halves(client.toByteArray(), server.toByteArray());
        }

        List<Report> judged() {
            return LINTER.worker().checkPair(SourceText.of(client), "a.in", SourceText.of(server), "a.out");
        }
    }

    /** Those that such a recording can show at all. */
    private static Set<String> errors(Report report, Set<Evidence> shown) {
        Set<String> rules = new TreeSet<>();
        for (Finding finding : report.findings())
            if (finding.severity() == Severity.ERROR
                    && finding.rule().missing(shown).isEmpty())
                rules.add(finding.rule().id());
        return rules;
    }

    /**
     * Both sides whole, nothing left out, and the wire's form of the content. Lines that end by LF alone are left out:
     * in a file for each side they are judged by other rules than in a recording that shows no line ends.
     */
    private static boolean isComplete(SessionLines session) {
        boolean whole = session.evidence()
                .containsAll(Set.of(Evidence.BOTH, Evidence.ORDER, Evidence.MESSAGE, Evidence.STUFFED, Evidence.START));
        return whole
                && session.lines().stream()
                        .noneMatch(line -> line.hidden()
                                || line.ending() == LineEnding.LF
                                || line.kind() == Kind.ELIDED
                                || line.kind() == Kind.GAP
                                || line.kind() == Kind.TLS);
    }

    @Test
    void nobodyElseIsAccused() throws IOException {
        int joined = 0;
        int unjoined = 0;
        int sameErrors = 0;
        List<String> accused = new ArrayList<>();
        for (Path file : files(SharedData.folder("transcripts"))) {
            SourceText text = SourceText.of(Files.readAllBytes(file));
            Optional<Recording> recording = DialectDetector.read(text, Optional.empty());
            if (recording.isEmpty() || recording.get().sessions().size() != 1) continue;
            SessionLines session = recording.get().sessions().get(0);
            if (!isComplete(session)) continue;
            Set<Evidence> shown = session.evidence();
            Set<String> known = errors(LINTER.check(text, file.getFileName().toString()), shown);
            for (boolean stamped : List.of(true, false)) {
                List<Report> reports = Halves.of(session, stamped).judged();
                if (reports.size() == 1) joined++;
                else unjoined++;
                Set<String> found = errors(reports.get(0), shown);
                if (stamped && found.equals(known)) sameErrors++;
                found.removeAll(known);
                if (!found.isEmpty()) accused.add(file.getFileName() + (stamped ? " timed: " : ": ") + found);
            }
        }
        System.out.printf(
                Locale.ROOT,
                "split recordings: %d pairs joined, %d not; %d of the timed ones with the same errors%n",
                joined,
                unjoined,
                sameErrors);
        assertThat(accused).isEmpty();
        assertThat(joined).isGreaterThan(10 * unjoined);
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> found = Files.walk(folder)) {
            return found.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
