package smtplint.analyzer.lint;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import smtplint.analyzer.dialect.DialectDetector;
import smtplint.analyzer.dialect.Recording;
import smtplint.analyzer.dialect.SessionLines;
import smtplint.analyzer.dialect.TranscriptLine;
import smtplint.analyzer.lint.TrapTable.Fault;
import smtplint.analyzer.lint.TrapTable.Row;
import smtplint.analyzer.model.Exchange;
import smtplint.analyzer.model.Reply;
import smtplint.analyzer.model.Session;
import smtplint.analyzer.model.Turn;
import smtplint.analyzer.rules.Severity;
import smtplint.analyzer.source.LineEnding;
import smtplint.analyzer.source.SourceText;
import smtplint.analyzer.source.Span;

/** Where recordings mislead: what is read of each, that nothing conforming is an error, that what is wrong is found. */
class TrapsTest {
    private static final Linter LINTER = new Linter(Settings.at(Instant.parse("2026-01-05T12:00:00Z")));

    static List<Row> rows() throws IOException {
        List<Row> rows = TrapTable.rows();
        if (System.getProperty("update") == null) return rows;
        Map<Path, List<Row>> byFile = rows.stream()
                .map(row -> row.with(read(row)))
                .collect(groupingBy(Row::file, LinkedHashMap::new, Collectors.toList()));
        for (Map.Entry<Path, List<Row>> file : byFile.entrySet()) TrapTable.write(file.getKey(), file.getValue());
        return TrapTable.rows();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void isReadAsItWasMeant(Row row) {
        assertThat(LINTER.check(SourceText.of(row.text()), "").dialect()).isEqualTo(row.dialect());
        assertThat(String.join("\n", read(row))).isEqualTo(String.join("\n", row.read()));
        assertThat(row.read()).as("conforming").noneMatch(line -> line.startsWith("! error"));
    }

    static Stream<Planted> faults() {
        return TrapTable.rows().stream().flatMap(row -> row.faults().stream().map(fault -> new Planted(row, fault)));
    }

    record Planted(Row row, Fault fault) {
        @Override
        public String toString() {
            return row + ": " + fault.planted();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void theFaultIsFoundWhereItIs(Planted planted) {
        String marked = planted.fault().in(planted.row().text());
        int start = octets(marked, marked.indexOf('«'));
        int end = octets(marked, marked.indexOf('»')) - "«".getBytes(StandardCharsets.UTF_8).length;
        String text = marked.replace("«", "").replace("»", "");
        Report report = LINTER.check(SourceText.of(text), "");
        List<String> expected = new ArrayList<>(planted.fault().rules());
        assertThat(report.dialect()).isEqualTo(planted.row().dialect());
        assertThat(report.findings())
                .filteredOn(finding -> finding.rule().id().equals(expected.get(0)))
                .extracting(Finding::span)
                .contains(new Span(start, end));
        List<String> found = serious(report);
        serious(LINTER.check(SourceText.of(planted.row().text()), "")).forEach(found::remove);
        if (!found.contains(expected.get(0))) expected.remove(0);
        assertThat(found).containsExactlyInAnyOrderElementsOf(expected);
    }

    private static List<String> serious(Report report) {
        return report.findings().stream()
                .filter(finding -> finding.severity().compareTo(Severity.WARNING) <= 0)
                .map(finding -> finding.rule().id())
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private static int octets(String text, int characters) {
        assertThat(characters).as("place of the fault").isNotNegative();
        return text.substring(0, characters).getBytes(StandardCharsets.UTF_8).length;
    }

    /** Each session: its lines, those of one reply joined; what answered what; and then what was found in the file. */
    private static List<String> read(Row row) {
        SourceText source = SourceText.of(row.text());
        Report report = LINTER.check(source, "");
        Optional<Recording> recording = DialectDetector.read(source, Optional.empty());
        List<String> read = new ArrayList<>();
        if (recording.isPresent())
            for (int i = 0; i < report.sessions().size(); i++)
                session(recording.get().sessions().get(i), report.sessions().get(i), read);
        for (Finding finding : report.findings())
            if (finding.severity() != Severity.HINT)
                read.add("! " + finding.severity().word() + " "
                        + finding.rule().id() + " «"
                        + visible(source.slice(
                                        finding.span().start(), finding.span().end())
                                .toString()) + "»");
        return read;
    }

    private static void session(SessionLines lines, Session session, List<String> read) {
        read.add(("session " + lines.key()).strip() + ": "
                + lines.evidence().stream().sorted().map(Enum::name).collect(Collectors.joining(" ")));
        Deque<Boolean> first = new ArrayDeque<>();
        for (Turn turn : session.dialogue().turns())
            if (turn.what() instanceof Reply reply)
                for (int i = 0; i < reply.lines().size(); i++) first.add(i == 0);
        for (TranscriptLine line : lines.lines()) {
            String side = switch (line.kind()) {
                case CLIENT -> "C ";
                case SERVER -> "S ";
                default -> line.kind().name();
            };
            String text =
                    visible(line.content().toString()) + ending(line.ending()) + (line.hidden() ? " (hidden)" : "");
            if (line.kind() == TranscriptLine.Kind.SERVER && !first.remove())
                read.set(read.size() - 1, read.get(read.size() - 1) + " | " + text);
            else read.add((side + text).stripTrailing());
        }
        read.add("= " + session.exchanges().stream().map(TrapsTest::answered).collect(Collectors.joining(", ")));
    }

    private static String answered(Exchange exchange) {
        String codes = exchange.replies().stream()
                .map(reply -> String.valueOf(reply.code()))
                .collect(Collectors.joining("+"));
        return (exchange.verb() + " " + codes).strip() + (exchange.tainted() ? " tainted" : "");
    }

    private static String ending(LineEnding ending) {
        return switch (ending) {
            case CRLF -> "␍␊";
            case LF -> "␊";
            case CR -> "␍";
            case NONE -> "␄";
            case UNKNOWN -> "";
        };
    }

    private static String visible(String text) {
        return text.replace("\r", "␍")
                .replace("\n", "␊")
                .replace("\t", "␉")
                .replace("\0", "␀")
                .replace("\b", "␈");
    }
}
