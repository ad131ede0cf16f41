package smtplint.analyzer.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import smtplint.analyzer.lint.Finding;
import smtplint.analyzer.lint.Linter;
import smtplint.analyzer.lint.Report;
import smtplint.analyzer.lint.Settings;
import smtplint.analyzer.source.SourceText;
import smtplint.analyzer.source.Span;

/** Every form of a lone dot that some server takes for the end of the content, in every kind of byte-exact recording. */
class SmugglingTest {
    private static final Linter LINTER = new Linter(Settings.at(Instant.parse("2026-11-22T12:00:00Z")));

    /** The name of the form, and its octets. */
    private static final String FORMS = """
            LF.LF              \\n.\\n
            LF.CRLF            \\n.\\r\\n
            LF.CR              \\n.\\r
            LF.CR+CRLF         \\n.\\r\\r\\n
            CRLF.LF            \\r\\n.\\n
            CRLF.CR            \\r\\n.\\r
            CRLF.CR+CRLF       \\r\\n.\\r\\r\\n
            CR.CR              \\r.\\r
            CR.LF              \\r.\\n
            CR.CRLF            \\r.\\r\\n
            CRLF+NUL.CRLF      \\r\\n\\0.\\r\\n
            CRLF.NUL+CRLF      \\r\\n.\\0\\r\\n
            CRLF+NUL.NUL+CRLF  \\r\\n\\0.\\0\\r\\n
            LF+NUL.LF          \\n\\0.\\n
            LF.NUL+CRLF        \\n.\\0\\r\\n
            CR+NUL+LF.CRLF     \\r\\0\\n.\\r\\n
            CRLF.CR+NUL+LF     \\r\\n.\\r\\0\\n
            CR+NUL.NUL+CR      \\r\\0.\\0\\r
            """;

    private static final String FIRST = "Subject: x\r\n\r\nhello";
    private static final String SMUGGLED = "MAIL FROM:<admin@example.org>\r\nRCPT TO:<bob@example.org>\r\nDATA\r\n"
            + "Subject: y\r\n\r\nsmuggled\r\n.\r\n";

    private enum Recording {
        LOSSLESS,
        SMTPLIB,
        PCAP
    }

    static Stream<Arguments> forms() {
        return FORMS.lines().map(line -> line.split(" +")).flatMap(cells -> {
            String octets = cells[1].replace("\\r", "\r").replace("\\n", "\n").replace("\\0", "\0");
            return Arrays.stream(Recording.values()).map(kind -> Arguments.of(cells[0], octets, kind));
        });
    }

    @ParameterizedTest(name = "{0} in {2}")
    @MethodSource("forms")
    void namesTheFormThatAStrictServerTakesForContent(String form, String octets, Recording kind) {
        SourceText source = recorded(kind, FIRST + octets + SMUGGLED, List.of("250 ok"));
        Report report = LINTER.check(source, "session");
        Finding found = only(report, "data/nonstandard-end-of-data-sent");
        assertThat(found.message()).startsWith(form + " ");
        assertThat(text(report.source(), found.span())).isEqualTo(".");
        assertThat(text(report.source(), found.related().get(0).span())).isEqualTo("MAIL FROM:<admin@example.org>");
        assertThat(text(report.source(), found.related().get(1).span())).isEqualTo("QUIT");
        assertThat(ids(report)).noneMatch(id -> id.startsWith("reply/") || id.contains("accepted"));
        assertThat(report.sessions().get(0).transactions()).hasSize(1);
    }

    @ParameterizedTest(name = "{0} in {2}")
    @MethodSource("forms")
    void namesTheFormThatALenientServerTookForTheEnd(String form, String octets, Recording kind) {
        List<String> replies = List.of("250 ok", "250 ok", "250 ok", "354 go ahead", "250 ok");
        SourceText source = recorded(kind, FIRST + octets + SMUGGLED, replies);
        Report report = LINTER.check(source, "session");
        Finding found = only(report, "data/nonstandard-end-of-data-accepted");
        assertThat(found.message()).contains(" " + form + " ");
        assertThat(text(report.source(), found.span())).contains(".");
        assertThat(text(report.source(), found.related().get(0).span())).isEqualTo("MAIL");
        assertThat(ids(report)).noneMatch(id -> id.startsWith("reply/") || id.endsWith("-sent"));
        assertThat(report.sessions().get(0).transactions()).hasSize(2);
    }

