package smtplint.analyzer.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import smtplint.analyzer.lint.Linter;
import smtplint.analyzer.lint.Settings;
import smtplint.analyzer.source.SourceText;

/** Messages as common programs write them: nothing in them breaks a MUST, and only obsolete forms deserve a warning. */
class ConformingMessagesTest {
    private static final Path MESSAGES = Path.of("src/test/resources/messages/conforming");
    private static final Linter LINTER = new Linter(Settings.at(Instant.parse("2026-11-22T16:00:00Z")));

    static List<Path> messages() throws IOException {
        try (Stream<Path> files = Files.list(MESSAGES)) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("messages")
    void findsNothingToWarnOf(Path file) throws IOException {
        String name = file.getFileName().toString();
        Severity worst = name.startsWith("obsolete-") ? Severity.ERROR : Severity.WARNING;
        assertThat(LINTER.check(SourceText.of(Files.readAllBytes(file)), name).findings().stream()
                        .filter(f -> f.severity().isAtLeast(worst))
                        .map(f -> f.severity() + " " + f.rule().id() + " " + f.span() + ": " + f.message()))
                .isEmpty();
    }
}
