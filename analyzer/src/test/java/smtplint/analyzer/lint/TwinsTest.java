package smtplint.analyzer.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Recordings of real programs in twins/DIALECT.VARIANT/SCENARIO.txt, and beside them what crossed the wire. They were made
 * with recorder/, after the dialects had been written. Where the two may differ, exceptions.tsv says why.
 */
class TwinsTest {
    /** Or a folder with new ones. */
    private static final Path TWINS = Path.of(System.getProperty("smtplint.twins", "src/test/resources/twins"));

    /** @param scenario and the others: "*" stands for any text, at the end or alone */
    private record Excuse(String variant, String scenario, String kind, String rule, String reason) {
        private static Excuse read(String row) {
            String[] columns = row.split("\t", -1);
            assertThat(columns).as(row).hasSize(5);
            return new Excuse(columns[0], columns[1], columns[2], columns[3], columns[4]);
        }

        private boolean excuses(Path recording, Twins.Difference difference) {
            return fits(variant, variantOf(recording))
                    && fits(scenario, scenarioOf(recording))
                    && fits(kind, difference.kind())
                    && fits(rule, difference.rule());
        }

        private static boolean fits(String pattern, String text) {
            return pattern.endsWith("*")
                    ? text.startsWith(pattern.substring(0, pattern.length() - 1))
                    : text.equals(pattern);
        }
    }

    @TestFactory
    Stream<DynamicTest> recordingsSayWhatTheWireSays() throws IOException {
        List<Excuse> exceptions = exceptions();
        return recordings().stream()
                .map(file -> DynamicTest.dynamicTest(TWINS.relativize(file).toString(), () -> {
                    List<Twins.Difference> unexplained = new ArrayList<>(differences(file));
                    unexplained.removeIf(difference -> exceptions.stream().anyMatch(e -> e.excuses(file, difference)));
                    assertThat(unexplained).isEmpty();
                }));
    }

    /** An exception that nothing needs any more hides the next fault. */
    @Test
    void everyExceptionIsNeeded() throws IOException {
        assumeTrue(TWINS.startsWith("src"));
        List<Excuse> unused = exceptions();
        for (Path file : recordings())
            for (Twins.Difference difference : differences(file)) unused.removeIf(e -> e.excuses(file, difference));
        assertThat(unused).isEmpty();
    }

    @Test
    void holdsManyPrograms() throws IOException {
        assumeTrue(TWINS.startsWith("src"));
        TreeSet<String> variants = new TreeSet<>();
        recordings().forEach(file -> variants.add(variantOf(file)));
        assertThat(variants).hasSizeGreaterThan(35);
        assertThat(recordings()).hasSizeGreaterThan(400);
    }

    private static List<Twins.Difference> differences(Path file) throws IOException {
        Report recording =
                Twins.read(Files.readAllBytes(file), file.getFileName().toString());
        Report wire = Twins.read(Files.readAllBytes(wireOf(file)), "wire.smtp");
        assertThat(wire.dialect()).isEqualTo("smtp");
        List<Twins.Difference> differences = new ArrayList<>(Twins.compare(recording, wire));
        if (!recording.dialect().equals(dialect(file)))
            differences.add(new Twins.Difference("DIALECT", recording.dialect(), "instead of " + dialect(file)));
        return differences;
    }

    /** All that was made of one capture has one wire. */
    private static Path wireOf(Path recording) {
        String name = scenarioOf(recording) + ".smtp";
        Path beside = recording.resolveSibling(name);
        return Files.exists(beside) ? beside : TWINS.resolve("captured").resolve(name);
    }

    private static String variantOf(Path recording) {
        return recording.getParent().getFileName().toString();
    }

    private static String dialect(Path recording) {
        String variant = variantOf(recording);
        int dot = variant.indexOf('.');
        return dot < 0 ? variant : variant.substring(0, dot);
    }

    private static String scenarioOf(Path recording) {
        String name = recording.getFileName().toString();
        return name.substring(0, name.length() - ".txt".length());
    }

    private static List<Path> recordings() throws IOException {
        try (Stream<Path> files = Files.walk(TWINS)) {
            return files.filter(file -> file.toString().endsWith(".txt"))
                    .sorted()
                    .toList();
        }
    }

    private static List<Excuse> exceptions() throws IOException {
        List<Excuse> exceptions = new ArrayList<>();
        for (String row : Files.readAllLines(Path.of("src/test/resources/twins/exceptions.tsv")))
            if (!row.isEmpty() && !row.startsWith("#")) exceptions.add(Excuse.read(row));
        return exceptions;
    }
}
