package smtplint.analyzer.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import smtplint.analyzer.source.SourceText;

class GuessedDialectsTest {

    /** Each line of the session, in many forms: {@code S} and {@code C} say what the recorder writes before it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "[12:00:01] <- |[12:00:02] -> ",
                "2026-01-05T12:00:01.250Z <<< |2026-01-05T12:00:02.354Z >>> ",
                "server> |client> ",
                "Jan  5 10:00:01 mx mailer[17]: recv: |Jan 15 10:00:02 mx mailer[17]: sent: ",
                "-> 192.0.2.1: |<- 192.0.2.1: ",
                "smtp(4711)<|smtp(4711)>",
                "SERVER: |CLIENT: ",
                "I 10:00:01.001 conn#5 tx  |I 10:00:01.250 conn#12 rx  ",
                "<|>",
                "12:00:01.123 DEBUG [worker-3] c.e.mail.Session - RX: |12:00:02.125 DEBUG [worker-3] c.e.mail.Session - TX: ",
                "2026-01-05T12:00:01Z  INFO  smtp-out #0042 remote: |2026-01-05T12:00:02Z DEBUG  smtp-out #0042 local: ",
                "2026/01/05 12:00:01,conn-17,in,|2026/01/05 12:00:02,conn-17,out,",
                "1767607201.250 [17] <<< |1767607202.354 [17] >>> ",
                "SMTP: 12:00:01 [rx] |SMTP: 12:00:02 [tx] ",
                "2026.01.05 12:00:01 <<<< SMTP (mx): <rx> |2026.01.05 12:00:02 >>>> SMTP (mx): <tx> ",
                "12:00:01\t17\tS\t|12:00:02\t17\tC\t",
                "Thread-1 10:00:00 server=>|Thread-2 10:00:00 client=>",
            })
    void marksAreFoundInAnyForm(String marks) {
        String server = marks.substring(0, marks.indexOf('|'));
        String client = marks.substring(marks.indexOf('|') + 1);
        String text = """
                S220 mx.example.com ESMTP
                CEHLO client.example.org
                S250-mx.example.com
                S250 PIPELINING
                CMAIL FROM:<alice@example.org>
                S250 ok
                CRCPT TO:<bob@example.com>
                S250 ok
                CDATA
                S354 go
                CSubject: x
                C
                C 250 ok is in the text
                C.
                S250 ok
                CQUIT
                S221 bye
                """.replaceAll("(?m)^S", server).replaceAll("(?m)^C", client);
        Recording recording =
                DialectDetector.read(SourceText.of(text), Optional.empty()).orElseThrow();
        assertThat(recording.dialect()).isEqualTo("inferred");
        assertThat(Printed.print(recording).replaceAll(" @\\d+ms", "").replaceAll("session.*\n", ""))
                .isEqualTo("""
                S |220 mx.example.com ESMTP|
                C |EHLO client.example.org|
                S |250-mx.example.com|
                S |250 PIPELINING|
                C |MAIL FROM:<alice@example.org>|
                S |250 ok|
                C |RCPT TO:<bob@example.com>|
                S |250 ok|
                C |DATA|
                S |354 go|
                C |Subject: x|
                C ||
                C | 250 ok is in the text|
                C |.|
                S |250 ok|
                C |QUIT|
                S |221 bye|
                """);
    }

    @Test
    void bracketsThatComeAgainNameSessions() {
        assertThat(Printed.read("inferred", """
                10:00:01 [a1] server 220 mx
                10:00:01 [b2] server 220 mx
                10:00:02 [b2] client EHLO b.example
                10:00:02 [a1] client EHLO a.example
                10:00:03 [a1] server 250 mx
                10:00:03 [b2] server 250 mx
                """)).isEqualTo("""
                session a1: LINES BOTH ORDER START MESSAGE TIME ENVELOPE
                S |220 mx| @36001000ms
                C |EHLO a.example| @36002000ms
                S |250 mx| @36003000ms
                session b2: LINES BOTH ORDER START MESSAGE TIME ENVELOPE
                S |220 mx| @36001000ms
                C |EHLO b.example| @36002000ms
                S |250 mx| @36003000ms
                """);
    }

    @Test
    void contentThatAnUnknownFormHidesIsElided() {
        assertThat(Printed.read("inferred", """
                < 220 mx
                > EHLO a.example
                < 250 mx
                > DATA
                < 354 go
                > .
                < 250 ok
                """)).isEqualTo("""
                session: LINES BOTH ORDER START
                S |220 mx|
                C |EHLO a.example|
                S |250 mx|
                C |DATA|
                S |354 go|
                ELIDED
                C |.|
                S |250 ok|
                """);
    }

    @Test
    void aTerminalShowsBothSidesWithoutMarks() {
        assertThat(Printed.read("bare", """
                Trying 192.0.2.25...
                Connected to mx.example.com.
                Escape character is '^]'.
                220 mx
                EHLO client.example.org
                250-mx
                250 AUTH LOGIN
                AUTH LOGIN
                334 VXNlcm5hbWU6
                YWxpY2U=
                235 ok
                FROBNICATE
                500 what?
                DATA
                354 go
                Subject: x

                250 ok is in the text
                .
                250 taken
                QUIT
                221 bye
                Connection closed by foreign host.
                $ exit
                """)).isEqualTo("""
                session: LINES BOTH ORDER START END MESSAGE ENVELOPE
                OPENED
                S |220 mx|
                C |EHLO client.example.org|
                S |250-mx|
                S |250 AUTH LOGIN|
                C |AUTH LOGIN|
                S |334 VXNlcm5hbWU6|
                C |YWxpY2U=|
                S |235 ok|
                C |FROBNICATE|
                S |500 what?|
                C |DATA|
                S |354 go|
                C |Subject: x|
                C ||
                C |250 ok is in the text|
                C |.|
                S |250 taken|
                C |QUIT|
                S |221 bye|
                CLOSED_BY_SERVER
                """);
    }

    @Test
    void netcatShowsTheServerOnly() {
        assertThat(Printed.read(
                        "bare", "Connection to mx 25 port [tcp/smtp] succeeded!\n220 mx\n250 mx\n354 go\n250 ok\n"))
                .isEqualTo("""
                session: LINES ORDER START
                S |220 mx|
                S |250 mx|
                S |354 go|
                ELIDED
                S |250 ok|
                """);
    }

    @Test
    void aHelloThatIsMissingIsAHole() {
        assertThat(Printed.read("bare", "220 mx\n250-mx\n250 HELP\nMAIL FROM:<a@example.org>\n250 ok\n"))
                .isEqualTo("""
                session: LINES BOTH ORDER START MESSAGE ENVELOPE
                S |220 mx|
                GAP
                S |250-mx|
                S |250 HELP|
                C |MAIL FROM:<a@example.org>|
                S |250 ok|
                """);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "220 mx\nTRACE mail: connected\nEHLO a.example\n250-mx\n250 X\nTRACE mail: Found X\nTRACE mail: use8bit\n",
                "220 mx\n>>> EHLO a.example\n250 mx\n>>> MAIL FROM:<a@example.org>\n250 ok\n>>> RSET\n250 ok\n>>> QUIT\n",
                "1 192.0.2.1 \u2192 192.0.2.2 MAIL 90 S: 220 mx | X\n2 192.0.2.2 \u2192 192.0.2.1 MAIL 77 C: EHLO a.example\n"
                        + "3 192.0.2.1 \u2192 192.0.2.2 MAIL 90 S: 250 mx | PIPELINING | SIZE\n",
            })
    void doesNotGuessWhereTheSidesMakeNoSense(String text) {
        assertThat(DialectDetector.read(SourceText.of(text), Optional.empty())).isEmpty();
    }

    /** Quoted values with their escapes; the number behind "conn" names the session. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"t\":\"10:00:01Z\",\"conn\":%d,\"dir\":\"%s\",\"line\":\"%s\"}",
                "t=10:00:01 conn=%d dir=%s msg=\"%s\""
            })
    void valuesInQuotesLoseTheirEscapes(String form) {
        StringBuilder text = new StringBuilder();
        Object[][] lines = {
            {1, "recv", "220 one\\r\\n"},
            {2, "recv", "220 two\\r\\n"},
            {1, "send", "EHLO a.example"},
            {1, "recv", "250-\\\"one\\\"\\r\\n250 SIZE"},
            {2, "send", "QUIT"},
            {2, "recv", "221 bye"}
        };
        for (Object[] line : lines) text.append(String.format(form, line)).append('\n');
        Recording recording = DialectDetector.read(SourceText.of(text.toString()), Optional.empty())
                .orElseThrow();
        assertThat(recording.dialect()).isEqualTo("records");
        assertThat(Printed.print(recording).replaceAll(" @\\d+ms", "")).isEqualTo("""
                session 1: LINES BOTH ORDER START MESSAGE TIME ENVELOPE
                S |220 one| CRLF
                C |EHLO a.example|
                S |250-"one"| CRLF
                S |250 SIZE|
                session 2: LINES BOTH ORDER START END MESSAGE TIME ENVELOPE
                S |220 two| CRLF
                C |QUIT|
                S |221 bye|
                """);
    }
}
