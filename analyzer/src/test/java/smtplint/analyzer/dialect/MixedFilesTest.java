package smtplint.analyzer.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import smtplint.analyzer.source.SourceText;

/** What people do to a recording before they show it, and what stands beside it. */
class MixedFilesTest {
    private static final String SWAKS = example("swaks");
    private static final String SMTPLIB = example("smtplib");
    private static final String TELNET = example("telnet");
    private static final String MESSAGE = """
            From: alice@example.org
            To: bob@example.com
            Subject: hello
            Date: Mon, 5 Jan 2026 10:00:00 +0000

            Good morning.
            """;

    /** Whose example is a message, or a dump that depends on its columns. */
    private static final Set<String> NOT_QUOTED = Set.of("postfix-notice", "bounce");

    static Stream<Dialect> dialects() {
        return DialectDetector.dialects().stream();
    }

    private static String example(String name) {
        return DialectDetector.find(name).orElseThrow().example();
    }

    private static Recording read(byte[] octets) {
        return DialectDetector.read(SourceText.of(octets), Optional.empty()).orElseThrow();
    }

    private static Recording read(String text) {
        return read(text.getBytes(StandardCharsets.UTF_8));
    }

    /** What was said, line ends and times left out. */
    private static String said(Recording recording) {
        return Printed.print(recording)
                .replaceAll(" @-?\\d+ms", "")
                .replaceAll("session.*\n", "")
                .replaceAll("[|] (CRLF|LF|NONE)", "|");
    }