    @Test
    void manyDotsTakeLinearTimeAndAreCounted() {
        String content = FIRST + "\n.\r\nx".repeat(50_000) + "\r\n.\r\n";
        Report report = LINTER.check(recorded(Recording.LOSSLESS, content, List.of("250 ok")), "session");
        assertThat(only(report, "data/nonstandard-end-of-data-sent").followOn()).isEqualTo(49_999);
    }

    @Test
    void aRecordingThatShowsNoLineEndsIsNotJudged() {
        String lines = "S: 220 mx.example.org\nC: EHLO client.example.com\nS: 250 mx.example.org\n"
                + "C: MAIL FROM:<alice@example.com>\nS: 250 ok\nC: RCPT TO:<bob@example.org>\nS: 250 ok\n"
                + "C: DATA\nS: 354 go ahead\nC: Subject: x\nC: \nC: hello\nC: .\nS: 250 ok\nC: QUIT\nS: 221 bye\n";
        Report report = LINTER.check(SourceText.of(lines.getBytes(StandardCharsets.US_ASCII)), "session.smtp");
        assertThat(ids(report)).noneMatch(id -> id.startsWith("data/nonstandard"));
    }

    private static Finding only(Report report, String rule) {
        List<Finding> found = report.findings().stream()
                .filter(f -> f.rule().id().equals(rule))
                .toList();
        assertThat(found).as(ids(report).toString()).hasSize(1);
        return found.get(0);
    }

    private static List<String> ids(Report report) {
        return report.findings().stream().map(f -> f.rule().id()).toList();
    }

    private static String text(SourceText source, Span span) {
        return source.string(span.start(), span.end());
    }

    private static SourceText recorded(Recording kind, String content, List<String> replies) {
        List<String> said = new ArrayList<>(List.of(
                "S220 mx.example.org ESMTP",
                "CEHLO client.example.com",
                "S250 mx.example.org",
                "CMAIL FROM:<alice@example.com>",
                "S250 ok",
                "CRCPT TO:<bob@example.org>",
                "S250 ok",
                "CDATA",
                "S354 go ahead"));
        said.replaceAll(line -> line + "\r\n");
        said.add("C" + content);
        replies.forEach(reply -> said.add("S" + reply + "\r\n"));
        said.add("CQUIT\r\n");
        said.add("S221 bye\r\n");
        return switch (kind) {
            case LOSSLESS -> lossless(said);
            case SMTPLIB -> smtplib(said);
            case PCAP -> pcap(said);
        };
    }

    private static SourceText lossless(List<String> said) {
        StringBuilder out = new StringBuilder("# lossless\n");
        for (String octets : said)
            for (String line : octets.substring(1).split("(?<=\n)"))
                out.append(octets.charAt(0))
                        .append(": ")
                        .append(losslessLine(line))
                        .append('\n');
        return SourceText.of(out.toString().getBytes(StandardCharsets.US_ASCII));
    }

    private static String losslessLine(String line) {
        boolean crlf = line.endsWith("\r\n");
        String rest = crlf ? line.substring(0, line.length() - 2) : line;
        String ending = rest.endsWith("\r") ? "\\r\\n" : "";
        String escaped = rest.replace("\r", "\\r").replace("\n", "\\n").replace("\0", "\\0");
        return crlf ? escaped + ending : escaped;
    }

    private static SourceText smtplib(List<String> said) {
        StringBuilder out = new StringBuilder();
        for (String octets : said) {
            boolean client = octets.charAt(0) == 'C';
            String escaped = octets.substring(1)
                    .replace("\r", "\\r")
                    .replace("\n", "\\n")
                    .replace("\0", "\\x00");
            out.append(client ? "send: b'" : "reply: b'").append(escaped).append("'\n");
        }
        return SourceText.of(out.toString().getBytes(StandardCharsets.US_ASCII));
    }

    private static SourceText pcap(List<String> said) {
        Packets packets = new Packets(Packets.Link.ETHERNET, false);
        Talk talk = new Talk(packets, 40_000, 25).open();
        for (String octets : said) {
            String text = octets.substring(1);
            if (octets.charAt(0) == 'C') talk.c(text);
            else talk.s(text);
        }
        talk.endedByServer();
        return SourceText.of(CaptureFiles.pcap(packets));
    }
}
