package smtplint.analyzer.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import smtplint.analyzer.rules.InternalRules;
import smtplint.analyzer.source.SourceText;

class LimitsTest {
    private static final String NESTED = "Content-Type: multipart/mixed; boundary=a\n\n--a\n"
            + "Content-Type: multipart/mixed; boundary=b\n\n--b\n"
            + "Content-Type: multipart/mixed; boundary=c\n\n--c\n\nHello.\n--c--\n--b--\n--a--\n";
    private static final String FIELDS = "Subject: a\n".repeat(20) + "\nHello.\n";

    @ParameterizedTest
    @CsvSource({
        "1000, 1000, 5, 10, 10, fields, The number of fields is over the limit of 5",
        "1000, 100, 50, 10, 10, fields, The size of the header section is over the limit of 100",
        "100, 1000, 50, 10, 10, fields, The size of the message is over the limit of 100",
        "1000, 1000, 50, 2, 10, nested, The depth of nested parts is over the limit of 2",
        "1000, 1000, 50, 10, 2, nested, The number of parts is over the limit of 2",
    })
    void namesTheLimitOnce(long unit, int header, int fields, int depth, int parts, String input, String message) {
        List<String> found = reached(
                new Limits(unit, 1000, header, fields, depth, parts, 100), input.equals("fields") ? FIELDS : NESTED);
        assertThat(found).containsExactly(message + "; what lies behind was not judged");
    }

    @Test
    void saysNothingWithinThem() {
        assertThat(reached(new Limits(1000, 1000, 1000, 20, 3, 10, 100), FIELDS))
                .isEmpty();
        assertThat(reached(new Limits(1000, 1000, 1000, 20, 3, 10, 100), NESTED))
                .isEmpty();
    }

    @Test
    void refusesASessionOverTheSizeAndReadsTheOthers() {
        String small = "S: 220 mx.example.net\nC: QUIT\nS: 221 Bye\n";
        String large = "S: 220 mx.example.net\n" + "C: NOOP\nS: 250 Ok\n".repeat(20) + "C: QUIT\nS: 221 Bye\n";
        Report report = check(new Limits(100, 1000, 1000, 20, 3, 10, 100), large + small);
        assertThat(report.sessions()).hasSize(1);
        assertThat(report.findings())
                .filteredOn(finding -> finding.rule().id().equals(InternalRules.LIMIT))
                .singleElement()
                .satisfies(finding -> assertThat(finding.message()).startsWith("The size of the session"));
    }

    @Test
    void keepsAThousandFindingsOfARule() {
        Report report = check(Limits.DEFAULT, "Subject: a\n".repeat(3000) + "\nHello.\n");
        assertThat(report.findings())
                .filteredOn(finding -> finding.rule().id().equals("header-syntax/header-singleton-duplicated"))
                .hasSize(1000);
        assertThat(report.findings())
                .anyMatch(finding -> finding.message()
                        .startsWith("The number of findings of header-syntax/header-singleton-duplicated"));
    }

    private static List<String> reached(Limits limits, String input) {
        return check(limits, input).findings().stream()
                .filter(finding -> finding.rule().id().equals(InternalRules.LIMIT))
                .map(Finding::message)
                .toList();
    }

    private static Report check(Limits limits, String input) {
        Instant now = Instant.parse("2026-11-22T12:00:00Z");
        Linter linter = new Linter(new Settings(now, Map.of(), Optional.empty(), limits));
        SourceText text = SourceText.of(input);
        return input.startsWith("S: ") ? linter.check(text, "a.smtp") : linter.checkMessage(text);
    }
}
