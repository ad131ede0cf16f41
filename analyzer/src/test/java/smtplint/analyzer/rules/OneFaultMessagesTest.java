package smtplint.analyzer.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import smtplint.analyzer.lint.Linter;
import smtplint.analyzer.lint.Report;
import smtplint.analyzer.lint.Settings;
import smtplint.analyzer.source.SourceText;

/** Sound messages with one fault each: it is found once, at its place, and nothing else is. */
class OneFaultMessagesTest {
    private static final Path FOLDER = Path.of("src/test/resources/messages/one-fault");
    private static final Linter LINTER = new Linter(Settings.at(Instant.parse("2026-11-22T12:00:00Z")));
    /** Hints that a longer or a missing line draws beside the fault. */
    private static final Set<String> BESIDE =
            Set.of("header-syntax/header-line-over-78", "header/subject-missing", "mime/transfer-encoding-unneeded");

    static List<String> faults() throws IOException {
        return Files.readAllLines(FOLDER.resolve("faults.txt")).stream()
                .filter(line -> !line.startsWith("#") && !line.isBlank())
                .toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void isFoundOnceAtItsPlace(String row) throws IOException {
        String[] cells = row.split(" \\| ", -1);
        String sound = Files.readString(FOLDER.resolve(cells[0] + ".eml"));
        String there = symbols(cells[1]);
        assertThat(sound).contains(there);
        String text = sound.replaceFirst(
                java.util.regex.Pattern.quote(there), java.util.regex.Matcher.quoteReplacement(symbols(cells[2])));
        // One character a byte; what is above ASCII was made to bytes before.
        String bytes = new String(
                        text.replace("\r", "\uE000").getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1)
                .replace("\n", "\r\n")
                .replace(latin1("\uE000"), "\r")
                .replace("{0xE9}", "\u00e9");
        int open = bytes.indexOf(latin1("⟦"));
        String marked = cells[3];
        if (open >= 0) {
            bytes = bytes.replace(latin1("⟦"), "");
            int close = bytes.indexOf(latin1("⟧"));
            marked = bytes.substring(open, close);
            bytes = bytes.replace(latin1("⟧"), "");
        }
        String where = marked;
        SourceText source = SourceText.of(bytes.getBytes(StandardCharsets.ISO_8859_1));
        Report report = LINTER.check(source, "message.eml");
        List<String> found = report.findings().stream()
                .filter(f -> !BESIDE.contains(f.rule().id()))
                .map(f -> f.rule().id()
                        + (where.isEmpty() ? "" : " " + place(f.span().start(), open) + latin1(source, f)))
                .toList();
        assertThat(found)
                .containsExactly(cells[4] + (where.isEmpty() ? "" : " " + (open >= 0 ? open + " " : "") + where));
    }

    private static String place(int start, int open) {
        return open >= 0 ? start + " " : "";
    }

    private static String latin1(SourceText source, smtplint.analyzer.lint.Finding finding) {
        StringBuilder text = new StringBuilder();
        for (int i = finding.span().start(); i < finding.span().end(); i++) text.append((char) source.at(i));
        return text.toString();
    }

    private static String latin1(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private static String symbols(String cell) {
        return cell.replace("⏎", "\n").replace("␍", "\r").replace("\\x01", "\u0001");
    }
}
