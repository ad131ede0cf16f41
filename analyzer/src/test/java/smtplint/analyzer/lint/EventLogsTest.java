package smtplint.analyzer.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import smtplint.analyzer.model.Side;
import smtplint.analyzer.source.SourceText;

/** A log of events shows no dialogue: its complaints about clients are passed on as its own. */
class EventLogsTest {
    private static final String EXIM = """
            2026-01-05 10:00:01.250 [17] SMTP connection from [192.0.2.7]:40000 (TCP/IP connection count = 1)
            2026-01-05 10:00:01.260 [18] SMTP %s
            2026-01-05 10:00:01.290 [18] SMTP connection from (client.example.org) [192.0.2.7]:40000 closed by QUIT
            """;
    private static final String POSTFIX = """
            Jan  5 10:00:01 mx postfix/smtpd[17]: connect from client.example.org[192.0.2.7]
            Jan  5 10:00:02 mx postfix/smtpd[17]: %s
            Jan  5 10:00:02 mx postfix/smtpd[17]: disconnect from client.example.org[192.0.2.7] ehlo=1 quit=1
            """;

    private final Linter linter = new Linter(Settings.at(Instant.parse("2026-01-05T12:00:00Z")));

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
                    protocol error in "RCPT TO:<a@example.org>" H=(c) [192.0.2.7]:4 I=[192.0.2.25]:25 sender not yet given | RCPT TO:<a@example.org> | sender not yet given
                    syntax error in "MAIL FROM:<"a b"@" H=(c) [192.0.2.7]:4 I=[192.0.2.25]:25 domain missing | MAIL FROM:<"a b"@ | domain missing
                    """)
    void complaintsOfEximAreQuoted(String event, String marked, String words) {
        Report report = linter.check(SourceText.of(EXIM.formatted(event)), "mainlog");
        assertThat(report.dialect()).isEqualTo("exim-mainlog");
        assertThat(report.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.rule().id()).isEqualTo("framing/client-fault-in-log");
            assertThat(finding.side()).isEqualTo(Side.CLIENT);
            assertThat(finding.message()).endsWith(words);
            assertThat(report.source()
                            .string(finding.span().start(), finding.span().end()))
                    .isEqualTo(marked);
        });
    }

    @ParameterizedTest
    @CsvSource({"protocol error in \"AUTH PLAIN AGEAYg==\" H=(c) [192.0.2.7]:4 not advertised", "data timeout"})
    void otherEventsAreNoFaults(String event) {
        assertThat(linter.check(SourceText.of(EXIM.formatted(event)), "mainlog").findings())
                .isEmpty();
    }

    @Test
    void complaintsOfPostfixAreTold() {
        String event =
                "improper command pipelining after EHLO from client.example.org[192.0.2.7]: MAIL FROM:<a@example.org>";
        Report report = linter.check(SourceText.of(POSTFIX.formatted(event)), "mail.log");
        assertThat(report.dialect()).isEqualTo("postfix-maillog");
        assertThat(report.findings())
                .extracting(finding -> finding.rule().id())
                .containsExactly("framing/client-fault-in-log");
    }
}
