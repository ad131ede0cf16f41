package smtplint.analyzer.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import smtplint.analyzer.source.SourceText;

/** Nothing is said to be missing among offers that the recording doesn't show. */
class OffersTest {
    private static final Set<String> NOT_OFFERED = Set.of(
            "extension/not-advertised",
            "command-order/starttls-before-ehlo",
            "pipelining/not-advertised",
            "reply/missing",
            "framing/transcript-gap");

    private static final String EXCHANGE = """
            #Software: Microsoft Exchange Server
            #Version: 15.0.0.0
            #Log-type: SMTP Receive Protocol Log
            #Fields: date-time,connector-id,session-id,sequence-number,local-endpoint,remote-endpoint,event,data,context
            """;

    private static String rows(String... rows) {
        StringBuilder log = new StringBuilder(EXCHANGE);
        for (int i = 0; i < rows.length; i++)
            log.append("2026-01-05T10:00:00.000Z,MX\\Default MX,08D0000000000001,")
                    .append(i)
                    .append(",192.0.2.25:25,198.51.100.7:40000,")
                    .append(rows[i])
                    .append('\n');
        return log.toString();
    }

    private static String iis(String... rows) {
        StringBuilder log = new StringBuilder(
                "#Fields: date time c-ip cs-username s-sitename cs-method cs-uri-stem cs-uri-query sc-status sc-bytes\n");
        for (String row : rows)
            log.append("2026-01-05 10:00:00 198.51.100.7 client.example.org SMTPSVC1 ")
                    .append(row)
                    .append('\n');
        return log.toString();
    }

    static List<Arguments> recordings() {
        return List.of(
                Arguments.of(
                        "the reply lists it",
                        rows(
                                "+,,",
                                ">,220 mx.example.com ESMTP,",
                                "<,EHLO client.example.org,",
                                ">,250  mx.example.com Hello [198.51.100.7] SIZE 1000 STARTTLS,",
                                "<,STARTTLS,"),
                        List.of()),
                Arguments.of(
                        "the reply does not list it",
                        rows(
                                "+,,",
                                ">,220 mx.example.com ESMTP,",
                                "<,EHLO client.example.org,",
                                ">,250  mx.example.com Hello [198.51.100.7] SIZE 1000 DSN,",
                                "<,STARTTLS,",
                                ">,220 2.0.0 SMTP server ready,"),
                        List.of("command-order/starttls-before-ehlo")),
                Arguments.of(
                        "no reply to EHLO, then a handshake",
                        rows(
                                "+,,",
                                "<,EHLO client.example.org,",
                                "<,STARTTLS,",
                                "*,,TLS protocol SP_PROT_TLS1_2_SERVER negotiation succeeded using a cipher",
                                "<,MAIL FROM:<alice@example.org> SIZE=20,",
                                "<,RCPT TO:<bob@example.com>,",
                                "<,BDAT 20 LAST,",
                                ">,250 2.6.0 Queued mail for delivery,"),
                        List.of("framing/transcript-gap")),
                Arguments.of(
                        "no reply to EHLO, a later command got its own",
                        rows(
                                "+,,",
                                ">,220 mx.example.com ESMTP,",
                                "<,EHLO client.example.org,",
                                "<,MAIL FROM:<alice@example.org> SIZE=20,",
                                "<,RCPT TO:<bob@example.com>,",
                                "<,DATA,",
                                ">,354 go on,"),
                        List.of("reply/missing")),
                Arguments.of(
                        "no reply at all",
                        rows("+,,", "<,EHLO client.example.org,", "<,STARTTLS,", "-,,Remote"),
                        List.of()),
                Arguments.of("cut behind EHLO", """
                        S: 220 mx.example.com ESMTP
                        C: EHLO client.example.org
                        C: MAIL FROM:<alice@example.org> SIZE=20
                        C: RCPT TO:<bob@example.com>
                        """, List.of()),
                Arguments.of(
                        "sent with EHLO, whose reply came later",
                        """
                        S: 220 mx.example.com ESMTP
                        C: EHLO client.example.org
                        C: STARTTLS
                        S: 250-mx.example.com
                        S: 250 STARTTLS
                        S: 220 2.0.0 go on
                        """,
                        List.of("command-order/starttls-before-ehlo", "pipelining/not-advertised")),
                Arguments.of("a second EHLO got its reply", """
                        S: 220 mx.example.com ESMTP
                        C: EHLO client.example.org
                        C: AUTH PLAIN AGFsaWNlAHNlY3JldA==
                        S: 235 2.7.0 ok
                        C: EHLO client.example.org
                        S: 250-mx.example.com
                        S: 250 HELP
                        C: MAIL FROM:<alice@example.org> SIZE=20
                        S: 250 2.1.0 ok
                        """, List.of("reply/missing", "extension/not-advertised")),
                Arguments.of(
                        "only the code of the reply",
                        iis(
                                "EHLO - +client.example.org 250 0",
                                "MAIL - +FROM:<alice@example.org>+SIZE=20 250 0",
                                "RCPT - +TO:<bob@example.com> 250 0",
                                "BDAT - +20+LAST 250 20",
                                "QUIT - - 240 0"),
                        List.of()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("recordings")
    void whatIsSaidToBeMissing(String name, String recording, List<String> missing) {
        Report report = new Linter(Settings.at(Instant.parse("2026-01-05T12:00:00Z")))
                .check(SourceText.of(recording), "recording.log");
        assertThat(report.sessions()).isNotEmpty();
        assertThat(report.findings())
                .extracting(f -> f.rule().id())
                .filteredOn(NOT_OFFERED::contains)
                .containsExactlyInAnyOrderElementsOf(missing);
    }
}
