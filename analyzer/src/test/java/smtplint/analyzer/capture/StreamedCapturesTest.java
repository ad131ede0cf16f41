package smtplint.analyzer.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static smtplint.analyzer.lint.PieceByPiece.cutAt;
import static smtplint.analyzer.lint.PieceByPiece.inPieces;
import static smtplint.analyzer.lint.PieceByPiece.whole;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import smtplint.analyzer.capture.CaptureFiles.Block;
import smtplint.analyzer.capture.Packets.Link;
import smtplint.analyzer.lint.Limits;
import smtplint.analyzer.lint.Linter;
import smtplint.analyzer.lint.Settings;
import smtplint.analyzer.model.Side;
import smtplint.analyzer.rules.Severity;
import smtplint.analyzer.source.SourceText;

/** A capture read piece by piece gives the findings of the same capture read whole, however it was cut. */
class StreamedCapturesTest {
    private static final Path DATA = Path.of("../../shared/data");
    private static final Linter LINTER = linter(Limits.DEFAULT);

    private static Linter linter(Limits limits) {
        return new Linter(new Settings(Instant.parse("2026-11-22T12:00:00Z"), Map.of(), Optional.empty(), limits));
    }

    @TestFactory
    Stream<DynamicTest> recordings() throws IOException {
        assumeTrue(Files.isDirectory(DATA), "skipped, no " + DATA);
        List<Path> files = new ArrayList<>();
        for (String folder : List.of("captures", "transcripts/pcap"))
            try (Stream<Path> walk = Files.walk(DATA.resolve(folder))) {
                walk.filter(file -> file.toString().matches(".*\\.(pcap|pcapng|trace|cap)"))
                        .forEach(files::add);
            }
        assertThat(files).hasSizeGreaterThan(20);
        return files.stream()
                .sorted()
                .map(file -> DynamicTest.dynamicTest(file.toString(), () -> {
                    byte[] bytes = Files.readAllBytes(file);
                    List<String> whole = whole(LINTER, bytes);
                    for (int size : new int[] {1, 7, 4096})
                        assertThat(inPieces(LINTER, bytes, size))
                                .as("pieces of %d", size)
                                .isEqualTo(whole);
                }));
    }

