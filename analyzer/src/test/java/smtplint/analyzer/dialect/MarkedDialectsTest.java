package smtplint.analyzer.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MarkedDialectsTest {

    @Test
    void msmtpWritesItsSettingsFirst() {
        assertThat(Printed.read("msmtp", "host = mx\n<-- 220 mx\n--> DATA\n<-- 354 go\n--> ..dot\n--> .\n"))
                .isEqualTo("""
                session: LINES BOTH ORDER START MESSAGE STUFFED ENVELOPE
                S |220 mx|
                C |DATA|
                S |354 go|
                C |..dot|
                C |.|
                """);
    }

    @Test
    void snailNamesTheServerOnly() {
        assertThat(Printed.read(
                        "s-nail",
                        "s-nail: >>> SERVER: 220 mx\ns-nail: >>> STARTTLS\n"
                                + "s-nail: >>> SERVER: 220 go\ns-nail: TLS connection using TLSv1.3\ns-nail: >>> \n"))
                .isEqualTo("""
                session: LINES BOTH ORDER START MESSAGE ENVELOPE
                S |220 mx|
                C |STARTTLS|
                S |220 go|
                TLS
                C ||
                """);
    }

    @Test
    void perlNamesSessionsByAddress() {
        assertThat(Printed.read("perl-net-smtp", """
                Net::SMTP>>> Net::SMTP(3.14)
                Net::SMTP=GLOB(0x1a)<<< 220 mx
                Net::SMTP=GLOB(0x2b)<<< 220 mx
                Net::SMTP=GLOB(0x1a)>>> QUIT
                Net::SMTP=GLOB(0x1a)<<< (decoded) shown before
                Net::SMTP::_SSL=GLOB(0x2b)>>> EHLO a.example
                """)).isEqualTo("""
                session 0x1a: LINES BOTH ORDER START MESSAGE ENVELOPE
                S |220 mx|
                C |QUIT|
                session 0x2b: LINES BOTH ORDER START MESSAGE ENVELOPE
                S |220 mx|
                C |EHLO a.example|
                """);
    }

    @Test
    void rubysArrowsPointFromTheServer() {
        assertThat(Printed.read("ruby-net-smtp", """
                Connection opened: mx.example.com:25
                -> "220 \\"mx\\"\\r\\n"
                <- "DATA\\r\\n"
                -> "354 go\\r\\n"
                writing message from String
                wrote 99 bytes
                -> "250 ok\\n"
                """)).isEqualTo("""
                session: LINES BOTH ORDER START WIRE
                OPENED
                S |220 "mx"| CRLF
                C |DATA| CRLF
                S |354 go| CRLF
                ELIDED
                S |250 ok| LF
                """);
    }

    @Test
    void muttGluesTwoRecordsForAStuffedDot() {
        assertThat(Printed.read("mutt", """
                [2026-01-05 10:00:01] 4< 220 mx
                [2026-01-05 10:00:01] 4> .[2026-01-05 10:00:02] 4> .dot
                [2026-01-05 10:00:02] 4> .
                """)).isEqualTo("""
                session: LINES BOTH ORDER START MESSAGE STUFFED TIME ENVELOPE
                S |220 mx| @1767607201000ms
                C |..dot| @1767607201000ms
                C |.| @1767607202000ms
                """);
    }
}
