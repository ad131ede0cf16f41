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
import smtplint.analyzer.MarkedText;
import smtplint.analyzer.lint.Linter;
import smtplint.analyzer.lint.Report;
import smtplint.analyzer.lint.Settings;

/** Edge cases, one a file in cases/CATEGORY: its carets mark all that the rules of this category find in it. */
class CaseFilesTest {
    private static final Path CASES = Path.of("src/test/resources/cases");
    private static final Linter LINTER = new Linter(Settings.at(Instant.parse("2026-11-22T12:00:00Z")));

    static List<Path> cases() throws IOException {
        try (Stream<Path> files = Files.walk(CASES)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void findsExactlyWhatIsMarked(Path file) throws IOException {
        String category = file.getParent().getFileName().toString();
        MarkedText text = MarkedText.crlf(Files.readString(file));
        Report report = LINTER.check(text.source(), file.getFileName().toString());
        List<String> found = report.findings().stream()
                .filter(f -> f.rule().category().equals(category))
                .map(f -> f.span() + " " + f.rule().id())
                .toList();
        List<String> marked =
                text.marks().stream().map(m -> m.span() + " " + m.rule()).toList();
        assertThat(found).isEqualTo(marked);
    }
}
