package smtplint.analyzer.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import smtplint.analyzer.source.SourceText;

/** A message that quotes a session is judged with it. */
class QuotedSessionsTest {
    private static final String FIELDS = """
            Return-Path: <>
            From: Mail Delivery System <Mailer-Daemon@mx.example.org>
            To: alice@example.org
            Date: Mon, 5 Jan 2026 10:00:00 +0000
            Message-ID: <1@mx.example.org>
            Subject: Mail delivery failed
            Auto-Submitted: auto-replied

            """;

    private final Linter linter = new Linter(Settings.at(Instant.parse("2026-01-05T12:00:00Z")));

    private Report check(String text) {
        return linter.check(SourceText.of(text), "bounce.eml");
    }

    @Test
    void eximsReportsHoldTheCommandAndItsReply() {
        Report report = check(FIELDS + """
                A message that you sent could not be delivered.

                  bob@example.com
                    host mx.example.com [192.0.2.25]
                    SMTP error from remote mail server after RCPT TO:bob@example.com:
                    550-5.1.1 no such user
                    550 5.1.1 here
                """);
        assertThat(report.dialect()).isEqualTo("bounce");
        assertThat(report.messages()).hasSize(1);
        assertThat(report.sessions()).hasSize(1);
        assertThat(report.findings()).extracting(f -> f.rule().id()).contains("command-syntax/path-brackets-missing");
    }

    @Test
    void sendmailsReportsHoldIt() {
        Report report = check(FIELDS.replace("Date: Mon", "Date: Tue") + """
                   ----- Transcript of session follows -----
                ... while talking to mx.example.com.:
                >>> MAIL From:<alice@example.org> SIZE=ten
                <<< 501 5.5.4 what size
                501 5.6.0 Data format error
                """);
        assertThat(report.dialect()).isEqualTo("bounce");
        assertThat(report.findings())
                .extracting(f -> f.rule().id())
                .contains("extension/size-parameter-malformed", "header-syntax/date-weekday-wrong");
    }

    @Test
    void othersAreMessages() {
        Report report = check(FIELDS + "host mx said: 550 no (in reply to RCPT TO command)\n");
        assertThat(report.kind()).isEqualTo(Report.Kind.MESSAGE);
        assertThat(report.messages()).hasSize(1);
    }
}
