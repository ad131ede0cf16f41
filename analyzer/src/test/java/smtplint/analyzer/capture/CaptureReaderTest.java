package smtplint.analyzer.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static smtplint.analyzer.source.Evidence.BOTH;
import static smtplint.analyzer.source.Evidence.END;
import static smtplint.analyzer.source.Evidence.ENVELOPE;
import static smtplint.analyzer.source.Evidence.LINES;
import static smtplint.analyzer.source.Evidence.MESSAGE;
import static smtplint.analyzer.source.Evidence.ORDER;
import static smtplint.analyzer.source.Evidence.ROLE;
import static smtplint.analyzer.source.Evidence.START;
import static smtplint.analyzer.source.Evidence.STUFFED;
import static smtplint.analyzer.source.Evidence.TIME;
import static smtplint.analyzer.source.Evidence.WIRE;

import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import smtplint.analyzer.capture.CaptureFiles.Block;
import smtplint.analyzer.capture.Packets.Link;
import smtplint.analyzer.dialect.Recording;
import smtplint.analyzer.dialect.SessionLines;
import smtplint.analyzer.dialect.TranscriptLine;
import smtplint.analyzer.source.LineIndex;
import smtplint.analyzer.source.Position;
import smtplint.analyzer.source.SourceText;

class CaptureReaderTest {
    private static final String SHORT_SESSION = """
            OPENED
            S: 220 mx.example.com
            C: EHLO client.example.org
            S: 250-mx.example.com
            S: 250 SIZE
            C: QUIT
            S: 221 bye
            CLOSED_BY_SERVER
            """;

    private static Packets shortSession(Link link, boolean v6) {
        Packets packets = new Packets(link, v6);
        new Talk(packets, 40_000, 25)
                .open()
                .s("220 mx.example.com\r\n")
                .c("EHLO client.example.org\r\n")
                .s("250-mx.example.com\r\n250 SIZE\r\n")
                .c("QUIT\r\n")
                .s("221 bye\r\n")
                .endedByServer();
        return packets;
    }

    @ParameterizedTest
    @EnumSource
    void everyLinkTypeIsRead(Link link) {
        assertThat(Heard.in(CaptureFiles.pcap(shortSession(link, false)))).isEqualTo(SHORT_SESSION);
        assertThat(Heard.in(CaptureFiles.pcap(shortSession(link, true)))).isEqualTo(SHORT_SESSION);
    }

    @ParameterizedTest
    @CsvSource({"true,true", "true,false", "false,true", "false,false"})
    void bothByteOrdersAndResolutionsOfPcapAreRead(boolean bigEndian, boolean nanoseconds) {
        ByteOrder order = bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        byte[] file = CaptureFiles.pcap(shortSession(Link.ETHERNET, false), order, nanoseconds);
        assertThat(Heard.in(file)).isEqualTo(SHORT_SESSION);
        assertTimes(file);
    }

