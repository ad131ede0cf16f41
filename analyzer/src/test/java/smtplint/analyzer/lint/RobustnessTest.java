package smtplint.analyzer.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import smtplint.analyzer.rules.InternalRules;
import smtplint.analyzer.source.SourceText;

/** Whatever the bytes: no exception, no crashed rule, every finding inside the input. */
class RobustnessTest {
    private static final Path SAMPLES = Path.of("..", "samples");
    private static final int PREFIXES = 150;
    private static final int DELETIONS = 150;

    private final LintWorker worker = new Linter(Settings.at(Instant.parse("2026-11-22T12:00:00Z"))).worker();

    static List<Path> samples() throws IOException {
        try (Stream<Path> files = Files.list(SAMPLES)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().endsWith(".findings"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void judgesEveryPrefix(Path sample) {
        byte[] bytes = read(sample);
        int step = Math.max(1, bytes.length / PREFIXES);
        for (int end = 0; end <= bytes.length; end += step) survives(Arrays.copyOf(bytes, end), sample);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void judgesEveryFileThatLostAByte(Path sample) {
        byte[] bytes = read(sample);
        int step = Math.max(1, bytes.length / DELETIONS);
        for (int lost = 0; lost < bytes.length; lost += step) {
            byte[] rest = Arrays.copyOf(bytes, bytes.length - 1);
            System.arraycopy(bytes, lost + 1, rest, lost, rest.length - lost);
            survives(rest, sample);
        }
    }

    @Test
    void judgesSamplesCutAndPastedAtRandom() throws IOException {
        List<byte[]> all = samples().stream().map(RobustnessTest::read).toList();
        Random random = new Random(1);
        for (int round = 0; round < 1000; round++) {
            byte[] first = all.get(random.nextInt(all.size()));
            byte[] second = all.get(random.nextInt(all.size()));
            int cut = random.nextInt(first.length);
            int from = random.nextInt(second.length);
            byte[] spliced = Arrays.copyOf(first, cut + second.length - from);
            System.arraycopy(second, from, spliced, cut, second.length - from);
            for (int noise = random.nextInt(4); noise > 0; noise--)
                spliced[random.nextInt(spliced.length)] = (byte) random.nextInt(256);
            survives(spliced, "round " + round);
        }
    }

    @Test
    void judgesRandomBytes() {
        Random random = new Random(2);
        String[] heads = {"", "From: ", "C: ", "S: 220 ", "From a Sun Nov 22 10:00:00 2026\n", "220 mx\r\nEHLO a\r\n"};
        for (int round = 0; round < 1000; round++) {
            byte[] noise = new byte[random.nextInt(400)];
            random.nextBytes(noise);
            byte[] head = SourceText.of(heads[round % heads.length]).copy();
            byte[] bytes = Arrays.copyOf(head, head.length + noise.length);
            System.arraycopy(noise, 0, bytes, head.length, noise.length);
            survives(bytes, "round " + round);
        }
    }

    private void survives(byte[] bytes, Object what) {
        Report any = worker.check(SourceText.of(bytes), "unknown");
        Report message = worker.checkMessage(SourceText.of(bytes));
        for (Report report : List.of(any, message)) {
            assertThat(report.findings())
                    .as("%s, %d octets", what, bytes.length)
                    .noneMatch(finding -> finding.rule().id().equals(InternalRules.CRASHED))
                    .allMatch(finding -> finding.span().end() <= bytes.length)
                    .allMatch(finding ->
                            finding.related().stream().allMatch(r -> r.span().end() <= bytes.length));
        }
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
