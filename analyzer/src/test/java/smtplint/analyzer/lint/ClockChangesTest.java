package smtplint.analyzer.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import smtplint.analyzer.source.SourceText;

/** Summer time, the turn of the year and lines out of order say nothing of how long somebody waited. */
class ClockChangesTest {
    private static final String[] SAID = {
        "connect from client.example.org[192.0.2.7]",
        "> client.example.org[192.0.2.7]: 220 mx.example.com ESMTP",
        "< client.example.org[192.0.2.7]: EHLO client.example.org",
        "> client.example.org[192.0.2.7]: 250 mx.example.com",
        "< client.example.org[192.0.2.7]: MAIL FROM:<alice@example.org>",
        "> client.example.org[192.0.2.7]: 250 2.1.0 Ok",
        "< client.example.org[192.0.2.7]: RCPT TO:<bob@example.com>",
        "> client.example.org[192.0.2.7]: 250 2.1.5 Ok",
        "< client.example.org[192.0.2.7]: QUIT",
        "> client.example.org[192.0.2.7]: 221 2.0.0 Bye",
        "disconnect from client.example.org[192.0.2.7]",
    };

    private final Linter linter = new Linter(Settings.at(Instant.parse("2026-11-22T12:00:00Z")));

    @ParameterizedTest
    @CsvSource({
        "Mar 29 01:59:59, Mar 29 03:00:00",
        "Oct 25 02:59:59, Oct 25 02:00:00",
        "Mar 10 00:59:59, Mar 10 02:00:00",
        "Dec 31 23:59:59, Jan  1 00:00:00",
        "Feb 28 23:59:59, Feb 29 00:00:00",
        "Feb 28 23:59:59, Mar  1 00:00:00",
        "2026-10-25T02:59:59.5+02:00, 2026-10-25T02:00:00.5+01:00",
        "2026-03-29T01:59:59.5+01:00, 2026-03-29T03:00:00.5+02:00",
        "2026-12-31T23:59:59.5+01:00, 2027-01-01T00:00:00.5+01:00",
    })
    void timesAreNotJudged(String before, String after) {
        for (int change = 1; change < SAID.length; change++)
            assertThat(timing(before, after, change))
                    .as("change at line %d", change)
                    .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "Oct 25 12:59:59, Oct 25 12:00:00, timing/log-time-goes-backwards",
        "2026-10-25T02:59:59+01:00, 2026-10-25T02:00:00+01:00, timing/log-time-goes-backwards",
    })
    void otherTimesAre(String before, String after, String rule) {
        assertThat(timing(before, after, 6)).contains(rule);
    }

    private List<String> timing(String before, String after, int change) {
        StringBuilder log = new StringBuilder();
        for (int i = 0; i < SAID.length; i++)
            log.append(i < change ? before : after)
                    .append(" mx postfix/smtpd[17]: ")
                    .append(SAID[i])
                    .append('\n');
        Report report = linter.check(SourceText.of(log.toString()), "mail.log");
        assertThat(report.dialect()).isEqualTo("postfix-smtpd-v");
        assertThat(report.sessions()).hasSize(1);
        return report.findings().stream()
                .map(finding -> finding.rule().id())
                .filter(id -> id.startsWith("timing/"))
                .toList();
    }
}
