package smtplint.analyzer.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import smtplint.analyzer.source.SourceText;

class DialectDetectorTest {

    static List<Dialect> dialects() {
        return DialectDetector.dialects();
    }

    @ParameterizedTest
    @MethodSource("dialects")
    void tellsItsOwnExample(Dialect dialect) {
        Recording recording = DialectDetector.read(SourceText.of(dialect.example()), Optional.empty())
                .orElseThrow();
        assertThat(recording.dialect()).isEqualTo(dialect.name());
        assertThat(recording.confidence()).isGreaterThan(0.5);
        assertThat(recording.reasons()).isNotEmpty();
        assertThat(recording.sessions().isEmpty()).isEqualTo(DialectDetector.isLog(dialect.name()));
    }

    @ParameterizedTest
    @MethodSource("dialects")
    void saysWhatItIs(Dialect dialect) {
        assertThat(DialectDetector.find(dialect.name())).contains(dialect);
        assertThat(DialectDetector.names()).containsOnlyOnce(dialect.name());
        assertThat(dialect.recordedBy()).isNotBlank();
        assertThat(dialect.hides()).isNotBlank();
        assertThat(dialect.preserves()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n\n",
                "hello\nworld\n",
                "From: alice@example.org\nSubject: S: 220\n\nS: 220 mx\nC: QUIT\nS: 221 bye\n",
                "Received: from a.example\n\n<-  220 mx\n -> QUIT\n<-  221 bye\n",
                "From alice@example.org Mon Jan  1 00:00:00 2024\nX-Test: 1\n\nS: 220 mx\n",
                "Dear all,\n\nsee you on Monday.\n\nC: you too\n",
            })
    void findsNoTranscriptIn(String text) {
        assertThat(DialectDetector.read(SourceText.of(text), Optional.empty())).isEmpty();
    }

    @Test
    void anUnknownNameReadsNothing() {
        assertThat(DialectDetector.read(SourceText.of("S: 220 mx\n"), Optional.of("no-such")))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("dialects")
    void readsEveryPrefixOfEveryExample(Dialect dialect) {
        for (Dialect other : DialectDetector.dialects()) {
            byte[] bytes = other.example().getBytes(StandardCharsets.UTF_8);
            for (int length = 0; length <= bytes.length; length += dialect == other ? 1 : 31) {
                byte[] prefix = java.util.Arrays.copyOf(bytes, length);
                readInside(prefix, Optional.of(dialect.name()));
                if (dialect == other) readInside(prefix, Optional.empty());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dialects")
    void readsDamagedExamples(Dialect dialect) {
        Random random = new Random(821);
        byte[] example = dialect.example().getBytes(StandardCharsets.UTF_8);
        for (int round = 0; round < 2_000; round++) {
            byte[] bytes = example.clone();
            int changes = 1 + random.nextInt(6);
            for (int i = 0; i < changes; i++) bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            readInside(bytes, Optional.of(dialect.name()));
            readInside(bytes, Optional.empty());
        }
        for (int round = 0; round < 500; round++) {
            byte[] bytes = new byte[random.nextInt(200)];
            random.nextBytes(bytes);
            readInside(bytes, Optional.of(dialect.name()));
        }
    }

    private static void readInside(byte[] bytes, Optional<String> dialect) {
        DialectDetector.read(SourceText.of(bytes), dialect).ifPresent(recording -> {
            for (SessionLines session : recording.sessions())
                for (TranscriptLine line : session.lines()) {
                    assertThat(line.span().end()).isLessThanOrEqualTo(bytes.length);
                    assertThat(line.span().covers(line.content().span())).isTrue();
                }
        });
    }
}