    /** What happens to a connection, by name. */
    private static Map<String, Consumer<Packets>> connections() {
        Map<String, Consumer<Packets>> cases = new LinkedHashMap<>();
        cases.put("interleaved", packets -> {
            Talk one = new Talk(packets, 40_001, 25).open();
            Talk two = new Talk(packets, 40_002, 25).open();
            two.s("220 mx.example.com\r\n").c("EHLO two.example.org\r\n");
            one.s("220 mx.example.com\r\n").c("EHLO one.example.org\r\n");
            two.s("250 mx.example.com\r\n").c("RCPT TO:<bob@example.com>\r\n");
            one.s("250 mx.example.com\r\n").c("DATA\r\n").s("503 no\r\n").endedByServer();
            two.s("503 no\r\n").c("QUIT\r\n").s("221 bye\r\n").endedByServer();
        });
        cases.put(
                "retransmission",
                packets -> begin(packets)
                        .clientAt(0, "NOOP\r\n")
                        .clientAt(0, "NOOP\r\n")
                        .clientAt(0, "NOOP\r\nRSET\r\n")
                        .clientSent(12)
                        .s("250 ok\r\n250 ok\r\n")
                        .resetByClient());
        cases.put(
                "overlap",
                packets -> begin(packets)
                        .clientAt(2, "OP\r\n")
                        .clientAt(0, "HELP\r\nDATA\r\n")
                        .clientAt(4, "xx")
                        .clientSent(12)
                        .s("250 ok\r\n503 no\r\n"));
        cases.put(
                "reordering",
                packets -> begin(packets)
                        .clientAt(6, "DATA\r\n")
                        .clientAt(12, "QUIT\r\n")
                        .clientAt(0, "NOOP\r\n")
                        .clientSent(18)
                        .s("250 ok\r\n503 no\r\n221 bye\r\n")
                        .endedByServer());
        cases.put("reply before its command", packets -> {
            Talk talk = begin(packets).clientSent(6).s("503 no\r\n").clientSent(-6);
            talk.serverSent(-8)
                    .c("DATA\r\n")
                    .serverSent(8)
                    .c("QUIT\r\n")
                    .s("221 bye\r\n")
                    .endedByServer();
        });
        cases.put("same ports again", packets -> {
            begin(packets).c("DATA\r\n").s("503 no\r\n").endedByServer();
            new Talk(packets, 40_000, 25)
                    .clientSent(999)
                    .open()
                    .s("220 mx.example.com\r\n")
                    .c("RSET\r\n")
                    .s("250 ok\r\n");
        });
        cases.put(
                "missing segment",
                packets -> begin(packets)
                        .c("MAIL FROM:<alice@example.org>\r\n")
                        .clientSent(100)
                        .c("xyz\r\nDATA\r\n")
                        .s("250 ok\r\n250 ok\r\n503 no\r\n"));
        cases.put(
                "no handshake",
                packets -> new Talk(packets, 40_000, 25)
                        .c("DATA\r\n")
                        .s("503 no\r\n")
                        .c("QUIT\r\n")
                        .s("221 bye\r\n"));
        cases.put(
                "in the middle of content",
                packets -> new Talk(packets, 40_000, 25)
                        .c("of the message\r\n.\r\n")
                        .s("250 ok\r\n")
                        .c("QUIT\r\n")
                        .s("221 bye\r\n"));
        cases.put("one side", packets -> {
            Talk talk = new Talk(packets, 40_000, 25);
            for (int i = 0; i < 100; i++)
                talk.c("MAIL FROM:<a@example.org>\r\n").c("RSET\r\n");
        });
        cases.put("many segments", packets -> {
            Talk talk = begin(packets);
            for (int i = 0; i < 100; i++)
                talk.c("NO").c("OP\r").c("\n").s("250 ok\r").s("\n");
            talk.c("DATA\r\n").s("503 no\r\n");
        });
        cases.put("packets cut short", packets -> {
            Talk talk = begin(packets);
            for (int i = 0; i < 10; i++) {
                talk.c("VRFY somebody\r\nNOOP\r\n");
                packets.cutLast(14 + 24 + 24 + 16);
                talk.s("250 ok\r\n250 ok\r\n");
            }
        });
        cases.put(
                "TLS",
                packets -> begin(packets)
                        .c("STARTTLS\r\n")
                        .s("220 go\r\n")
                        .c("\u0016\u0003\u0001\0\u0001\n")
                        .s("\u0016\u0003\u0003\0\n")
                        .endedByServer());
        cases.put("other protocols", packets -> {
            new Talk(packets, 40_001, 110).open().s("+OK ready\r\n").c("QUIT\r\n");
            new Talk(packets, 40_002, 143).open().s("* OK ready\r\n").c("1 LOGOUT\r\n");
            new Talk(packets, 40_003, 110).open().s("+OK ready\r\n").c("STAT\r\n");
            begin(packets).c("DATA\r\n").s("503 no\r\n");
        });
        cases.put("fragments", packets -> {
            byte[] segment = begin(packets).clientSegment("EHLO client.example.org\r\nDATA\r\n");
            packets.add(packets.v4(true, Arrays.copyOfRange(segment, 32, segment.length), 32, false, 77));
            packets.add(packets.v4(true, Arrays.copyOfRange(segment, 0, 32), 0, true, 77));
        });
        return cases;
    }

    private static Talk begin(Packets packets) {
        return new Talk(packets, 40_000, 25)
                .open()
                .s("220 mx.example.com\r\n")
                .c("EHLO client.example.org\r\n")
                .s("250 mx.example.com\r\n");
    }

