package smtplint.analyzer.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import smtplint.analyzer.MarkedText;
import smtplint.analyzer.lint.Finding;
import smtplint.analyzer.lint.Linter;
import smtplint.analyzer.lint.Settings;
import smtplint.analyzer.rules.Quirks.Quirk;

/** Each line of the table: a session of the product, and the same session of nobody in particular. */
class QuirksTest {
    private static final Linter LINTER = new Linter(Settings.at(Instant.parse("2026-11-22T12:00:00Z")));

    private static final String TRANSACTION = """
            C: EHLO client.example.com
            S: 250 mx.example.net
            C: MAIL FROM:<alice@example.com>
            S: 250 ok
            C: RCPT TO:<bob@example.net>
            """;
    private static final String UNKNOWN = "C: EHLO client.example.com\nS: 250 mx.example.net\nC: FOO\nS: 502 ";

    private static final Map<String, String> SESSIONS = Map.ofEntries(
            Map.entry(
                    "Amazon SES command-order/server-closed-without-421",
                    "S: 220 mx.example.net ESMTP SimpleEmailService-x\nC: EHLO client.example.com\n"
                            + "S: 250 mx.example.net\nS: 451 4.4.2 Timeout waiting for data from client.\n# close server\n"),
            Map.entry(
                    "Amazon SES reply/unsolicited",
                    "S: 220 mx.example.net ESMTP SimpleEmailService-x\nC: EHLO client.example.com\n"
                            + "S: 250 mx.example.net\nS: 451 4.4.2 Timeout waiting for data from client.\n"),
            Map.entry(
                    "Cisco SMTP inspection extension/ehlo-keyword-mangled",
                    "S: 220 ****************\nC: EHLO client.example.com\nS: 250-mx.example.net\nS: 250 XXXXXXXXXX\n"),
            Map.entry("Cisco SMTP inspection reply/greeting-domain-missing", "S: 220 ****************\n"),
            Map.entry(
                    "Exim reply/code-unlisted-but-common",
                    "S: 220 mx.example.net ESMTP Exim 4.98\nC: EHLO client.example.com\nS: 250-mx.example.net\n"
                            + "S: 250 AUTH PLAIN\nC: AUTH PLAIN AGFsaWNlAHNlY3JldA==\nS: 435 Unable to authenticate at present\n"),
            Map.entry(
                    "Gmail reply/500-vs-502-swapped",
                    "S: 220 mx.example.net ESMTP\n" + UNKNOWN + "5.5.1 Unrecognized command. x - gsmtp\n"),
            Map.entry(
                    "Microsoft Exchange enhanced-status/enhanced-unregistered",
                    "S: 220 mx.example.net Microsoft ESMTP MAIL Service ready\nC: EHLO client.example.com\n"
                            + "S: 250-mx.example.net\nS: 250 ENHANCEDSTATUSCODES\nC: MAIL FROM:<alice@example.com>\n"
                            + "S: 530 5.7.57 Client not authenticated to send mail\n"),
            Map.entry(
                    "Postfix reply/500-vs-502-swapped",
                    "S: 220 mx.example.net ESMTP Postfix\n" + UNKNOWN + "5.5.2 Error: command not recognized\n"),
            Map.entry(
                    "qmail reply/500-vs-502-swapped",
                    "S: 220 mx.example.net ESMTP\n" + UNKNOWN + "unimplemented (#5.5.1)\n"),
            Map.entry(
                    "qmail command-order/server-closed-without-421",
                    "S: 220 mx.example.net ESMTP\n" + TRANSACTION
                            + "S: 250 ok\nC: DATA\nS: 354 go ahead\nC: Subject: x\nC:\nC: hello\nC: .\n"
                            + "S: 451 See http://pobox.com/~djb/docs/smtplf.html.\n# close server\n"),
            Map.entry(
                    "Sendmail reply/code-first-digit",
                    "S: 220 mx.example.net ESMTP Sendmail 8.18.1\n" + TRANSACTION
                            + "S: 050 <bob@example.net>... aliased to bob.smith\nS: 250 2.1.5 ok\n"));

    static List<Quirk> quirks() {
        return Quirks.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("quirks")
    void areInfoThatNamesTheProduct(Quirk quirk) {
        Rule rule = RuleCatalog.find(quirk.rule()).orElseThrow();
        String session = SESSIONS.get(quirk.product() + " " + quirk.rule());
        assertThat(session).as("a session of the product").isNotNull().contains(quirk.sign());
        Finding known = only(session, rule);
        assertThat(known.message()).endsWith(", as " + quirk.product() + " does");
        assertThat(known.severity().isAtLeast(Severity.WARNING)).isFalse();
        Finding anybody = only(session.replace(quirk.sign(), "!!!!!!!!"), rule);
        assertThat(anybody.message()).doesNotContain(quirk.product());
        assertThat(anybody.severity()).isEqualTo(rule.severity());
    }

    private static Finding only(String session, Rule rule) {
        List<Finding> all =
                LINTER.check(MarkedText.crlf(session).source(), "a.smtp").findings();
        List<Finding> found = all.stream()
                .filter(f -> f.rule() == rule || f.rule().id().equals(rule.id()))
                .toList();
        assertThat(found).as(all.toString()).hasSize(1);
        return found.get(0);
    }
}
