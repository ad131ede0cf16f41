package smtplint.analyzer.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import smtplint.analyzer.model.Circumstances.Protocol;
import smtplint.analyzer.source.LineEnding;
import smtplint.analyzer.source.SourceText;

class SmtpDialectTest {

    @Test
    void readsBothSidesTimesAndTheClosing() {
        assertThat(Printed.read("smtp", """
                # time 10:00:00
                S: 220 mx.example.com ESMTP
                C: EHLO client.example.org
                # time +0.25
                S: 250 mx.example.com
                C:
                # close client
                """)).isEqualTo("""
                session: LINES BOTH ORDER START END MESSAGE STUFFED TIME ENVELOPE
                S |220 mx.example.com ESMTP| @36000000ms
                C |EHLO client.example.org| @36000000ms
                S |250 mx.example.com| @36000250ms
                C || @36000250ms
                CLOSED_BY_CLIENT @36000250ms
                """);
    }

    @Test
    void aRecordingThatIsCutShowsNeitherStartNorEnd() {
        assertThat(Printed.read("smtp", "S: 250 ok\nC: DATA")).isEqualTo("""
                session: LINES BOTH ORDER MESSAGE STUFFED ENVELOPE
                S |250 ok|
                C |DATA|
                """);
    }

    @Test
    void oneSideAloneIsNotBoth() {
        assertThat(Printed.read("smtp", "S: 220 mx.example.com\nS: 421 too busy\n"))
                .isEqualTo("""
                session: LINES ORDER START END
                S |220 mx.example.com|
                S |421 too busy|
                """);
    }

    @Test
    void textIsLiteralWithoutTheLosslessLine() {
        assertThat(Printed.read("smtp", "C: a\\r\\n\\x41\\\r\n")).contains("C |a\\r\\n\\x41\\|\n");
    }

    @Test
    void theLosslessFormShowsTheWire() {
        assertThat(Printed.read("smtp", """
                # lossless
                S: 220 mx.example.com
                C: a\\tb\\x41\\0\\\\
                C: bare\\n
                C: lone\\r
                C: told\\r\\n
                C: cut\\
                C: literal\\\\n
                C: \\q
                """)).isEqualTo("""
                session: LINES BOTH ORDER START MESSAGE STUFFED WIRE ENVELOPE
                S |220 mx.example.com| CRLF
                C |a␉bA␀\\| CRLF
                C |bare| LF
                C |lone| CR
                C |told| CRLF
                C |cut| NONE
                C |literal\\n| CRLF
                C |\\q| CRLF
                """);
    }

    @Test
    void anEscapedOctetKeepsItsPlace() {
        SourceText source = SourceText.of("# lossless\nC: ab\\x0dcd\n");
        SourceText content = DialectDetector.read(source, Optional.of("smtp"))
                .orElseThrow()
                .sessions()
                .get(0)
                .lines()
                .get(0)
                .content();
        int octet = content.indexOf('\r', content.start());
        assertThat(source.string(
                        content.span(octet, octet + 1).start(),
                        content.span(octet, octet + 1).end()))
                .isEqualTo("\\x0d");
    }

    @Test
    void whatIsWrittenLosslessIsReadBackTheSame() throws Exception {
        Random random = new Random(5321);
        byte[] alphabet = "ab\\\\\\rnx041\r\n\t\0 .C:é".getBytes(StandardCharsets.UTF_8);
        for (int round = 0; round < 5_000; round++) {
            byte[] wire = new byte[random.nextInt(12)];
            for (int i = 0; i < wire.length; i++)
                wire[i] = random.nextInt(8) == 0 ? (byte) random.nextInt() : alphabet[random.nextInt(alphabet.length)];
            LineEnding ending = LineEnding.values()[random.nextInt(4)];
            ByteArrayOutputStream written = new ByteArrayOutputStream();
            written.writeBytes("# lossless\nC: ".getBytes(StandardCharsets.US_ASCII));
            written.writeBytes(Lossless.write(wire, ending));
            written.write('\n');
            TranscriptLine line = DialectDetector.read(SourceText.of(written.toByteArray()), Optional.of("smtp"))
                    .orElseThrow()
                    .sessions()
                    .get(0)
                    .lines()
                    .get(0);
            assertThat(onTheWire(line.content().copy(), line.ending()))
                    .as(written.toString(StandardCharsets.ISO_8859_1))
                    .isEqualTo(onTheWire(wire, ending));
        }
    }

