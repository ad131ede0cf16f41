package smtplint.analyzer.capture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import smtplint.analyzer.dialect.Recording;
import smtplint.analyzer.source.Evidence;
import smtplint.analyzer.source.SourceText;

/** What TCP does to a dialogue, and what a capture leaves out. */
class StreamsTest {
    private final Packets packets = new Packets();
    private final Talk talk = new Talk(packets, 40_000, 25).open().s("220 mx.example.com\r\n");

    private void assertHeard(String dialogue) {
        assertThat(Heard.in(CaptureFiles.pcap(packets))).isEqualTo("OPENED\nS: 220 mx.example.com\n" + dialogue);
    }

    @Test
    void segmentsOutOfOrderAreSorted() {
        talk.clientAt(6, "RSET\r\n")
                .clientAt(12, "QUIT\r\n")
                .clientAt(0, "NOOP\r\n")
                .clientSent(18)
                .s("250 ok\r\n");
        assertHeard("C: NOOP\nC: RSET\nC: QUIT\nS: 250 ok\n");
    }

    @Test
    void retransmissionsAreHeardOnce() {
        talk.clientAt(0, "NOOP\r\n").clientAt(0, "NOOP\r\n").clientAt(0, "NOOP\r\nRSET\r\n");
        assertHeard("C: NOOP\nC: RSET\n");
    }

    @Test
    void whereSegmentsOverlapTheFirstWins() {
        talk.clientAt(2, "OP\r\n").clientAt(0, "HELP\r\nQUIT\r\n").clientAt(4, "xx");
        assertHeard("C: HEOP\nC: QUIT\n");
    }

    @Test
    void missingSegmentsLeaveAGap() {
        talk.c("NOOP\r\n").clientSent(100).c("EFGH\r\nRSET\r\n").s("250 ok\r\n").serverSent(5);
        talk.s("250 ok\r\n");
        assertHeard("C: NOOP\nGAP\nC: RSET\nS: 250 ok\nGAP\nS: 250 ok\n");
    }

    @Test
    void whatIsMissingCameBeforeItsReply() {
        talk.c("NOOP\r\n").clientSent(100).s("250 ok\r\n").c("QUIT\r\n");
        assertHeard("C: NOOP\nGAP\nS: 250 ok\nC: QUIT\n");
    }

    @Test
    void aPacketCutByTheCaptureLeavesAGap() {
        talk.c("NOOP\r\nRSET\r\n");
        packets.cutLast(14 + 24 + 24 + 8);
        talk.s("250 ok\r\n");
        assertHeard("C: NOOP\nGAP\nS: 250 ok\n");
    }

    @Test
    void aGapInContentIsContentThatIsNotShown() {
        talk.c("DATA\r\n").s("354 go\r\n").c("one\r\n").clientSent(1000).c("QUIT\r\n.\r\n");
        talk.s("250 ok\r\n").c("QUIT\r\n");
        assertHeard("C: DATA\nS: 354 go\nC: one\nELIDED\nC: .\nS: 250 ok\nC: QUIT\n");
    }

    @Test
    void aGapInAChunkEndsWithIt() {
        talk.c("BDAT 20 LAST\r\n0123").clientSent(10).c("456789QUIT\r\n");
        assertHeard("C: BDAT 20 LAST\nELIDED\nC: QUIT\n");
    }

    @Test
    void aChunkEndsWhereItSays() {
        talk.c("BDAT 5\r\nab\ncd").s("250 ok\r\n").c("QUIT\r\n");
        assertHeard("C: BDAT 5\nC: ab\\n\nC: cd\\\nS: 250 ok\nC: QUIT\n");
    }

    @Test
    void packetsOfTheTwoDirectionsInTheWrongOrderAreSortedByWhatTheyAcknowledge() {
        talk.clientSent(6)
                .s("250 ok\r\n")
                .clientSent(-6)
                .serverSent(-8)
                .c("NOOP\r\n")
                .serverSent(8);
        talk.c("QUIT\r\n");
        assertHeard("C: NOOP\nS: 250 ok\nC: QUIT\n");
    }

    @Test
    void fragmentsOfAPacketAreOneInWhateverOrder() {
        byte[] segment = talk.clientSegment("EHLO client.example.org\r\n");
        byte[] first = java.util.Arrays.copyOfRange(segment, 0, 32);
        byte[] second = java.util.Arrays.copyOfRange(segment, 32, segment.length);
        packets.add(packets.v4(true, second, 32, false, 77));
        packets.add(packets.v4(true, first, 0, true, 77));
        assertHeard("C: EHLO client.example.org\n");
    }

    @Test
    void withoutAHandshakeTheSideThatRepliesIsTheServer() {
        Packets middle = new Packets();
        new Talk(middle, 25, 40_000).s("NOOP\r\n").c("250 ok\r\n").s("QUIT\r\n").c("221 bye\r\n");
        Recording recording =
                CaptureReader.read(SourceText.of(CaptureFiles.pcap(middle))).recording();
        assertThat(Heard.in(recording)).isEqualTo("C: NOOP\nS: 250 ok\nC: QUIT\nS: 221 bye\n");
        assertThat(recording.sessions().get(0).evidence()).doesNotContain(Evidence.START);
    }

    @Test
    void afterTheReplyToStarttlsNothingIsHeard() {
        talk.c("STARTTLS\r\n")
                .s("220 go\r\n")
                .c("\u0016\u0003\u0001\0\u0001\n")
                .s("\u0016\u0003\u0003\0\n")
                .endedByServer();
        assertHeard("C: STARTTLS\nS: 220 go\nTLS\n");
    }

    @Test
    void aClientThatGoesOnInTheClearAfterStarttlsIsHeard() {
        talk.c("STARTTLS\r\n").s("220 go\r\n").c("NOOP\r\n");
        assertHeard("C: STARTTLS\nS: 220 go\nC: NOOP\n");
    }

    @Test
    void aLineThatTheCaptureDoesNotEndIsHidden() {
        talk.c("EHLO client.exam");
        assertHeard("C: EHLO client.exam\\ hidden\n");
    }

    @Test
    void aLineThatTheSideDidNotEndIsShown() {
        talk.c("QUIT").resetByClient();
        assertHeard("C: QUIT\\\nCLOSED_BY_CLIENT\n");
    }

    @Test
    void otherProtocolsAreNamedAndLeftOut() {
        new Talk(packets, 40_001, 110).open().s("+OK ready\r\n").c("QUIT\r\n");
        new Talk(packets, 40_002, 143).open().s("* OK ready\r\n").c("1 LOGOUT\r\n");
        new Talk(packets, 40_003, 80).open().c("GET / HTTP/1.0\r\n\r\n").s("HTTP/1.0 200 OK\r\n\r\n");
        new Talk(packets, 40_004, 465).open().c("\u0016\u0003\u0001\0\u0001\n").s("\u0016\u0003\u0003\0\n");
        new Talk(packets, 40_005, 21).open().s("220 files.example.com\r\n").c("QUIT\r\n");
        Recording recording =
                CaptureReader.read(SourceText.of(CaptureFiles.pcap(packets))).recording();
        assertThat(recording.sessions()).hasSize(1);
        assertThat(recording.reasons())
                .containsExactly(
                        "begins as a pcap file",
                        "1 connection POP3 left out",
                        "1 connection IMAP left out",
                        "1 connection HTTP left out",
                        "1 connection FTP left out",
                        "1 connection TLS left out");
    }
}
