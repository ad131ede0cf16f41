package smtplint.cli.format;

import static org.assertj.core.api.Assertions.assertThat;
import static smtplint.analyzer.rules.Severity.ERROR;
import static smtplint.analyzer.rules.Severity.HINT;
import static smtplint.analyzer.rules.Severity.INFO;
import static smtplint.analyzer.rules.Severity.WARNING;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import smtplint.analyzer.lint.Finding;
import smtplint.analyzer.lint.Report;
import smtplint.analyzer.rules.Findings;
import smtplint.analyzer.rules.Severity;
import smtplint.analyzer.source.SourceText;
import smtplint.analyzer.source.Span;
import smtplint.cli.StandIn;

/** One report in every format, beside golden files; {@code -Dupdate} writes them anew. */
class FormatsTest {
    private static final Path GOLDEN = Path.of("src/test/resources/formats");

    private static final String PATH = "samples/odd\u001b[1m.smtp";
    private static final String TEXT = "S: 220 mx.example.net\n"
            + "C: EHLO client.example.com\tx\u0000y\r\r\n"
            + "C: MAIL FROM:<jürgen@例え.example> \u202ereversed\n"
            + "C: " + "long ".repeat(60) + "here " + "long ".repeat(60) + "\n"
            + "S: 500 one\nS: 500 two\nS: 500 three\n"
            + "C: QUIT\n";

    private static Span at(String word) {
        byte[] before = TEXT.substring(0, TEXT.indexOf(word)).getBytes(StandardCharsets.UTF_8);
        return new Span(before.length, before.length + word.getBytes(StandardCharsets.UTF_8).length);
    }

    private static List<Finding> findings() {
        Span lineEnd = at("\r\r\n");
        Finding folded = new Finding(
                StandIn.rule(ERROR),
                ERROR,
                smtplint.analyzer.model.Side.SERVER,
                "this line drags others behind it",
                at("long"),
                List.of(
                        new Findings.Related(at("220"), "greeted here"),
                        new Findings.Related(at("500 one"), "consequence", true),
                        new Findings.Related(at("500 three"), "consequence", true)),
                5,
                "session[1].transaction[1].data",
                Optional.empty());
        return List.of(
                StandIn.finding(WARNING, at("\u0000")),
                StandIn.finding(ERROR, new Span(lineEnd.start() + 1, lineEnd.end())),
                StandIn.finding(INFO, at("例え"), new Findings.Related(at("\u202e"), "and \u001b[31m here")),
                folded,
                StandIn.finding(ERROR, at("here")),
                StandIn.finding(INFO, at("500 one").to(at("500 three"))),
                StandIn.finding(HINT, at("QUIT")),
                StandIn.finding(WARNING, Span.at(TEXT.getBytes(StandardCharsets.UTF_8).length)));
    }

    private static String print(String name) {
        ReportFormat format = Formats.of(name, new Colours(false), 100, true);
        Report report = StandIn.report(SourceText.of(TEXT), findings());
        Places places = new Places(report.source(), 0, 0);
        Secrets secrets = Secrets.of(report);
        ReportFormat.Context context = new ReportFormat.Context(List.of(PATH), report, places, secrets);
        Summary summary = new Summary();
        StringBuilder out = new StringBuilder(format.begin());
        for (Finding finding : report.findings()) {
            Placed placed = Placed.of(finding, places, secrets, finding.selector());
            if (finding != report.findings().get(0)) out.append(format.separator());
            out.append(format.finding(placed, context));
            summary.count(placed);
        }
        summary.files = 2;
        summary.doubtful = 1;
        summary.sessions = 1;
        summary.messages = 1024;
        summary.bytes = TEXT.length();
        summary.hundredths = 12;
        summary.exit = 1;
        int size = TEXT.length();
        out.append(format.file(new FileRecord(
                PATH, "transcript", "smtp", 95, 1, 1024, size, 8, false, Optional.empty(), Optional.empty())));
        out.append(format.file(new FileRecord(
                "Mail.java", "transcript", "inferred", 60, 0, 0, size, 0, true, Optional.empty(), Optional.empty())));
        return out.append(format.end(summary)).toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"full", "concise", "json", "jsonl"})
    void printsAsTheGoldenFileShows(String name) throws IOException {
        Path golden = GOLDEN.resolve("report." + name);
        String printed = print(name);
        if (System.getProperty("update") != null) Files.writeString(golden, printed);
        assertThat(printed).isEqualTo(Files.readString(golden));
    }

    @ParameterizedTest
    @ValueSource(strings = {"full", "concise"})
    void nothingInTheInputReachesTheTerminalRaw(String name) {
        assertThat(print(name).codePoints().filter(c -> c != '\n').allMatch(Printable::isPrintable))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"full", "concise"})
    void noLineIsWiderThanTheTerminalButTheHeading(String name) {
        assertThat(print(name).lines().filter(line -> line.contains(" │")))
                .allMatch(line -> line.codePoints().map(Printable::width).sum() <= 100);
    }

    @org.junit.jupiter.api.Test
    void severitiesAreAllShown() {
        for (Severity severity : Severity.values()) assertThat(print("concise")).contains(": " + severity.word() + " ");
    }
}