    @ParameterizedTest
    @CsvSource({"6", "9", "3", "148"})
    void bothByteOrdersAndEveryResolutionOfPcapngAreRead(int resolution) {
        Packets packets = shortSession(Link.ETHERNET, false);
        for (ByteOrder order : List.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN)) {
            for (Block kind : List.of(Block.ENHANCED, Block.OBSOLETE)) {
                byte[] file = CaptureFiles.pcapng(order, resolution, kind, List.of(packets));
                assertThat(Heard.in(file)).isEqualTo(SHORT_SESSION);
                assertTimes(file);
            }
        }
    }

    private static void assertTimes(byte[] file) {
        List<TranscriptLine> lines = CaptureReader.read(SourceText.of(file))
                .recording()
                .sessions()
                .get(0)
                .lines();
        assertThat(lines.get(0).time()).isEqualTo(1_000_000_000_001_000L);
        assertThat(lines.get(1).time()).isEqualTo(1_000_000_000_003_000L);
    }

    @Test
    void simplePacketsHaveNoTime() {
        byte[] file = CaptureFiles.pcapng(
                ByteOrder.LITTLE_ENDIAN, 6, Block.SIMPLE, List.of(shortSession(Link.ETHERNET, false)));
        assertThat(Heard.in(file)).isEqualTo(SHORT_SESSION);
        assertThat(CaptureReader.read(SourceText.of(file))
                        .recording()
                        .sessions()
                        .get(0)
                        .evidence())
                .doesNotContain(TIME);
    }

    @Test
    void sectionsHaveInterfacesOfTheirOwn() {
        byte[] file = CaptureFiles.pcapng(
                ByteOrder.LITTLE_ENDIAN,
                6,
                Block.ENHANCED,
                List.of(shortSession(Link.RAW, false), shortSession(Link.COOKED, true)));
        assertThat(Heard.in(file)).isEqualTo(SHORT_SESSION + "--\n" + SHORT_SESSION);
    }

    @Test
    void aWholeSessionPreservesEverything() {
        SessionLines session = CaptureReader.read(SourceText.of(CaptureFiles.pcap(shortSession(Link.ETHERNET, true))))
                .recording()
                .sessions()
                .get(0);
        assertThat(session.evidence())
                .containsExactlyInAnyOrder(
                        LINES, BOTH, ORDER, START, END, MESSAGE, STUFFED, WIRE, TIME, ENVELOPE, ROLE);
        assertThat(session.circumstances().port()).isEqualTo(25);
        assertThat(session.circumstances().peer()).contains("2001:db8::1");
    }

    @Test
    void lineEndsAndBareCarriageReturnsStayAsTheyAre() {
        Packets packets = new Packets();
        new Talk(packets, 40_000, 2525)
                .s("220 mx.example.com ESMTP\r\n")
                .c("DATA\n")
                .s("354 go\r\n")
                .c("a\rb\nc\r")
                .c("\n\n.\r\n");
        assertThat(Heard.in(CaptureFiles.pcap(packets))).isEqualTo("""
                S: 220 mx.example.com ESMTP
                C: DATA\\n
                S: 354 go
                C: a\\rb\\n
                C: c
                C: \\n
                C: .
                """);
    }

    @Test
    void aLineOverTwoPacketsPointsToItsBytes() {
        Packets packets = new Packets();
        new Talk(packets, 40_000, 25).s("220 mx\r\n").c("EHLO client.ex").c("ample.org\r\n");
        byte[] file = CaptureFiles.pcap(packets);
        CaptureReader.Capture capture = CaptureReader.read(SourceText.of(file));
        SourceText line = capture.recording().sessions().get(0).lines().get(1).content();
        assertThat(line.toString()).isEqualTo("EHLO client.example.org");
        LineIndex lines = new LineIndex(capture.source());
        for (int i = line.start(); i < line.end(); i++) {
            int at = line.span(i, i + 1).start();
            assertThat(file[(int) (at + lines.shift(lines.line(at)))]).isEqualTo((byte) line.at(i));
        }
    }

    @Test
    void interleavedSessionsAreTakenApartInTheOrderInWhichTheyAreKnownToBeMail() {
        Packets packets = new Packets();
        Talk one = new Talk(packets, 40_001, 25).open();
        Talk two = new Talk(packets, 40_000, 25).open();
        two.s("220 two\r\n");
        one.s("220 one\r\n");
        two.c("QUIT\r\n");
        one.c("NOOP\r\n").resetByClient();
        assertThat(Heard.in(CaptureFiles.pcap(packets))).isEqualTo("""
                OPENED
                S: 220 two
                C: QUIT
                --
                OPENED
                S: 220 one
                C: NOOP
                CLOSED_BY_CLIENT
                """);
    }

    @Test
    void theSamePortsMayBeUsedAgain() {
        Packets packets = new Packets();
        new Talk(packets, 40_000, 25).open().s("220 one\r\n").endedByServer();
        new Talk(packets, 40_000, 25).clientSent(999).open().s("220 two\r\n").endedByServer();
        assertThat(CaptureReader.read(SourceText.of(CaptureFiles.pcap(packets)))
                        .recording()
                        .sessions())
                .hasSize(2);
    }

    @Test
    void linesOfTheFileAreThoseOfTheDialogue() {
        byte[] file = CaptureFiles.pcap(shortSession(Link.ETHERNET, false));
        SourceText source = CaptureReader.read(SourceText.of(file)).source();
        LineIndex lines = new LineIndex(source);
        List<String> texts = new java.util.ArrayList<>();
        for (int i = 1; i <= lines.lineCount(); i++)
            // As other programs count: by packets.
            texts.add(lines.lineInFile(i) + " " + source.string(lines.lineStart(i), lines.lineEnd(i)));
        assertThat(texts)
                .containsExactly(
                        "3 220 mx.example.com",
                        "4 EHLO client.example.org",
                        "5 250-mx.example.com",
                        "5 250 SIZE",
                        "6 QUIT",
                        "7 221 bye");
        assertThat(lines.position(lines.lineStart(4) + 4)).isEqualTo(new Position(4, 5));
        int quit = lines.lineStart(5);
        assertThat(file[(int) (quit + lines.shift(5))]).isEqualTo((byte) 'Q');
    }

    @Test
    void otherProtocolsAreRemarkedOnOnceEach() {
        Packets packets = new Packets();
        new Talk(packets, 40_000, 110).s("+OK ready\r\n").c("CAPA\r\n");
        new Talk(packets, 40_001, 143).s("* OK IMAP4rev1\r\n").c("a1 NOOP\r\n");
        new Talk(packets, 40_002, 110).s("+OK ready\r\n").c("STAT\r\n");
        new Talk(packets, 40_003, 465)
                .open()
                .c("\u0016\u0003\u0001\u0002\u0000\u0001")
                .s("\u0016\u0003\u0003\u0000\u0050");
        new Talk(packets, 40_004, 21).s("220 ready\r\n").c("USER a\r\n");
        new Talk(packets, 40_005, 8025)
                .s("220 mx ESMTP\r\n")
                .c("GET / HTTP/1.1\r\n")
                .s("500 what\r\n");
        Recording recording =
                CaptureReader.read(SourceText.of(CaptureFiles.pcap(packets))).recording();
        assertThat(recording.remarks().stream().flatMap(r -> r.words().stream()))
                .containsExactly("2 connections speak POP3", "This is IMAP", "This is FTP", "This is TLS");
        assertThat(recording.reasons()).contains("2 connections POP3 left out");
        assertThat(Heard.in(recording)).isEqualTo("S: 220 mx ESMTP\nC: GET / HTTP/1.1\nS: 500 what\n");
    }
}
