package smtplint.analyzer.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import smtplint.analyzer.source.SourceText;

/** A recording that ends before a BDAT chunk does is cut: neither side is at fault. */
class CutChunkTest {
    private static final String BEGIN = """
            S: 220 mx.example.com ESMTP
            C: EHLO client.example.org
            S: 250-mx.example.com
            S: 250-CHUNKING
            S: 250-ENHANCEDSTATUSCODES
            S: 250 PIPELINING
            C: MAIL FROM:<alice@example.org>
            S: 250 2.1.0 ok
            C: RCPT TO:<bob@example.com>
            S: 250 2.1.5 ok
            """;
    private static final String TWO_LINES = "C: From: alice@example.org\nC: To: bob@example.com\n";

    static List<Arguments> recordings() {
        return List.of(
                Arguments.of("cut behind a line", "C: BDAT 500 LAST\n" + TWO_LINES, List.of("framing/transcript-gap")),
                Arguments.of(
                        "cut within a line",
                        "C: BDAT 500 LAST\n" + TWO_LINES + "C: Subj",
                        List.of("framing/transcript-gap")),
                Arguments.of(
                        "cut in the second chunk",
                        "C: BDAT 27\nC: From: alice@example.org\nS: 250 2.0.0 ok\nC: BDAT 80 LAST\nC: To: bob@example.com\n",
                        List.of("framing/transcript-gap")),
                Arguments.of("cut behind BDAT", "C: BDAT 500 LAST\n", List.of()),
                Arguments.of("complete, without its reply", "C: BDAT 46\n" + TWO_LINES, List.of()),
                Arguments.of(
                        "not cut: the connection was lost", "C: BDAT 500 LAST\n" + TWO_LINES + "# close\n", List.of()),
                Arguments.of(
                        "not cut: the server takes less for all",
                        "C: BDAT 500 LAST\n" + TWO_LINES + "S: 250 2.0.0 ok\nC: QUIT\nS: 221 2.0.0 bye\n",
                        List.of("data/bdat-length-mismatch")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("recordings")
    void whatIsFound(String name, String end, List<String> rules) {
        Report report = new Linter(Settings.at(Instant.parse("2026-01-05T12:00:00Z")))
                .check(SourceText.of(BEGIN + end), "cut.smtp");
        assertThat(report.findings())
                .extracting(f -> f.rule().id())
                .filteredOn(id -> !id.startsWith("header") && !id.startsWith("security"))
                .containsExactlyElementsOf(rules);
    }
}
