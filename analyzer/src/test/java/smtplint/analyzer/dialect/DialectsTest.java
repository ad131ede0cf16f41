package smtplint.analyzer.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import smtplint.analyzer.model.Circumstances;
import smtplint.analyzer.source.SourceText;

class DialectsTest {

    @Test
    void smtplibLiteralsBecomeLinesOfTheWire() {
        assertThat(Printed.read("smtplib", """
                connect: to ('mx.example.com', 587) None
                reply: b'220 mx\\r\\n'
                reply: retcode (220); Msg: b'mx'
                connect: b'mx'
                send: 'ehlo a\\r\\nmail FROM:<x\\xfc@example.org>\\r\\n'
                reply: b"250 it's\\tok\\n"
                send: b'one\\r\\nb\\xfcre\\n..\\r\\n.\\r\\n'
                data: (250, b'ok')
                """)).isEqualTo("""
                session: LINES BOTH ORDER START MESSAGE STUFFED WIRE ENVELOPE ROLE
                OPENED
                S |220 mx| CRLF
                C |ehlo a| CRLF
                C |mail FROM:<xü@example.org>| CRLF
                S |250 it's␉ok| LF
                C |one| CRLF
                C |b\ufffdre| LF
                C |..| CRLF
                C |.| CRLF
                """);
    }

    @Test
    void smtplibTimesRunOnOverMidnight() {
        assertThat(Printed.read("smtplib", """
                23:59:59.500000 reply: b'220 mx\\r\\n'
                00:00:00.250000 send: 'quit\\r\\n'
                """)).isEqualTo("""
                session: LINES BOTH ORDER START MESSAGE STUFFED WIRE TIME ENVELOPE
                S |220 mx| CRLF @86399500ms
                C |quit| CRLF @86400250ms
                """);
    }

    @Test
    void smtplibLogsSendsThatWereNeverSent() {
        assertThat(Printed.read("smtplib", """
                reply: b'220 mx\\r\\n'
                send: 'data\\r\\n'
                SMTPServerDisconnected Connection unexpectedly closed
                send: 'quit\\r\\n'
                SMTPServerDisconnected please run connect() first
                """)).isEqualTo("""
                session: LINES BOTH ORDER START END MESSAGE STUFFED WIRE ENVELOPE
                S |220 mx| CRLF
                C |data| CRLF
                CLOSED_BY_SERVER
                """);
    }

    @Test
    void anEscapeOfALiteralKeepsItsPlace() {
        SourceText source = SourceText.of("send: b'ab\\xfccd\\r\\n'\n");
        TranscriptLine line = DialectDetector.read(source, Optional.of("smtplib"))
                .orElseThrow()
                .sessions()
                .get(0)
                .lines()
                .get(0);
        SourceText content = line.content();
        assertThat(content.length()).isEqualTo(5);
        assertThat(content.span(content.start() + 2, content.start() + 3))
                .isEqualTo(new smtplint.analyzer.source.Span(10, 14));
        assertThat(line.span()).isEqualTo(new smtplint.analyzer.source.Span(0, source.length() - 1));
    }

    @Test
    void curlNeverShowsContent() {
        assertThat(Printed.read("curl-v", """
                *   Trying 192.0.2.25:25...
                * Connected to mx.example.com (192.0.2.25) port 25 (#0)
                < 220 mx\r
                > STARTTLS\r
                < 220 go\r
                } [5 bytes data]
                * SSL connection using TLSv1.3 / TLS_AES_256_GCM_SHA384
                } [5 bytes data]
                > DATA\r
                < 354 go\r
                } [5 bytes data]
                } [5 bytes data]
                < 250 ok\r
                * Connection #0 to host mx.example.com left intact
                """)).isEqualTo("""
                session: LINES BOTH ORDER START ROLE
                OPENED
                S |220 mx| CRLF
                C |STARTTLS| CRLF
                S |220 go| CRLF
                TLS
                C |DATA| CRLF
                S |354 go| CRLF
                ELIDED
                S |250 ok| CRLF
                """);
    }

    @Test
    void curlsProgressMeterMayStandBeforeALine() {
        String meter = "\r  0     0    0     0    0     0      0      0 --:--:-- --:--:-- --:--:--     0";
        assertThat(Printed.read("curl-v", meter + "* Connected to mx (192.0.2.25) port 25\n" + meter + "< 220 mx\r\n"))
                .isEqualTo("session: LINES ORDER START ROLE\nOPENED\nS |220 mx| CRLF\n");
    }

