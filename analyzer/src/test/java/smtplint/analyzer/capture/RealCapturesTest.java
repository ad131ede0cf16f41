package smtplint.analyzer.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import smtplint.analyzer.lint.Finding;
import smtplint.analyzer.lint.Linter;
import smtplint.analyzer.lint.Report;
import smtplint.analyzer.lint.Settings;
import smtplint.analyzer.model.Command;
import smtplint.analyzer.model.Exchange;
import smtplint.analyzer.model.Session;
import smtplint.analyzer.rules.Severity;
import smtplint.analyzer.source.SourceText;

/** Captures of real programs, where they are at hand: what Suricata's and Zeek's own tests expect of them. */
class RealCapturesTest {
    private static final List<String> MESSAGE_RULES = List.of("header", "mime", "trace", "encoded");

    /** File (a part of its name), then the rule that must judge it, "-" before one that must not. */
    private static final Map<String, List<String>> EVENTS = Map.of(
            "132-smtp-nested-mail-from", List.of("command-order/nested-mail"),
            "133-smtp-out-of-order", List.of("command-order/rcpt-before-mail"),
            "130-smtp-rset-after-rcpt", List.of("-command-order/nested-mail", "-command-order/rcpt-before-mail"),
            "rejected-data", List.of("command-order/data-before-rcpt", "-command-order/nested-mail"),
            "smtp-pipelining", List.of("-command-order/nested-mail", "-command-order/rcpt-before-mail"),
            "mail-transactions-invalid",
                    List.of(
                            "command-order/nested-mail",
                            "command-order/data-before-rcpt",
                            "command-order/rcpt-before-mail"),
            "bdat-cmd-invalid", List.of("command-syntax/bdat-command-malformed"),
            "bdat-cmd-negative", List.of("command-syntax/bdat-command-malformed"),
            "multichunk", List.of("-command-syntax/bdat-command-malformed"),
            "smtp-starttls", List.of("-command-order/quit-missing"));

    /** File, then envelope fields in the order in which the client sent them, refused ones included. */
    private static final Map<String, List<String>> ENVELOPES = Map.of(
            "130-smtp-rset-after-rcpt",
                    List.of(
                            "client.example.com",
                            "<alice@example.com>",
                            "<bob@example.com>",
                            "<alice@example.com>",
                            "<bob@example.com>"),
            "bdat-gap", List.of("sender.example.com", "<sender@example.com>", "<recipient@example.com>"));

    private final Linter linter = new Linter(Settings.at(Instant.parse("2024-01-01T00:00:00Z")));

    @Test
    void conformingRecordingsHaveNoErrorOfTheDialogue() throws IOException {
        Path folder = data().resolve("transcripts/pcap");
        List<String> truth = Files.readAllLines(data().resolve("transcripts/truth.tsv"));
        int seen = 0;
        for (String row : truth) {
            String[] columns = row.split("\t", -1);
            if (!columns[0].startsWith("pcap/")) continue;
            Report report = read(folder.resolve(columns[0].substring(5)));
            assertThat(report.kind()).isEqualTo(Report.Kind.CAPTURE);
            assertThat(report.sessions()).as(columns[0]).isNotEmpty();
            boolean clean = columns[2].startsWith("none");
            List<Finding> errors =
                    dialogue(report).filter(f -> f.severity() == Severity.ERROR).toList();
            if (clean) assertThat(errors).as(columns[0]).isEmpty();
            boolean found = dialogue(report).anyMatch(f -> f.severity().isAtLeast(Severity.WARNING));
            if (!clean) System.out.println((found ? "seen     " : "not seen ") + columns[0] + "  " + columns[2]);
            seen++;
        }
        assertThat(seen).isPositive();
    }

    @Test
    void eventsOfOtherProgramsAreRaisedOrNotRaised() throws IOException {
        for (Path file : captures()) {
            Report report = read(file);
            assertThat(report.kind()).as(file.toString()).isEqualTo(Report.Kind.CAPTURE);
            assertThat(report.sessions()).as(file.toString()).isNotEmpty();
            List<String> found = report.findings().stream()
                    .map(f -> f.rule().id())
                    .distinct()
                    .toList();
            for (Map.Entry<String, List<String>> expected : EVENTS.entrySet()) {
                if (!name(file).contains(expected.getKey())) continue;
                for (String rule : expected.getValue()) {
                    boolean not = rule.startsWith("-");
                    System.out.println(name(file) + "  " + rule);
                    if (not) assertThat(found).as(name(file)).doesNotContain(rule.substring(1));
                    else assertThat(found).as(name(file)).contains(rule);
                }
            }
        }
    }

    @Test
    void envelopesAreThoseThatOtherProgramsRead() throws IOException {
        int compared = 0;
        for (Path file : captures()) {
            for (Map.Entry<String, List<String>> expected : ENVELOPES.entrySet()) {
                if (!name(file).contains(expected.getKey())) continue;
                assertThat(envelope(read(file).sessions().get(0)))
                        .as(name(file))
                        .isEqualTo(expected.getValue());
                compared++;
            }
        }
        assertThat(compared).isEqualTo(ENVELOPES.size());
    }

    private static List<String> envelope(Session session) {
        List<String> fields = new ArrayList<>();
        for (Exchange exchange : session.exchanges()) {
            if (exchange.command().isEmpty()) continue;
            Command command = exchange.command().get();
            String argument = command.argument().value();
            switch (command.verb().value().toUpperCase(Locale.ROOT)) {
                case "EHLO", "HELO" -> fields.add(argument);
                case "MAIL", "RCPT" -> fields.add(path(argument));
                default -> {}
            }
        }
        return fields;
    }

    private static String path(String argument) {
        int from = argument.indexOf('<');
        return from < 0 ? argument : argument.substring(from, argument.indexOf('>') + 1);
    }

    private static Stream<Finding> dialogue(Report report) {
        return report.findings().stream()
                .filter(f ->
                        MESSAGE_RULES.stream().noneMatch(prefix -> f.rule().id().startsWith(prefix)));
    }

    private Report read(Path file) throws IOException {
        return linter.check(SourceText.of(Files.readAllBytes(file)), name(file));
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }

    private static List<Path> captures() throws IOException {
        try (Stream<Path> all = Files.walk(data().resolve("captures"))) {
            return all.filter(file -> name(file).matches(".*\\.pcap(ng)?"))
                    .sorted()
                    .toList();
        }
    }

    /** The folder with the real data; the test is skipped where there is none. */
    private static Path data() {
        Path root = Path.of("").toAbsolutePath();
        if (root.endsWith("analyzer")) root = root.getParent();
        Path data = Path.of(System.getProperty(
                "smtplint.data", root.resolveSibling("shared").resolve("data").toString()));
        if (!Files.isDirectory(data)) System.out.println("skipped: no captures at " + data);
        assumeTrue(Files.isDirectory(data));
        return data;
    }
}
