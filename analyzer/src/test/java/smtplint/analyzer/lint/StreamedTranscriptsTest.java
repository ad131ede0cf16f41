package smtplint.analyzer.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static smtplint.analyzer.lint.PieceByPiece.cutAt;
import static smtplint.analyzer.lint.PieceByPiece.inPieces;
import static smtplint.analyzer.lint.PieceByPiece.streams;
import static smtplint.analyzer.lint.PieceByPiece.whole;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import smtplint.analyzer.dialect.Dialect;
import smtplint.analyzer.dialect.DialectDetector;
import smtplint.analyzer.model.Side;
import smtplint.analyzer.rules.Severity;
import smtplint.analyzer.source.SourceText;

/** A transcript read piece by piece gives the findings of the same transcript read whole, however it was cut. */
class StreamedTranscriptsTest {
    private static final Path RECORDINGS = Path.of("../../shared/data/transcripts");
    private static final Path SAMPLES = Path.of("../samples");
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    private static Linter linter(Limits limits) {
        return new Linter(new Settings(NOW, Map.of(), Optional.empty(), limits));
    }

    /** Each example twice in one file, so that sessions follow each other and keys are used again. */
    @TestFactory
    Stream<DynamicTest> examplesCutAtEveryByte() {
        Linter linter = linter(Limits.DEFAULT);
        return DialectDetector.dialects().stream()
                .map(Dialect::example)
                .map(example -> (example + example).getBytes(StandardCharsets.UTF_8))
                .filter(bytes -> streams(linter, bytes))
                .map(bytes -> DynamicTest.dynamicTest(
                        linter.check(SourceText.of(bytes), "").dialect(), () -> {
                            List<String> whole = whole(linter, bytes);
                            for (int cut = 0; cut <= bytes.length; cut++)
                                assertThat(cutAt(linter, bytes, cut))
                                        .as("cut at %d", cut)
                                        .isEqualTo(whole);
                        }));
    }

    @TestFactory
    Stream<DynamicTest> samplesCutAtEveryByte() throws IOException {
        return files(SAMPLES)
                .map(file -> DynamicTest.dynamicTest(file.toString(), () -> {
                    Linter linter = linter(Limits.DEFAULT);
                    byte[] bytes = Files.readAllBytes(file);
                    if (bytes.length > 20_000 || !streams(linter, bytes)) return;
                    List<String> whole = whole(linter, bytes);
                    int step = 1 + bytes.length / 50;
                    for (int cut = 0; cut <= bytes.length; cut += step)
                        assertThat(cutAt(linter, bytes, cut))
                                .as("cut at %d", cut)
                                .isEqualTo(whole);
                }));
    }

    @TestFactory
    Stream<DynamicTest> recordingsInPieces() throws IOException {
        assumeTrue(Files.isDirectory(RECORDINGS), "skipped, no " + RECORDINGS);
        return files(RECORDINGS)
                .map(file -> DynamicTest.dynamicTest(file.toString(), () -> {
                    Linter linter = linter(Limits.DEFAULT);
                    byte[] bytes = Files.readAllBytes(file);
                    if (!streams(linter, bytes)) return;
                    List<String> whole = whole(linter, bytes);
                    for (int size : new int[] {1, 4096})
                        assertThat(inPieces(linter, bytes, size)).isEqualTo(whole);
                }));
    }

    @Test
    void limitsAreTheSame() {
        Linter linter = linter(new Limits(400, 100, 1000, 20, 3, 10, 2));
        String session = "# session %1$s\nS: 220 mx.example.net\nC: NOOP\nS: 250 Ok\n";
        String longLine = "C: NOOP " + "x".repeat(150) + "\nS: 250 Ok\n";
        String large = "C: NOOP\nS: 250 Ok\n".repeat(45);
        String text = "S: 220 mx.example.net\n" + longLine + large + session.formatted("a") + session.formatted("b")
                + session.formatted("c") + longLine + session.formatted("d") + "# smtplint: ignore=no/such\n";
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        List<String> whole = whole(linter, bytes);
        assertThat(whole).anyMatch(finding -> finding.contains("The length of the line is over the limit of 100"));
        assertThat(whole).anyMatch(finding -> finding.contains("The size of the session is over the limit of 400"));
        assertThat(whole).anyMatch(finding -> finding.contains("The number of open sessions is over the limit of 2"));
        for (int cut = 0; cut <= bytes.length; cut++)
            assertThat(cutAt(linter, bytes, cut)).as("cut at %d", cut).isEqualTo(whole);
        assertThat(inPieces(linter, bytes, 1)).isEqualTo(whole);
    }

    /** A log that was rotated begins and ends in the middle of sessions: nobody is blamed for what is not there. */
    @TestFactory
    Stream<DynamicTest> cutSessionsAreNotAtFault() {
        return DialectDetector.dialects().stream()
                .map(dialect -> DynamicTest.dynamicTest(dialect.name(), () -> {
                    Linter linter =
                            new Linter(new Settings(NOW, Map.of(), Optional.of(dialect.name()), Limits.DEFAULT));
                    Set<String> whole = faults(linter, dialect.example());
                    String[] lines = dialect.example().split("(?<=\n)");
                    for (int from = 0; from < lines.length; from++)
                        for (int to = from + 1; to <= lines.length; to++) {
                            String part = String.join("", Arrays.copyOfRange(lines, from, to));
                            assertThat(whole).as(part).containsAll(faults(linter, part));
                        }
                }));
    }

    /** The logs of servers end in the middle of a line too. */
    @ParameterizedTest
    @ValueSource(
            strings = {"postfix-smtpd-v", "postfix-smtp-v", "exim-debug", "exchange-smtp", "hmailserver", "mdaemon"})
    void halfLinesAreNotAtFault(String name) {
        Linter linter = new Linter(new Settings(NOW, Map.of(), Optional.of(name), Limits.DEFAULT));
        String example = DialectDetector.find(name).orElseThrow().example();
        Set<String> whole = faults(linter, example);
        for (int cut = 1; cut < example.length(); cut++) {
            assertThat(whole).as(example.substring(0, cut)).containsAll(faults(linter, example.substring(0, cut)));
            assertThat(whole).as(example.substring(cut)).containsAll(faults(linter, example.substring(cut)));
        }
    }

    private static Set<String> faults(Linter linter, String text) {
        return linter.check(SourceText.of(text), "").findings().stream()
                .filter(finding -> finding.severity().isAtLeast(Severity.WARNING))
                // What the server's own words say needs no more than the words.
                .filter(finding -> !finding.rule().id().equals("reply/reports-client-fault"))
                // A message that quotes a session has faults of its own.
                .filter(finding -> finding.side() != Side.MESSAGE)
                .map(finding -> finding.rule().id())
                .collect(Collectors.toSet());
    }

    private static Stream<Path> files(Path folder) throws IOException {
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk
                    .filter(Files::isRegularFile)
                    .filter(file -> !file.toString().endsWith(".findings"))
                    .sorted()
                    .toList()
                    .stream();
        }
    }
}
