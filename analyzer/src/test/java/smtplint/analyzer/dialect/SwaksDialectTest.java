package smtplint.analyzer.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import smtplint.analyzer.model.Circumstances.Protocol;
import smtplint.analyzer.source.SourceText;

class SwaksDialectTest {

    @Test
    void readsArrowsOfAllKinds() {
        assertThat(Printed.read("swaks", """
                === Trying mx.example.com:587...
                === Connected to mx.example.com.
                <-  220 mx.example.com ESMTP
                 -> STARTTLS
                <-  220 go ahead
                === TLS started with cipher TLSv1.3:TLS_AES_256_GCM_SHA384:256
                 ~> EHLO client.example.org
                <~  250 mx.example.com
                ~*> MAIL FROM:<alice@example.org>
                <~* 530 5.7.0 authenticate first
                 ~> QUIT
                <~  221 bye
                === Connection closed with remote host.
                """)).isEqualTo("""
                session: LINES BOTH ORDER START END MESSAGE STUFFED ENVELOPE ROLE
                OPENED
                S |220 mx.example.com ESMTP|
                C |STARTTLS|
                S |220 go ahead|
                TLS
                C |EHLO client.example.org|
                S |250 mx.example.com|
                C |MAIL FROM:<alice@example.org>|
                S |530 5.7.0 authenticate first|
                C |QUIT|
                S |221 bye|
                CLOSED
                """);
    }

    @Test
    void messageLinesShowTheirLineEnds() {
        assertThat(Printed.read("swaks", """
                <-  354 go
                 -> Subject: one\r
                 -> bare
                 -> \r
                 -> .
                <-  250 ok
                 -> QUIT
                """)).isEqualTo("""
                session: LINES BOTH ORDER MESSAGE STUFFED ENVELOPE
                S |354 go|
                C |Subject: one| CRLF
                C |bare| LF
                C || CRLF
                C |.|
                S |250 ok|
                C |QUIT|
                """);
    }

    @Test
    void aMessageThatIsOnlyCountedIsElided() {
        assertThat(Printed.read("swaks", "<-  220 mx\n -> DATA\n<-  354 go\n -> 11 lines sent\n<-  250 ok\n"))
                .isEqualTo("""
                session: LINES BOTH ORDER START
                S |220 mx|
                C |DATA|
                S |354 go|
                ELIDED
                S |250 ok|
                """);
    }

    @Test
    void aRefusedConnectionHasNoSession() {
        Recording recording =
                DialectDetector.read(SourceText.of("""
                === Trying 192.0.2.1:25...
                *** Error connecting to 192.0.2.1:25:
                *** \tIO::Socket::INET6: connect: Connection refused
                """), Optional.empty()).orElseThrow();
        assertThat(recording.dialect()).isEqualTo("swaks");
        assertThat(recording.sessions()).isEmpty();
    }

    @Test
    void thePortTellsTheProtocol() {
        Recording recording = DialectDetector.read(
                        SourceText.of("=== Trying mx.example.com:587...\n=== Connected to mx.example.com.\n"
                                + "<-  220 mx.example.com\n -> QUIT\n<-  221 bye\n"),
                        Optional.empty())
                .orElseThrow();
        assertThat(recording.sessions().get(0).circumstances().protocol()).contains(Protocol.SUBMISSION);
    }
}
