package smtplint.analyzer.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import smtplint.analyzer.rules.InternalRules;
import smtplint.analyzer.source.SourceText;

/**
 * Hostile inputs take time in proportion to their size: four times the input may take up to twelve times as long, which
 * quadratic work (sixteen times) exceeds. Times are the thread's own CPU time, the best of three, and compared with each
 * other only; what is over in {@link #NOTHING} proves nothing.
 */
class LinearTimeTest {
    private static final double NOTHING = 0.15;
    private static final String HEAD = "Date: Sun, 22 Nov 2026 10:00:00 +0000\nFrom: alice@example.com\n";
    private static final String HELLO =
            "S: 220 mx.example.net ESMTP\nC: EHLO client.example.com\nS: 250-mx.example.net\nS: 250 PIPELINING\n";

    private final LintWorker worker = new Linter(Settings.at(Instant.parse("2026-11-22T12:00:00Z"))).worker();

    record Hostile(int count, IntFunction<String> input) {}

    static List<Named<Hostile>> inputs() {
        return List.of(
                hostile(
                        "nested comments",
                        100_000,
                        n -> HEAD + "To: " + "(".repeat(n) + ")".repeat(n) + " b@example.net\n\n"),
                hostile("open comments", 2_000_000, n -> HEAD + "Subject: a\nTo: " + "(".repeat(n) + "\n\n"),
                hostile(
                        "open comments in folded lines",
                        100_000,
                        n -> HEAD + "To: b@example.net\n" + " (((\n".repeat(n) + "\n"),
                hostile("lines that resemble boundaries", 100_000, LinearTimeTest::boundaries),
                hostile(
                        "one long header line",
                        5_000_000,
                        n -> HEAD + "Subject: " + "a ".repeat(n / 2) + "\n\nHello.\n"),
                hostile(
                        "recipients",
                        100_000,
                        n -> HEAD + "To: b@example.net" + ",\n b@example.net".repeat(n) + "\n\n"),
                hostile("Received fields", 40_000, LinearTimeTest::received),
                hostile("fields without a colon", 100_000, n -> HEAD + "no colon here\n".repeat(n) + "Subject: a\n\n"),
                hostile("repeated fields", 100_000, n -> HEAD + "Subject: a\n".repeat(n) + "\nHello.\n"),
                hostile("nested multiparts", 5_000, LinearTimeTest::nested),
                hostile(
                        "nested messages",
                        5_000,
                        n -> "Content-Type: message/rfc822\n\n".repeat(n) + HEAD + "\nHello.\n"),
                hostile("MIME parameters", 8_000, LinearTimeTest::parameters),
                hostile("spaces before a colon", 200_000, n -> HEAD + "Subject" + " ".repeat(n) + "\n\nHello.\n"),
                hostile(
                        "parentheses in a path",
                        100_000,
                        n -> HELLO + "C: MAIL FROM:<" + "(".repeat(n) + "@example.com>\nS: 250 Ok\n"),
                hostile("a long reply", 100_000, n -> HELLO + "C: HELP\n" + "S: 214-help\n".repeat(n) + "S: 214 end\n"),
                hostile("a reply that never ends", 100_000, n -> HELLO + "C: HELP\n" + "S: 214-help\n".repeat(n)),
                hostile("pipelined commands", 40_000, n -> HELLO + "C: NOOP\n".repeat(n) + "S: 250 Ok\n".repeat(n)),
                hostile(
                        "pipelined recipients",
                        40_000,
                        n -> HELLO + "C: MAIL FROM:<a@example.com>\n" + "C: RCPT TO:<b@example.net>\n".repeat(n)
                                + "S: 250 Ok\n" + "S: 550 No\n".repeat(n)),
                hostile(
                        "replies that fit no command",
                        20_000,
                        n -> HELLO + "C: NOOP\n".repeat(n) + "S: 354 Go\n".repeat(n)),
                hostile(
                        "commands and replies in turn, others waiting",
                        20_000,
                        n -> HELLO + "C: NOOP\n".repeat(n) + "S: 250 Ok\nC: RCPT TO:<b@example.net>\n".repeat(n)),
                hostile(
                        "transactions",
                        8_000,
                        n -> HELLO
                                + ("C: MAIL FROM:<a@example.com>\nS: 250 Ok\n"
                                                + "C: RCPT TO:<b@example.net>\nS: 250 Ok\nC: RSET\nS: 250 Ok\n")
                                        .repeat(n)),
                hostile("unknown commands", 30_000, n -> HELLO + "C: HELLO?\nS: 500 What?\n".repeat(n)),
                hostile(
                        "stuffed dots",
                        100_000,
                        n -> HELLO + "C: MAIL FROM:<a@example.com>\nS: 250 Ok\n"
                                + "C: RCPT TO:<b@example.net>\nS: 250 Ok\nC: DATA\nS: 354 Go\n" + "C: ..x\n".repeat(n)
                                + "C: .\nS: 250 Ok\n"));
    }

