package smtplint.analyzer.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import smtplint.analyzer.source.SourceText;

class ClockTest {
    private static final long SECOND = 1_000_000;

    @ParameterizedTest
    @CsvSource({
        "Jan  5 10:00:01, Jan  5 10:00:02, 1",
        "Jan  5 23:59:59, Jan  6 00:00:01, 2",
        "Nov 30 23:59:59, Dec  1 00:00:00, 1",
        "Feb 28 23:59:59, Mar  1 00:00:00, 1",
        "Feb 28 23:59:59, Feb 29 00:00:00, 1",
        "Feb 29 23:59:59, Mar  1 00:00:00, 1",
        "Dec 31 23:59:59, Jan  1 00:00:00, 1",
        "Dec 30 10:00:00, Jan  2 10:00:00, 259200",
        "Jan  6 00:00:00, Jan  5 23:59:59, -1",
        "2024-02-28T23:59:59, 2024-03-01T00:00:00, 86401",
        "2026-12-31T23:59:59.250+00:00, 2027-01-01T00:00:00.250+00:00, 1",
    })
    void knowsTheTimeBetweenTwoLinesOfALog(String first, String second, long seconds) {
        Clock clock = new Clock();
        long before = time(clock, first);
        assertThat(time(clock, second) - before).isEqualTo(seconds * SECOND);
    }

    private static long time(Clock clock, String stamp) {
        return SyslogLine.read(SourceText.of(stamp + " mx postfix/smtpd[17]: text"))
                .orElseThrow()
                .time(clock);
    }

    @Test
    void runsOnOverMidnightWithoutADate() {
        Clock clock = new Clock();
        long evening = clock.at(86_399 * SECOND);
        assertThat(clock.at(SECOND) - evening).isEqualTo(2 * SECOND);
        assertThat(clock.at(-1)).isEqualTo(-1);
    }

    @Test
    void countsDaysSince1970() {
        assertThat(Clock.day(SourceText.of("2026-11-22"), 0)).isEqualTo(20_779);
        assertThat(Clock.day(SourceText.of("1970/01/01"), 0)).isZero();
        assertThat(Clock.day(SourceText.of("2026-13-22"), 0)).isEqualTo(-1);
    }

    /** Every dialect whose example shows times gives them to the lines. */
    @ParameterizedTest
    @CsvSource({
        "nodemailer",
        "nodemailer-smtp-server",
        "mutt",
        "phpmailer",
        "hmailserver",
        "mdaemon",
        "exchange-smtp",
        "socat",
        "postfix-smtpd-v",
        "postfix-smtp-v",
        "exim-debug",
        "subethasmtp-slf4j",
        "tcpdump-A",
        "dovecot-rawlog",
        "inferred",
        "smtp"
    })
    void timesEveryLine(String name) {
        Dialect dialect = DialectDetector.find(name).orElseThrow();
        Recording recording = DialectDetector.read(SourceText.of(dialect.example()), Optional.of(name))
                .orElseThrow();
        List<Long> times = recording.sessions().stream()
                .flatMap(session -> session.lines().stream())
                .map(TranscriptLine::time)
                .toList();
        assertThat(times).isNotEmpty().allMatch(time -> time >= 0).isSorted();
    }
}
