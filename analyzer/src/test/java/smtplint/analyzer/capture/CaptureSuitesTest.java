package smtplint.analyzer.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import smtplint.analyzer.lint.Linter;
import smtplint.analyzer.lint.Report;
import smtplint.analyzer.lint.Settings;
import smtplint.analyzer.model.Command;
import smtplint.analyzer.model.Exchange;
import smtplint.analyzer.model.FieldName;
import smtplint.analyzer.model.MailObject;
import smtplint.analyzer.model.Session;
import smtplint.analyzer.model.Transaction;
import smtplint.analyzer.model.Verb;
import smtplint.analyzer.source.SourceText;
import smtplint.analyzer.syntax.JsonText;

/** Envelopes, message fields and events of all captures at hand, compared with what Suricata and Zeek expect of them. */
class CaptureSuitesTest {

    /** What the others call an event, and the rule that judges the same. */
    private static final Map<String, String> RULES = Map.of(
            "smtp_invalid_bdat_command", "command-syntax/bdat-command-malformed",
            "rcpt to missing mail from", "command-order/rcpt-before-mail",
            "mail from not followed by rcpt to", "command-order/data-before-rcpt",
            "smtp_bdat_undelivered_at_done", "framing/transcript-gap",
            "DATA_COMMAND_REJECTED", "command-order/data-before-rcpt",
            "MIME_LONG_LINE", "data/line-too-long",
            "MIME_LONG_ENC_LINE", "mime/base64-line-too-long",
            "exceeded_mime_max_header_bytes", "header-syntax/header-block-too-large");

    /** What is no fault: a second EHLO, a long file name, a chunk larger than the other's buffer, the other's own limits. */
    private static final Set<String> NO_FAULT = Set.of(
            "DUPLICATE_FIELDS",
            "MIME_LONG_FILENAME",
            "smtp.bdat_chunk_len_exceeded",
            "smtp_bdat_remaining_at_end_data",
            "smtp_excessive_invalid_mail_transactions");

    /** Fields that differ for a reason. */
    private static final List<String> DIFFERENT = List.of();

    private final Linter linter = new Linter(Settings.at(Instant.parse("2024-01-01T00:00:00Z")));
    private final Map<Path, Report> reports = new LinkedHashMap<>();
    private final List<String> different = new ArrayList<>();
    private int fields;
    private int equal;

    @Test
    void envelopesAndMessageFieldsAreTheSame() throws IOException {
        Path folder = data();
        for (String line : Files.readAllLines(folder.resolve("suricata.jsonl"))) {
            Map<String, Object> test = JsonText.object(line);
            for (Path file : captures(folder.resolve("suricata"), test))
                for (Map<String, Object> event : maps(map(test.get("expected")).get("smtp_events")))
                    if ((Double) event.get("count") > 0) compare(file, suricata(map(event.get("match"))));
        }
        for (String line : Files.readAllLines(folder.resolve("zeek.jsonl"))) {
            Map<String, Object> test = JsonText.object(line);
            for (Path file : captures(folder.resolve("zeek"), test))
                for (Map<String, Object> row : maps(map(test.get("expected")).get("smtp_log")))
                    compare(file, zeek(row));
        }
        System.out.println("captures: " + equal + " of " + fields + " fields equal; different: " + different);
        assertThat(fields).isPositive();
        assertThat(different).containsExactlyInAnyOrderElementsOf(DIFFERENT);
    }

