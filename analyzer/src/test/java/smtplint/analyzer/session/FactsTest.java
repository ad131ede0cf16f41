package smtplint.analyzer.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import smtplint.analyzer.lint.Finding;
import smtplint.analyzer.lint.Linter;
import smtplint.analyzer.lint.Settings;
import smtplint.analyzer.source.SourceText;

/** What two sessions of a file, or a message and the session that it quotes, say of each other. */
class FactsTest {
    private final Linter linter = new Linter(Settings.at(Instant.parse("2026-11-22T12:00:00Z")));

    private List<String> found(String text, String name, String... rules) {
        return linter.check(SourceText.of(text.replace("\n", "\r\n")), name).findings().stream()
                .filter(f -> List.of(rules).contains(f.rule().id()))
                .map(Finding::message)
                .toList();
    }

    private static String session(String name, String client, String server, String fields) {
        return """
                # session %s
                # peer 203.0.113.9
                S: 220 %s ESMTP
                C: EHLO %s
                S: 250 %s
                C: MAIL FROM:<alice@example.com>
                S: 250 ok
                C: RCPT TO:<bob@example.net>
                S: 250 ok
                C: DATA
                S: 354 go ahead
                %sC: Date: Sun, 22 Nov 2026 10:00:00 +0000
                C: From: alice@example.com
                C: Message-ID: <1@client.example.com>
                C:
                C: Hello.
                C: .
                S: 250 2.0.0 queued as 4F3D21
                C: QUIT
                S: 221 bye
                """.formatted(name, server, client, server, fields);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mail.example.com | 203.0.113.9 | ESMTP  | bob@example.net   | 0",
                "mail.example.com | 192.0.2.1   | ESMTP  | bob@example.net   | 1",
                "mail.example.com | 203.0.113.9 | ESMTPS | bob@example.net   | 1",
                "mail.example.com | 203.0.113.9 | ESMTP  | carol@example.net | 1",
                "other.example.org| 203.0.113.9 | ESMTP  | bob@example.net   | 1",
                "other.example.org| 192.0.2.1   | ESMTPS | carol@example.net | 4",
            })
    void theHopOfTheRelayIsComparedWithTheSessionBefore(
            String helo, String address, String with, String recipient, int findings) {
        String hop =
                "C: Received: from %s (%s [%s])\nC:  by mx.example.net with %s id 4F3D21\nC:  for <%s>; Sun, 22 Nov 2026 10:00:05 +0000\n"
                        .formatted(helo, helo, address, with, recipient);
        String before = session("a", "mail.example.com", "mx.example.net", "");
        String after = session("b", "mx.example.net", "store.example.net", hop);
        String rule = "received/contradicts-other-session";
        assertThat(found(before + after, "x.smtp", rule)).hasSize(findings);
        // The next hop shows the same field: it was told of already, and the third session is about another.
        String third = "C: Received: from mx.example.net (mx.example.net [203.0.113.9])\n"
                + "C:  by store.example.net with ESMTP id 4F3D21; Sun, 22 Nov 2026 10:00:06 +0000\n";
        String last = session("c", "store.example.net", "end.example.net", third + hop);
        assertThat(found(before + after + last, "x.smtp", rule)).hasSize(findings);
        // Taken twice: nobody can tell which passage the field is about.
        String again = before.replace("# session a", "# session z");
        assertThat(found(before + again + after, "x.smtp", rule)).isEmpty();
        // An earlier passage, before the message came to the relay again.
        String twice = session("a", "mail.example.com", "mx.example.net", hop);
        assertThat(found(twice + after, "x.smtp", rule)).isEmpty();
    }

    @Test
    void aReportIsComparedWithTheSessionThatItQuotes() {
        String report = """
                Return-Path: <>
                From: Mail Delivery Subsystem <MAILER-DAEMON@mx.example.org>
                To: alice@example.org
                Date: Sun, 22 Nov 2026 10:00:00 +0000
                Message-ID: <1@mx.example.org>
                Subject: Returned mail: see transcript for details
                MIME-Version: 1.0
                Content-Type: multipart/report; report-type=delivery-status; boundary=b

                --b

                   ----- Transcript of session follows -----
                ... while talking to mx.example.com.:
                >>> RCPT To:<bob@example.com>
                <<< 550 5.1.1 <bob@example.com>... User unknown
                550 5.1.1 <bob@example.com>... User unknown

                --b
                Content-Type: message/delivery-status

                Reporting-MTA: dns; mx.example.org

                Final-Recipient: rfc822; bob@example.com
                Action: failed
                Status: 5.1.1

                --b--
                """;
        String rule = "dsn/outcome-contradicts-session";
        assertThat(found(report, "x.eml", rule)).isEmpty();
        assertThat(found(report.replace("failed\nStatus: 5", "relayed\nStatus: 2"), "x.eml", rule))
                .containsExactly("The report says relayed of a recipient that was refused with 550");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text/plain                 | ''                         | 0",
                "text/plain                 | Hello.                     | 1",
                "multipart/mixed;boundary=c | ''                         | 0",
                "multipart/mixed;boundary=c | --c\\n\\nHello.\\n--c-- | 1",
            })
    void aHeaderSectionMayComeBackAsAMessage(String type, String body, int findings) {
        String report = """
                From: Mail Delivery Subsystem <MAILER-DAEMON@mx.example.org>
                To: alice@example.org
                Date: Sun, 22 Nov 2026 10:00:00 +0000
                Message-ID: <1@mx.example.org>
                Subject: Returned mail
                MIME-Version: 1.0
                Content-Type: multipart/report; report-type=delivery-status; boundary=b

                --b

                   ----- Transcript of session follows -----
                ... while talking to mx.example.com.:
                >>> MAIL From:<alice@example.org> RET=HDRS
                <<< 550 5.1.1 no

                --b
                Content-Type: message/delivery-status

                Reporting-MTA: dns; mx.example.org

                Final-Recipient: rfc822; bob@example.com
                Action: failed
                Status: 5.1.1

                --b
                Content-Type: message/rfc822

                Subject: Minutes
                MIME-Version: 1.0
                Content-Type: %s

                %s
                --b--
                """.formatted(type, body.replace("\\n", "\n"));
        assertThat(found(report, "x.eml", "dsn/ret-disobeyed")).hasSize(findings);
    }
}
