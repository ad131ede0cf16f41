package smtplint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What smtplint says of each sample stands beside it; -Dupdate writes it anew, to be reviewed as a difference. */
class SamplesTest {
    private static final Path SAMPLES = Path.of("../samples");
    private static final String NOW = "2026-11-22T12:00:00Z";

    static List<String> samples() throws IOException {
        try (Stream<Path> files = Files.list(SAMPLES)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.endsWith(".findings") && !name.endsWith(".md"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("samples")
    void saysWhatStandsBesideTheSample(String name) throws IOException {
        TestShell shell = new TestShell();
        shell.run(
                "check",
                "--format",
                "concise",
                "--now",
                NOW,
                "--quiet",
                "--min-level",
                "hint",
                SAMPLES.resolve(name).toString());
        String said = shell.output().replace(SAMPLES + "/", "");
        Path expected = SAMPLES.resolve(name + ".findings");
        if (System.getProperty("update") != null) Files.writeString(expected, said);
        assertThat(expected).as("run: mvn -pl cli -am test -Dupdate").exists();
        assertThat(said).isEqualTo(Files.readString(expected));
    }

    @Test
    void findsNothingInCleanSamples() throws IOException {
        List<String> clean =
                samples().stream().filter(name -> name.startsWith("clean-")).toList();
        assertThat(clean).isNotEmpty();
        for (String name : clean) {
            TestShell shell = new TestShell();
            shell.run(
                    "check",
                    "--format",
                    "concise",
                    "--quiet",
                    "--now",
                    NOW,
                    SAMPLES.resolve(name).toString());
            assertThat(shell.output()).as(name).isEmpty();
        }
    }
}