    private static Named<Hostile> hostile(String name, int count, IntFunction<String> input) {
        return Named.of(name, new Hostile(count, input));
    }

    @ParameterizedTest
    @MethodSource("inputs")
    void four_times_the_input_takes_no_more_than_twelve_times_as_long(Hostile hostile) {
        double small = seconds(hostile.input.apply(hostile.count / 4));
        double large = seconds(hostile.input.apply(hostile.count));
        assertThat(large).isLessThan(NOTHING + 12 * small);
    }

    private double seconds(String input) {
        SourceText text = SourceText.of(input);
        return IntStream.range(0, 3)
                .mapToDouble(round -> cpuOfCheck(text))
                .min()
                .orElseThrow();
    }

    private double cpuOfCheck(SourceText text) {
        var threads = ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadCpuTime();
        Report report = text.startsWith("S: ", 0) ? worker.check(text, "hostile.smtp") : worker.checkMessage(text);
        long after = threads.getCurrentThreadCpuTime();
        assertThat(report.findings())
                .noneMatch(finding -> finding.rule().id().equals(InternalRules.CRASHED))
                .allMatch(finding -> finding.span().end() <= text.length());
        assertThat(report.kind()).isIn(Report.Kind.MESSAGE, Report.Kind.TRANSCRIPT);
        return (after - before) / 1e9;
    }

    private static String boundaries(int count) {
        StringBuilder message = new StringBuilder(HEAD);
        for (int i = 0; i < 90; i++)
            message.append("Content-Type: multipart/mixed; boundary=\"b")
                    .append(i)
                    .append("\"\n\n--b")
                    .append(i)
                    .append('\n');
        return message.append('\n').append("--b1x no boundary\n".repeat(count)).toString();
    }

    private static String nested(int depth) {
        StringBuilder message = new StringBuilder(HEAD);
        for (int i = 0; i < depth; i++)
            message.append("Content-Type: multipart/mixed; boundary=\"b")
                    .append(i)
                    .append("\"\n\n--b")
                    .append(i)
                    .append('\n');
        message.append("\nHello.\n");
        for (int i = depth - 1; i >= 0; i--) message.append("--b").append(i).append("--\n");
        return message.toString();
    }

    private static String received(int count) {
        StringBuilder message = new StringBuilder();
        for (int i = 0; i < count; i++)
            message.append("Received: from a")
                    .append(i % 7)
                    .append(".example.org by b.example.net id ")
                    .append(i % 50)
                    .append("; Sun, 22 Nov 2026 10:00:00 +0000\n");
        return message.append(HEAD).append("\nHello.\n").toString();
    }

    private static String parameters(int count) {
        StringBuilder message = new StringBuilder(HEAD).append("Content-Type: text/plain");
        for (int i = 0; i < count; i++) message.append("; n*").append(i).append("=a");
        return message.append("\n\nHello.\n").toString();
    }
}