    @Test
    void eventsAreRaisedWhereTheyAreAndNowhereElse() throws IOException {
        Path folder = data();
        Map<Path, List<String>> events = new LinkedHashMap<>();
        for (String suite : List.of("suricata", "zeek"))
            for (String line : Files.readAllLines(folder.resolve(suite + ".jsonl"))) {
                Map<String, Object> test = JsonText.object(line);
                for (Path file : captures(folder.resolve(suite), test)) {
                    List<String> found = events.computeIfAbsent(file, f -> new ArrayList<>());
                    for (Map<String, Object> event :
                            maps(map(test.get("expected")).get("anomaly_events")))
                        if ((Double) event.get("count") > 0) add(found, event.get("event"));
                    for (Map<String, Object> alert :
                            maps(map(test.get("expected")).get("alerts")))
                        if ((Double) alert.get("count") > 0) add(found, alert.get("rule_event"));
                    for (Map<String, Object> weird :
                            maps(map(test.get("expected")).get("weird"))) {
                        boolean told = "smtp_mail_transaction_invalid".equals(weird.get("name"));
                        add(found, told ? weird.get("addl") : weird.get("name"));
                    }
                }
            }
        assertThat(events.values())
                .as("each kind of event has a rule, or is no fault")
                .allSatisfy(found ->
                        assertThat(found).allMatch(event -> RULES.containsKey(event) || NO_FAULT.contains(event)));
        int raised = 0;
        int silent = 0;
        List<String> wrong = new ArrayList<>();
        for (Map.Entry<Path, List<String>> file : events.entrySet())
            for (Map.Entry<String, String> rule : RULES.entrySet()) {
                boolean expected = file.getValue().contains(rule.getKey());
                boolean found = report(file.getKey()).findings().stream()
                        .anyMatch(f -> f.rule().id().equals(rule.getValue()));
                if (expected != found && (expected || onlyTheyRaise(rule.getKey())))
                    wrong.add(
                            file.getKey().getFileName() + " " + rule.getValue() + (found ? " raised" : " not raised"));
                else if (found && expected) raised++;
                else if (!found) silent++;
            }
        System.out.println("captures: events raised " + raised + ", not raised " + silent + ", wrong " + wrong);
        assertThat(wrong).isEmpty();
    }

    /** Some rows of the suites match on other fields than the event. */
    private static void add(List<String> events, @Nullable Object event) {
        if (event != null) events.add(String.valueOf(event));
    }

    /** Events that the other program raises wherever it sees them. */
    private static boolean onlyTheyRaise(String event) {
        return event.equals("smtp_invalid_bdat_command");
    }

    private void compare(Path file, Map<String, String> expected) throws IOException {
        if (expected.isEmpty()) return;
        Map<String, String> best = Map.of();
        long most = -1;
        for (Map<String, String> transaction : transactions(report(file))) {
            long same = same(expected, transaction);
            if (same > most) best = transaction;
            most = Math.max(most, same);
        }
        for (Map.Entry<String, String> field : expected.entrySet()) {
            fields++;
            if (field.getValue().equals(best.get(field.getKey()))) equal++;
            else different.add(file.getFileName() + " " + field + ", here " + best.get(field.getKey()));
        }
    }

    private static long same(Map<String, String> expected, Map<String, String> transaction) {
        return expected.entrySet().stream()
                .filter(field -> field.getValue().equals(transaction.get(field.getKey())))
                .count();
    }

    private static Map<String, String> suricata(Map<String, Object> match) {
        Map<String, String> fields = new LinkedHashMap<>();
        match.forEach((name, value) -> {
            switch (name) {
                case "smtp.helo" -> fields.put("helo", String.valueOf(value));
                case "smtp.mail_from" -> fields.put("mail", bare(value));
                case "smtp.rcpt_to[0]" -> fields.put("rcpt", bare(value));
                case "email.from" -> fields.put("from", String.valueOf(value));
                case "email.to[0]" -> fields.put("to", String.valueOf(value));
                default -> {}
            }
        });
        return fields;
    }

    private static Map<String, String> zeek(Map<String, Object> row) {
        Map<String, String> fields = new LinkedHashMap<>();
        row.forEach((name, value) -> {
            switch (name) {
                case "helo" -> fields.put("helo", String.valueOf(value));
                case "mailfrom" -> fields.put("mail", bare(value));
                case "rcptto" -> fields.put("rcpt", bare(value));
                case "from", "to", "subject", "date", "msg_id" -> fields.put(name, String.valueOf(value));
                default -> {}
            }
        });
        return fields;
    }

