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
        // A line that comes late.
        "Jan  1 00:00:00, Dec 31 23:59:59, -1",
        // Summer time begins and ends.
        "Mar 29 01:59:59, Mar 29 03:00:01, 2",
        "Oct 25 02:59:59, Oct 25 02:00:01, 2",
        "Mar 10 00:59:59, Mar 10 02:00:00, 1",
        "Nov  3 01:59:59, Nov  3 01:00:00, 1",
        "2026-10-25T02:59:59+02:00, 2026-10-25T02:00:01+01:00, 2",
        "2026-03-29T01:59:59+01:00, 2026-03-29T03:00:01+02:00, 2",
        "2026-03-29T01:59:59Z, 2026-03-29T03:00:01Z, 3602",
        "2026-03-29T01:59:59, 2026-03-29T03:00:01, 2",
        // At other times an hour is an hour.
        "Mar 29 11:59:59, Mar 29 13:00:01, 3602",
        "Oct 25 12:59:59, Oct 25 12:00:01, -3598",
        "Mar 29 01:00:00, Mar 29 01:40:00, 2400",
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