    private static byte[] onTheWire(byte[] content, LineEnding ending) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(content);
        switch (ending) {
            case CRLF -> out.writeBytes(new byte[] {'\r', '\n'});
            case LF -> out.write('\n');
            case CR -> out.write('\r');
            default -> {}
        }
        return out.toByteArray();
    }

    @Test
    void directivesAtTheHeadHoldForAllSessionsAndLaterOnesForTheirOwn() {
        Recording recording =
                DialectDetector.read(SourceText.of("""
                # port 587
                # session one
                # peer 192.0.2.1
                S: 220 mx.example.com
                # session two
                # protocol lmtp
                # tls
                S: 220 mx.example.com
                """), Optional.of("smtp")).orElseThrow();
        assertThat(recording.sessions()).hasSize(2);
        SessionLines one = recording.sessions().get(0);
        SessionLines two = recording.sessions().get(1);
        assertThat(one.key()).isEqualTo("one");
        assertThat(one.circumstances().peer()).contains("192.0.2.1");
        assertThat(one.circumstances().protocol()).contains(Protocol.SUBMISSION);
        assertThat(one.circumstances().tlsFromStart()).isFalse();
        assertThat(two.key()).isEqualTo("two");
        assertThat(two.circumstances().port()).isEqualTo(587);
        assertThat(two.circumstances().peer()).isEmpty();
        assertThat(two.circumstances().protocol()).contains(Protocol.LMTP);
        assertThat(two.circumstances().tlsFromStart()).isTrue();
        assertThat(Printed.evidence(two)).isEqualTo("LINES ORDER START ROLE");
    }

    @Test
    void aGreetingAfterTheFarewellBeginsAnotherSession() {
        assertThat(Printed.read("smtp", """
                S: 220 mx.example.com
                C: QUIT
                S: 221 bye
                S: 220 mx.example.com
                C: QUIT
                """)).isEqualTo("""
                session: LINES BOTH ORDER START END MESSAGE STUFFED ENVELOPE
                S |220 mx.example.com|
                C |QUIT|
                S |221 bye|
                session: LINES BOTH ORDER START MESSAGE STUFFED ENVELOPE
                S |220 mx.example.com|
                C |QUIT|
                """);
    }

    @Test
    void notesSilenceRules() {
        String text = "# smtplint: ignore=reply/line-too-long vendor bug 12\nS: 220 mx.example.com\n";
        Recording recording =
                DialectDetector.read(SourceText.of(text), Optional.empty()).orElseThrow();
        assertThat(recording.suppressions()).singleElement().satisfies(s -> {
            assertThat(s.rule()).isEqualTo("reply/line-too-long");
            assertThat(s.reason()).isEqualTo("vendor bug 12");
            assertThat(s.span().start()).isZero();
        });
    }

    @ParameterizedTest
    @CsvSource({
        "# tls, TLS",
        "# tls failed, TLS_FAILED",
        "# elided, ELIDED",
        "# gap, GAP",
        "# close, CLOSED",
        "#close server, CLOSED_BY_SERVER",
        "# Close Client, CLOSED_BY_CLIENT",
    })
    void directivesAreEvents(String directive, TranscriptLine.Kind kind) {
        Recording recording = DialectDetector.read(
                        SourceText.of("S: 220 mx.example.com\n" + directive + "\n"), Optional.of("smtp"))
                .orElseThrow();
        assertThat(recording.sessions().get(0).lines().get(1).kind()).isEqualTo(kind);
    }

    @Test
    void anOpenedChannelIsTheStartOfASession() {
        assertThat(Printed.read("smtp", "# open\nC: EHLO client.example.org\nS: 220 mx\n# open\nS: 250 late\n"))
                .isEqualTo("""
                session: LINES BOTH ORDER START MESSAGE STUFFED ENVELOPE
                OPENED
                C |EHLO client.example.org|
                S |220 mx|
                session: LINES ORDER START
                OPENED
                S |250 late|
                """);
    }

    @Test
    void elidedContentIsNoEvidenceOfAMessage() {
        assertThat(Printed.read("smtp", "S: 354 go\n# elided\nS: 250 ok\nC: QUIT\n"))
                .startsWith("session: LINES BOTH ORDER\n");
    }
}