    /** As the client sent them, refused or not: a hello, then what belongs together until something ends it. */
    private static List<Map<String, String>> transactions(Report report) {
        List<Map<String, String>> all = new ArrayList<>();
        for (Session session : report.sessions()) {
            Map<String, String> now = new LinkedHashMap<>();
            all.add(now);
            for (Exchange exchange : session.exchanges()) {
                if (exchange.command().isEmpty()) continue;
                Command command = exchange.command().get();
                boolean open = now.containsKey("mail");
                boolean refused = !exchange.replies().isEmpty() && !exchange.accepted() && !now.containsKey("data");
                if (open && command instanceof Command.Mail && refused) {
                    all.add(Map.of(
                            "helo",
                            now.getOrDefault("helo", ""),
                            "mail",
                            path(command.argument().value())));
                    continue;
                }
                boolean starts = open && (command instanceof Command.Mail || command instanceof Command.Hello)
                        || command instanceof Command.Rcpt && now.containsKey("data");
                if (starts || command.verb().value().equalsIgnoreCase("RSET")) {
                    String helo = now.getOrDefault("helo", "");
                    now = new LinkedHashMap<>(Map.of("helo", helo));
                    all.add(now);
                }
                if (command instanceof Command.Hello hello)
                    now.put("helo", hello.argument().value().strip());
                if (command instanceof Command.Mail || command instanceof Command.Rcpt)
                    now.putIfAbsent(
                            command instanceof Command.Mail ? "mail" : "rcpt",
                            path(command.argument().value()));
                boolean content = Verb.of(command.verb().value())
                        .filter(verb -> verb == Verb.DATA || verb == Verb.BDAT)
                        .isPresent();
                if (content && now.containsKey("rcpt")) now.put("data", "");
            }
            for (Transaction transaction : session.transactions())
                transaction.mailObject().ifPresent(mail -> addFields(mail, transaction, all));
        }
        return all;
    }

    private static void addFields(MailObject mail, Transaction transaction, List<Map<String, String>> all) {
        String from = path(transaction.mail().command().orElseThrow().argument().value());
        String to = path(transaction
                .recipients()
                .get(0)
                .command()
                .orElseThrow()
                .argument()
                .value());
        for (Map<String, String> one : all) {
            if (!from.equals(one.get("mail")) || !to.equals(one.get("rcpt")) || one.containsKey("message")) continue;
            one.put("message", "");
            Map<String, FieldName> names = Map.of(
                    "from",
                    FieldName.FROM,
                    "to",
                    FieldName.TO,
                    "subject",
                    FieldName.SUBJECT,
                    "date",
                    FieldName.DATE,
                    "msg_id",
                    FieldName.MESSAGE_ID);
            names.forEach((name, field) ->
                    mail.message().header().first(field).ifPresent(found -> one.put(name, found.body())));
            return;
        }
    }

    private static String path(String argument) {
        int from = argument.indexOf('<');
        return from < 0 ? argument : bare(argument.substring(from, argument.indexOf('>') + 1));
    }

    private static String bare(Object path) {
        String text = String.valueOf(path);
        return text.startsWith("<") && text.endsWith(">") ? text.substring(1, text.length() - 1) : text;
    }

    private Report report(Path file) throws IOException {
        if (!reports.containsKey(file)) {
            byte[] bytes = Files.readAllBytes(file);
            if (file.toString().endsWith(".gz"))
                bytes = new GZIPInputStream(new ByteArrayInputStream(bytes)).readAllBytes();
            reports.put(
                    file, linter.check(SourceText.of(bytes), file.getFileName().toString()));
        }
        return reports.get(file);
    }

    private static List<Path> captures(Path folder, Map<String, Object> test) {
        List<Path> files = new ArrayList<>();
        if (test.get("captures") instanceof List<?> names)
            for (Object name : names)
                if (Files.exists(folder.resolve(String.valueOf(name)))) files.add(folder.resolve(String.valueOf(name)));
        return files;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> maps(Object value) {
        return value instanceof List<?> ? (List<Map<String, Object>>) value : List.of();
    }

    /** The folder with the real data; the test is skipped where there is none. */
    private static Path data() {
        Path root = Path.of("").toAbsolutePath();
        if (root.endsWith("analyzer")) root = root.getParent();
        Path data = Path.of(System.getProperty(
                        "smtplint.data",
                        root.resolveSibling("shared").resolve("data").toString()))
                .resolve("captures");
        if (!Files.isDirectory(data)) System.out.println("skipped: no captures at " + data);
        assumeTrue(Files.isDirectory(data));
        return data;
    }
}