    @TestFactory
    Stream<DynamicTest> ownCapturesCutAtEveryByte() {
        return connections().entrySet().stream()
                .map(each -> DynamicTest.dynamicTest(each.getKey(), () -> {
                    Packets packets = new Packets();
                    each.getValue().accept(packets);
                    byte[] bytes = CaptureFiles.pcap(packets);
                    assertSame(bytes);
                    assertThat(whole(LINTER, bytes)).isNotEmpty();
                    // The last packet is cut off.
                    assertSame(Arrays.copyOf(bytes, bytes.length - 5));
                }));
    }

    private static void assertSame(byte[] bytes) {
        List<String> whole = whole(LINTER, bytes);
        int step = 1 + bytes.length / 500;
        for (int cut = 0; cut <= bytes.length; cut += step)
            assertThat(cutAt(LINTER, bytes, cut)).as("cut at %d", cut).isEqualTo(whole);
        for (int size : new int[] {1, 3, 100})
            assertThat(inPieces(LINTER, bytes, size)).as("pieces of %d", size).isEqualTo(whole);
    }

    @Test
    void sectionsAndInterfaces() {
        List<Packets> sections = new ArrayList<>();
        for (Consumer<Packets> connection : connections().values()) {
            Packets packets = new Packets(sections.size() % 2 == 0 ? Link.ETHERNET : Link.COOKED, false);
            connection.accept(packets);
            sections.add(packets);
        }
        for (ByteOrder order : List.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN))
            assertSame(CaptureFiles.pcapng(order, 6, Block.ENHANCED, sections));
    }

    @Test
    void brokenFiles() {
        Random random = new Random(11);
        List<byte[]> files = new ArrayList<>();
        for (Consumer<Packets> connection : connections().values()) {
            Packets packets = new Packets();
            connection.accept(packets);
            files.add(CaptureFiles.pcap(packets));
            files.add(CaptureFiles.pcapng(ByteOrder.LITTLE_ENDIAN, 9, Block.ENHANCED, List.of(packets)));
        }
        for (int i = 0; i < 400; i++) {
            byte[] broken = files.get(i % files.size()).clone();
            for (int k = random.nextInt(4); k >= 0; k--)
                broken[12 + random.nextInt(broken.length - 12)] = (byte) random.nextInt(256);
            assertThat(inPieces(LINTER, broken, 1 + random.nextInt(300)))
                    .as("round %d", i)
                    .isEqualTo(whole(LINTER, broken));
        }
    }

    @Test
    void limitsAreTheSameAndAreNamed() {
        Packets packets = new Packets();
        for (int port = 40_000; port < 40_004; port++)
            new Talk(packets, port, 25).open().s("220 mx.example.com\r\n").c("EHLO client.example.org\r\n");
        begin(packets, 40_100).c("VRFY " + "x".repeat(900) + "\r\n").s("250 ok\r\n");
        byte[] bytes = CaptureFiles.pcap(packets);
        Linter crowded = linter(new Limits(1 << 20, 1 << 20, 1 << 20, 100, 10, 10, 2));
        assertThat(whole(crowded, bytes))
                .anyMatch(f -> f.contains("The number of open connections is over the limit of 2"));
        Linter small = linter(new Limits(500, 1 << 20, 1 << 20, 100, 10, 10, 100));
        assertThat(whole(small, bytes)).anyMatch(f -> f.contains("The size of the session is over the limit of 500"));
        assertThat(whole(small, bytes)).noneMatch(f -> f.contains("The size of the open sessions"));
        Linter full = linter(new Limits(1000, 1 << 20, 1 << 20, 100, 10, 10, 100));
        assertThat(whole(full, bytes))
                .anyMatch(f -> f.contains("The size of the open sessions is over the limit of 1000"));
        for (Linter linter : List.of(crowded, small, full))
            for (int size : new int[] {1, 50, 5000})
                assertThat(inPieces(linter, bytes, size)).isEqualTo(whole(linter, bytes));
    }

    private static Talk begin(Packets packets, int port) {
        return new Talk(packets, port, 25).open().s("220 mx.example.com\r\n").c("EHLO client.example.org\r\n");
    }

    /** A hole that is never filled holds up what is behind it for a while. */
    @Test
    void aHoleThatTheOtherSideKnowsNothingOfIsGivenUp() {
        Packets packets = new Packets();
        Talk talk = begin(packets).clientSent(6);
        for (int i = 0; i < 1000; i++) talk.c("NOOP\r\n").s("250 ok\r\n");
        byte[] bytes = CaptureFiles.pcap(packets);
        assertThat(whole(LINTER, bytes)).noneMatch(f -> f.contains("limit"));
        assertThat(inPieces(LINTER, bytes, 1000)).isEqualTo(whole(LINTER, bytes));

        Packets unheard = new Packets();
        Talk alone = begin(unheard);
        for (int i = 1; i < 5000; i++) alone.clientAt(6 * i, "NOOP\r\n");
        byte[] held = CaptureFiles.pcap(unheard);
        assertThat(whole(LINTER, held)).anyMatch(f -> f.contains("What waits for a missing segment is over the limit"));
        assertThat(inPieces(LINTER, held, 1000)).isEqualTo(whole(LINTER, held));
    }

    /** What is silent for long, by packets and time, ends; the same ports later are another session. */
    @Test
    void anIdleConnectionEnds() {
        Packets packets = new Packets();
        Talk idle = begin(packets, 40_000).s("250 mx.example.com\r\n");
        Talk busy = begin(packets, 40_001).s("250 mx.example.com\r\n");
        for (int i = 0; i < 1200; i++) {
            busy.c("NOOP\r\n").s("250 ok\r\n");
            packets.pass(4_000_000);
        }
        idle.c("QUIT\r\n").s("221 bye\r\n").endedByServer();
        byte[] bytes = CaptureFiles.pcap(packets);
        assertThat(whole(LINTER, bytes))
                .filteredOn(f -> f.startsWith("session "))
                .hasSize(3);
        assertThat(whole(LINTER, bytes)).noneMatch(f -> f.contains("error") && f.contains("quit"));
        assertThat(inPieces(LINTER, bytes, 1000)).isEqualTo(whole(LINTER, bytes));
    }

    /** A capture begins and ends in the middle of connections: nobody is blamed for what is not there. */
    @Test
    void cutSessionsAreNotAtFault() {
        Packets packets = new Packets();
        begin(packets)
                .c("MAIL FROM:<alice@example.org>\r\n")
                .s("250 2.1.0 ok\r\n")
                .c("RCPT TO:<bob@example.com>\r\n")
                .s("250 2.1.5 ok\r\n")
                .c("DATA\r\n")
                .s("354 go\r\n")
                .c("Date: Sun, 22 Nov 2026 10:00:07 +0000\r\nFrom: alice@example.org\r\n")
                .c("Message-ID: <1@client.example.org>\r\nSubject: hello\r\n\r\nHello,\r\n")
                .c("Bob.\r\n.\r\n")
                .s("250 2.0.0 ok\r\n")
                .c("QUIT\r\n")
                .s("221 2.0.0 bye\r\n")
                .endedByServer();
        int count = packets.all().size();
        for (int from = 0; from < count; from++)
            for (int to = from + 1; to <= count; to++) {
                byte[] part = CaptureFiles.pcap(packets.part(from, to));
                assertThat(LINTER.check(SourceText.of(part), "").findings())
                        .as("packets %d to %d", from, to)
                        .filteredOn(finding -> finding.side() != Side.MESSAGE)
                        .noneMatch(finding -> finding.severity() == Severity.ERROR);
            }
    }
}
