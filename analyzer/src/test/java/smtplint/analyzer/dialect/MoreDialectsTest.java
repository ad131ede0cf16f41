package smtplint.analyzer.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import smtplint.analyzer.source.SourceText;

class MoreDialectsTest {

    @Test
    void thunderbirdsConsoleMarksTheFirstLineOfAReply() {
        assertThat(Printed.read("thunderbird", """
                mailnews.smtp: Connecting to smtp://mx.example.com:587
                mailnews.smtp: S: 220 mx
                mailnews.smtp: C: EHLO [192.0.2.7]
                mailnews.smtp: S: 250-mx
                250-AUTH PLAIN
                250 8BITMIME

                mailnews.smtp: Possible auth methods: PLAIN
                mailnews.smtp: C: Logging suppressed (it probably contained auth information)
                mailnews.smtp: S: 235 ok
                """)).isEqualTo("""
                session: LINES BOTH ORDER START MESSAGE ENVELOPE
                OPENED
                S |220 mx|
                C |EHLO [192.0.2.7]|
                S |250-mx|
                S |250-AUTH PLAIN|
                S |250 8BITMIME|
                C |Logging suppressed (it probably contained auth information)| hidden
                S |235 ok|
                """);
    }

    @Test
    void applesHeadLinesSayWhoSpeaksOverWhichSocket() {
        String head = " Jan 05 10:00:01.250 [kCFStreamSocketSecurityLevelNone] -- host:mx -- port:587 -- socket:0x";
        assertThat(Printed.read(
                        "apple-mail",
                        "READ" + head + "1 -- thread:0x2\n220 one\n\nREAD" + head + "2 -- thread:0x2\n220 two\n\nWROTE"
                                + head + "1 -- thread:0x2\nEHLO a\n\nWROTE" + head + "2 -- thread:0x2\nA\n\nB\n\n"))
                .isEqualTo("""
                        session 0x1: LINES BOTH ORDER START MESSAGE TIME ENVELOPE
                        S |220 one| @36001250ms
                        C |EHLO a| @36001250ms
                        session 0x2: LINES BOTH ORDER START MESSAGE TIME ENVELOPE
                        S |220 two| @36001250ms
                        C |A| @36001250ms
                        C || @36001250ms
                        C |B| @36001250ms
                        """);
    }

    @Test
    void exchangesReplyToEhloIsTakenApartAtItsKeywords() {
        assertThat(Printed.read("exchange-smtp", """
                2026-01-05T10:00:01.000Z,MX\\Default,08DE,1,192.0.2.25:25,192.0.2.7:40000,<,EHLO a.example,
                2026-01-05T10:00:01.000Z,MX\\Default,08DE,2,192.0.2.25:25,192.0.2.7:40000,>,250  mx Hello [192.0.2.7] SIZE 37748736 STARTTLS X-ANONYMOUSTLS AUTH NTLM LOGIN XRDST,
                """)).isEqualTo("""
                session 08DE: LINES BOTH ORDER TIME
                C |EHLO a.example| @1767607201000ms
                S |250-mx Hello [192.0.2.7]| @1767607201000ms
                S |250-SIZE 37748736| @1767607201000ms
                S |250-STARTTLS| @1767607201000ms
                S |250-X-ANONYMOUSTLS| @1767607201000ms
                S |250-AUTH NTLM LOGIN| @1767607201000ms
                S |250 XRDST| @1767607201000ms
                """);
    }

    @Test
    void iisWritesBlanksAsPlusAndRepliesAsNumbers() {
        assertThat(Printed.read("iis-smtp", """
                #Fields: time c-ip cs-username s-sitename cs-method cs-uri-query sc-status
                10:00:01 192.0.2.7 a.example SMTPSVC1 HELO +a.example 250
                10:00:01 192.0.2.7 a.example SMTPSVC1 MAIL +FROM:+<a+b@example.org> 250
                10:00:02 192.0.2.7 a.example SMTPSVC1 DATA +<id@example.org> 250
                10:00:02 192.0.2.25 OutboundConnectionResponse SMTPSVC1 - 220+mx+ready 0
                10:00:03 192.0.2.7 a.example SMTPSVC1 QUIT a.example 240
                10:00:04 192.0.2.7 b.example SMTPSVC1 HELO +b.example 250
                """)).isEqualTo("""
                session from 192.0.2.7: LINES END TIME
                C |HELO a.example| @36001000ms
                S |250| @36001000ms hidden
                C |MAIL FROM: <a+b@example.org>| @36001000ms
                S |250| @36001000ms hidden
                C |DATA| @36002000ms
                ELIDED @36002000ms
                S |250| @36002000ms hidden
                C |QUIT| @36003000ms
                CLOSED @36003000ms
                session to 192.0.2.25: LINES START TIME
                S |220 mx ready| @36002000ms
                session from 192.0.2.7: LINES TIME
                C |HELO b.example| @36004000ms
                S |250| @36004000ms hidden
                """);
    }

    @Test
    void wiresharksArraysAreNamedAfterTheirPeers() {
        assertThat(Printed.read("wireshark-follow", """
                char peer1_0[] = { /* Packet 4 */
                0x32, 0x32, 0x30, 0x20, 0x6d, 0x78, 0x0d, 0x0a };
                char peer0_0[] = { /* Packet 6 */
                0x51, 0x55, 0x49,\s
                0x54, 0x0a };
                """)).isEqualTo("""
                session: LINES BOTH ORDER START MESSAGE STUFFED WIRE ENVELOPE
                S |220 mx| CRLF
                C |QUIT| LF
                """);
    }

    /** Both roles in one log: who greets tells. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "communigate  ! 10:00:01.250 5 SMTP-17(x) out: ! 10:00:01.250 5 SMTP-17(x) inp: !",
                "exchange-imc ! '1/5/26 10:00:01 AM : >>> ' ! '1/5/26 10:00:01 AM : <<< '",
                "mdaemon      ! 'Mon 2026-01-05 10:00:01: [17] --> ' ! 'Mon 2026-01-05 10:00:01: [17] <-- '",
                "exchange-smtp ! '2026-01-05T10:00:01.000Z,MX\\D,08DE,1,192.0.2.25:25,192.0.2.7:40000,>,' "
                        + "! '2026-01-05T10:00:01.000Z,MX\\D,08DE,2,192.0.2.25:25,192.0.2.7:40000,<,'",
                "sendmail-X   ! '00017 >>> ' ! '00017 <<< '",
            })
    void theHostThatLogsMayBeEitherSide(String dialect, String sent, String received) {
        String[] talk = {"220 mx", "EHLO a.example", "250 mx", "QUIT", "221 bye"};
        for (boolean serves : new boolean[] {true, false}) {
            StringBuilder text = new StringBuilder();
            StringBuilder expected = new StringBuilder();
            for (String line : talk) {
                boolean reply = Character.isDigit(line.charAt(0));
                String mark = reply == serves ? sent : received;
                text.append(mark)
                        .append(mark.endsWith(":") ? " " : "")
                        .append(line)
                        .append(dialect.startsWith("exchange-s") ? "," : "")
                        .append('\n');
                expected.append(reply ? "S |" : "C |").append(line).append("|\n");
            }
            Recording recording = DialectDetector.read(SourceText.of(text.toString()), Optional.of(dialect))
                    .orElseThrow();
            assertThat(Printed.print(recording).replaceAll(" @\\d+ms", "").replaceAll("session.*\n", ""))
                    .isEqualTo(expected.toString());
        }
    }
}