    @ParameterizedTest
    @MethodSource("dialects")
    void encodingsAndColoursComeOff(Dialect dialect) {
        if (NOT_QUOTED.contains(dialect.name())) return;
        String expected = said(read(dialect.example()));
        for (Charset charset : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
            byte[] octets = ("\ufeff" + dialect.example()).getBytes(charset);
            assertThat(said(read(octets))).as(charset.name()).isEqualTo(expected);
            assertThat(read(octets).dialect()).isEqualTo(dialect.name());
        }
        assertThat(said(read("\ufeff" + dialect.example()))).isEqualTo(expected);
        // tcpflow writes the CR LF of the wire, and LF of its own.
        if (!dialect.name().equals("tcpflow"))
            assertThat(said(read(dialect.example().replace("\n", "\r\n")))).isEqualTo(expected);
        String coloured = dialect.example().replaceAll("(?m)^(.+)$", "\u001b[1;32m$1\u001b[0m");
        assertThat(said(read(coloured))).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("dialects")
    void quoteMarksAndHtmlComeOff(Dialect dialect) {
        if (NOT_QUOTED.contains(dialect.name()) || dialect.isLog()) return;
        String example = dialect.example();
        String expected = said(read(example));
        assertThat(said(read(example.replaceAll("(?m)^", "> ").replaceAll("> $", ""))))
                .as("quoted")
                .isEqualTo(expected);
        String html =
                "<pre>\n" + example.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") + "</pre>\n";
        assertThat(said(read(html))).as("HTML").isEqualTo(expected);
        String fenced = "This is what it says:\n\n```\n" + example + "```\n\nAny idea?\n";
        assertThat(said(read(fenced))).as("fenced").isEqualTo(expected);
    }

    @Test
    void whatIsFoundLandsOnTheOctetsOfTheFile() {
        String text = "\ufeffS: 220 m\u00fc\ud83d\ude00x\r\nC: QUIT\r\n";
        byte[] octets = text.getBytes(StandardCharsets.UTF_16LE);
        List<TranscriptLine> lines = read(octets).sessions().get(0).lines();
        assertThat(lines.get(0).content().toString()).isEqualTo("220 m\u00fc\ud83d\ude00x");
        SourceText quit = lines.get(1).content();
        int at = quit.span().start();
        assertThat(new String(octets, at, quit.span().length(), StandardCharsets.UTF_16LE))
                .isEqualTo("QUIT");
    }

    @Test
    void blocksAreReadEachInItsDialect() {
        Recording recording = read(SWAKS + SMTPLIB + MESSAGE + "\n" + TELNET);
        assertThat(recording.dialect()).isEqualTo("mixed");
        assertThat(recording.remarks())
                .extracting(remark -> remark.words().get(0))
                .containsExactly("smtplib", "message", "telnet");
        assertThat(said(recording)).isEqualTo(said(read(SWAKS)) + said(read(SMTPLIB)) + said(read(TELNET)));
        assertThat(recording.messages()).hasSize(1);
        assertThat(recording.messages().get(0).toString())
                .startsWith("From: alice")
                .endsWith("Good morning.\n");
        List<SessionLines> sessions = recording.sessions();
        assertThat(Printed.evidence(sessions.get(0))).doesNotContain("WIRE");
        assertThat(Printed.evidence(sessions.get(1))).contains("WIRE");
    }

    @Test
    void whatIsSaidOfBlocksIsSaidInEveryWrapping() {
        String text = SWAKS + SMTPLIB + MESSAGE + "\n" + TELNET;
        List<byte[]> wrapped = List.of(
                ("\ufeff" + text).getBytes(StandardCharsets.UTF_16LE),
                ("\ufeff" + text).getBytes(StandardCharsets.UTF_16BE),
                ("\ufeff" + text).getBytes(StandardCharsets.UTF_8),
                text.replaceAll("(?m)^(.+)$", "\u001b[1;32m$1\u001b[0m").getBytes(StandardCharsets.UTF_8),
                ("\ufeff" + text.replaceAll("(?m)^(.+)$", "\u001b[1;32m$1\u001b[0m")).getBytes(StandardCharsets.UTF_8));
        for (byte[] octets : wrapped) {
            Recording recording = read(octets);
            assertThat(recording.dialect()).isEqualTo("mixed");
            assertThat(recording.remarks())
                    .extracting(remark -> remark.words().get(0))
                    // In UTF-16 one is taken for lines of what stands before it.
                    .filteredOn(name -> !name.equals("message"))
                    .containsExactly("smtplib", "telnet");
            assertThat(said(recording)).isEqualTo(said(read(text)));
        }
    }

    /** It is named; it has no text of its own where something is around it. */
    @Test
    void aMessageAmongQuotedBlocksIsNamed() {
        List<Recording> recordings = new ArrayList<>();
        for (String mark : List.of("    ", "> ")) {
            UnaryOperator<String> quoted = text -> text.replaceAll("(?m)^(?=.)", mark);
            recordings.add(read("See:\n\n" + quoted.apply(SWAKS) + "\nthen\n\n" + quoted.apply(MESSAGE) + "\nand\n\n"
                    + quoted.apply(TELNET)));
        }
        recordings.add(read((SWAKS + "\n" + MESSAGE + "\n" + TELNET).replaceAll("(?m)^", "> ")));
        for (Recording recording : recordings) {
            assertThat(recording.remarks())
                    .extracting(remark -> remark.words().get(0))
                    .containsExactly("message", "telnet");
            assertThat(said(recording)).isEqualTo(said(read(SWAKS)) + said(read(TELNET)));
            assertThat(recording.messages()).isEmpty();
        }
    }

    @Test
    void aTicketMayQuoteSessionsInEveryWay() {
        Recording recording = read("""
                Hi, I cannot send mail since Monday. This is telnet:

                %s
                and swaks says

                ```
                %s```

                > > S: 220 mx.example.com
                > > C: HELO a.example
                > > S: 250 mx.example.com
                > > C: QUIT
                > > S: 221 bye

                Any ideas? The log says nothing:

                \tJan  5 10:00:01 mx cron[17]: done

                Thanks
                """.formatted(TELNET.indent(4), SWAKS));
        assertThat(recording.dialect()).isEqualTo("mixed");
        assertThat(said(recording)).isEqualTo(said(read(TELNET)) + said(read(SWAKS)) + """
                S |220 mx.example.com|
                C |HELO a.example|
                S |250 mx.example.com|
                C |QUIT|
                S |221 bye|
                """);
    }

    @Test
    void proseWithoutASessionIsNoTranscript() {
        for (String text : List.of(
                "See the list:\n\n> 250 apples\n> 354 pears\n\nThanks\n",
                "<html><body><p>550 people said</p><p>help us</p></body></html>\n",
                "```\nint main() {}\n```\n",
                "    250 ok\n\nis what I want.\n")) {
            assertThat(DialectDetector.read(SourceText.of(text), Optional.empty()))
                    .as(text)
                    .isEmpty();
        }
    }

    @Test
    void reasonsNameTheRunnerUp() {
        assertThat(read("S: 220 mx\nC: QUIT\nS: 221 bye\n").reasons()).contains("next best: rfc, 90 %");
    }
}