    @Test
    void curlTellsOfFailedHandshakesAndLostConnections() {
        assertThat(Printed.read("curl-v", """
                < 220 mx
                > STARTTLS
                < 220 go
                * SSL certificate problem: self-signed certificate
                * Closing connection 0
                curl: (60) SSL certificate problem: self-signed certificate
                """)).isEqualTo("""
                session: LINES BOTH ORDER START END
                S |220 mx|
                C |STARTTLS|
                S |220 go|
                TLS_FAILED
                CLOSED_BY_CLIENT
                """);
    }

    @Test
    void postfixServesSessionsOneAfterTheOtherAndSideBySide() {
        assertThat(Printed.read("postfix-smtpd-v", """
                Jan  5 10:00:01 mx postfix/smtpd[17]: connect from a.example[192.0.2.7]
                Jan  5 10:00:01 mx postfix/smtpd[17]: > a.example[192.0.2.7]: 220 mx
                Jan  5 10:00:01 mx postfix/submission/smtpd[18]: connect from b.example[2001:db8::1]
                Jan  5 10:00:02 mx postfix/submission/smtpd[18]: > b.example[2001:db8::1]: 220 mx
                Jan  5 10:00:02 mx postfix/smtpd[17]: >>> START Helo command RESTRICTIONS <<<
                Jan  5 10:00:02 mx postfix/smtpd[17]: < a.example[192.0.2.7]: DATA
                Jan  5 10:00:02 mx postfix/smtpd[17]: > a.example[192.0.2.7]: 354 go
                Jan  5 10:00:03 mx postfix/smtpd[17]: lost connection after DATA (17 bytes) from a.example[192.0.2.7]
                Jan  5 10:00:03 mx postfix/smtpd[17]: disconnect from a.example[192.0.2.7]
                Jan  5 10:00:03 mx postfix/smtpd[17]: connect from c.example[192.0.2.9]
                Jan  5 10:00:03 mx postfix/smtpd[17]: > c.example[192.0.2.9]: 220 mx
                """)).isEqualTo("""
                session 17: LINES BOTH ORDER START END TIME
                OPENED @32090401000ms
                S |220 mx| @32090401000ms
                C |DATA| @32090402000ms
                S |354 go| @32090402000ms
                ELIDED @32090402000ms
                CLOSED_BY_CLIENT @32090403000ms
                session 18: LINES ORDER START TIME ROLE
                OPENED @32090401000ms
                S |220 mx| @32090402000ms
                session 17: LINES ORDER START TIME
                OPENED @32090403000ms
                S |220 mx| @32090403000ms
                """);
    }

    @Test
    void postfixAsAClientHasTheArrowsReversed() {
        assertThat(Printed.read("postfix-smtp-v", """
                Jan  5 10:00:01 mx postfix/lmtp[9]: smtp_connect_addr: trying: s.example[192.0.2.25] port 24...
                Jan  5 10:00:01 mx postfix/lmtp[9]: < s.example[192.0.2.25]:24: 220 s
                Jan  5 10:00:01 mx postfix/lmtp[9]: > s.example[192.0.2.25]:24: DATA
                Jan  5 10:00:01 mx postfix/lmtp[9]: < s.example[192.0.2.25]:24: 354 go
                Jan  5 10:00:01 mx postfix/lmtp[9]: > s.example[192.0.2.25]:24: .
                """)).isEqualTo("""
                session 9: LINES BOTH START TIME ROLE
                OPENED @32090401000ms
                S |220 s| @32090401000ms
                C |DATA| @32090401000ms
                S |354 go| @32090401000ms
                ELIDED @32090401000ms
                C |.| @32090401000ms
                """);
    }

    @Test
    void postfixShowsThePeer() {
        Recording recording = DialectDetector.read(
                        SourceText.of(DialectDetector.find("postfix-smtpd-v")
                                .orElseThrow()
                                .example()),
                        Optional.empty())
                .orElseThrow();
        Circumstances circumstances = recording.sessions().get(0).circumstances();
        assertThat(circumstances.peer()).contains("192.0.2.7");
        assertThat(circumstances.protocol()).isEmpty();
    }

    @Test
    void mailutilsAndTextOfRfcsHaveTheSameMarks() {
        String session = "S |220 mx|\nC |QUIT|\nS |221 bye|\n";
        assertThat(Printed.read("gnu-mailutils", "mail: S: 220 mx\nmail: a note\nmail: C: QUIT\nmail: S: 221 bye\n"))
                .endsWith(session);
        assertThat(Printed.read("rfc", "Example:\n\n   S: 220 mx\n   C: QUIT\n\tS: 221 bye\n"))
                .endsWith(session);
    }
}
