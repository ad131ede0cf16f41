package smtplint.analyzer.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteOrder;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import smtplint.analyzer.capture.CaptureFiles.Block;
import smtplint.analyzer.capture.Packets.Link;
import smtplint.analyzer.dialect.SessionLines;
import smtplint.analyzer.lint.Linter;
import smtplint.analyzer.lint.Report;
import smtplint.analyzer.lint.Settings;
import smtplint.analyzer.source.SourceText;

class CaptureRobustnessTest {
    private final Linter linter = new Linter(Settings.at(Instant.EPOCH));

    private static List<byte[]> files() {
        Packets packets = new Packets(Link.VLAN, true);
        new Talk(packets, 40_000, 25)
                .open()
                .s("220 mx.example.com\r\n")
                .c("EHLO client.example.org\r\nMAIL FROM:<a@example.org>\r\n")
                .clientAt(12, "DATA\r\n")
                .s("250 ok\r\n")
                .c("BDAT 5 LAST\r\nab\ncd")
                .endedByServer();
        return List.of(
                CaptureFiles.pcap(packets, ByteOrder.BIG_ENDIAN, true),
                CaptureFiles.pcapng(ByteOrder.LITTLE_ENDIAN, 9, Block.ENHANCED, List.of(packets, packets)));
    }

    @Test
    void everyPrefixIsRead() {
        for (byte[] file : files()) {
            for (int length = 24; length < file.length; length++) {
                SourceText prefix = SourceText.of(Arrays.copyOf(file, length));
                assertThat(CaptureReader.isCapture(prefix)).isTrue();
                assertSpansInside(CaptureReader.read(prefix).recording().sessions(), length);
            }
        }
    }

    @Test
    void brokenFilesAreRead() {
        Random random = new Random(7);
        for (byte[] file : files()) {
            for (int i = 0; i < 1000; i++) {
                byte[] broken = file.clone();
                for (int k = random.nextInt(6); k >= 0; k--)
                    broken[12 + random.nextInt(broken.length - 12)] = (byte) random.nextInt(256);
                assertSpansInside(
                        CaptureReader.read(SourceText.of(broken)).recording().sessions(), broken.length);
                if (i % 10 == 0)
                    assertThat(linter.check(SourceText.of(broken), "broken.pcap")
                                    .kind())
                            .isEqualTo(Report.Kind.CAPTURE);
            }
        }
    }

    private static void assertSpansInside(List<SessionLines> sessions, int length) {
        assertThat(sessions.stream()
                        .flatMap(session -> session.lines().stream())
                        .mapToInt(line -> line.span().end())
                        .max()
                        .orElse(0))
                .isLessThanOrEqualTo(length);
    }

    @Test
    void aFileWithoutMailHasNoSessions() {
        Packets packets = new Packets();
        new Talk(packets, 40_000, 80).open().c("GET / HTTP/1.0\r\n\r\n");
        Report report = linter.check(SourceText.of(CaptureFiles.pcap(packets)), "web.pcap");
        assertThat(report.dialect()).isEqualTo("pcap");
        assertThat(report.sessions()).isEmpty();
        assertThat(report.findings()).extracting(f -> f.rule().id()).containsExactly("framing/foreign-protocol");
    }

    @Test
    void manyOverlapsTakeLinearTime() {
        Packets packets = new Packets();
        Talk talk = new Talk(packets, 40_000, 25).open().s("220 mx\r\n");
        String long1 = "x".repeat(20_000);
        for (int i = 20_000; i > 0; i -= 2) talk.clientAt(i, "y");
        for (int i = 0; i < 200; i++) talk.clientAt(0, long1);
        assertThat(CaptureReader.read(SourceText.of(CaptureFiles.pcap(packets)))
                        .recording()
                        .sessions())
                .hasSize(1);
    }
}
