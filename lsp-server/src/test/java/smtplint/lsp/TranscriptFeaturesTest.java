package smtplint.lsp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TranscriptFeaturesTest {
    private static final String TRANSCRIPT = """
            S: 220 mx.example.org ready
            C: EHLO client.example.net
            S: 250-mx.example.org
            S: 250-SIZE 1000000
            S: 250 AUTH PLAIN
            C: AUTH PLAIN AGFsaWNlAHNlc2FtZQ==
            S: 235 2.7.0 welcome
            C: MAIL FROM:<alice@example.net> SIZE=100 BODY=8BITMIME
            S: 250 2.1.0 ok
            C: RCPT TO:<bob@example.org>
            S: 550 5.1.1 no such mailbox
            C: RCPT TO:<carol@example.org>
            S: 250 2.1.5 ok
            C: DATA
            S: 354 go on
            C: From: alice@example.net
            C: Subject: two lines
            C:
            C: hello
            C: .
            S: 250 2.0.0 queued
            C: QUIT
            S: 221 bye
            """;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "220 mx      | 220 service ready",
                "250-SIZE    | 250 action completed",
                "SIZE 1000   | SIZE the client may say how large the content is",
                "EHLO        | state: INIT → READY",
                "EHLO        | RFC 5321 §4.1.1.1",
                "AUTH PLAIN A| credentials hidden",
                "235         | authentication succeeded (RFC 4954 §6)",
                "MAIL FROM   | state: READY, authenticated → MAIL",
                "BODY=       | BODY 8BITMIME, not offered",
                "SIZE=100    | SIZE SIZE, offered",
                "alice@      | domain: example.net",
                "bob@        | local-part: bob",
                "550         | 5.1.1: address: destination mailbox does not exist (RFC 3463 §3.2)",
                "550         | listed for RCPT",
                "354         | class 3: positive intermediate",
                "Subject     | ''",
                "221         | 221 the server closes the channel",
            })
    void explainsWhatTheCursorIsOn(String place, String explanation) {
        assertThat(at(place).hover()).contains(explanation);
    }

    @Test
    void neverShowsCredentials() {
        Pattern secret = Pattern.compile("AGFs|sesame|alice");
        for (String place : new String[] {"AUTH PLAIN A", "PLAIN AGF", "AGFsaW", "235"})
            assertThat(at(place).hover(true)).as(place).isNotEmpty().doesNotContainPattern(secret);
        assertThat(Shown.transcript(TRANSCRIPT).outline()).doesNotContain("AGFs");
    }

    /** The secret word is in brackets; the server refused it or took it for a command. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "C: AUTH PLAIN[AGFsaWNlAHNlc2FtZQ==]|S: 504 no",
                "C: AUTH [AGFsaWNlAHNlc2FtZQ==]|S: 504 no",
                "C: XAUTH PLAIN [AGFsaWNlAHNlc2FtZQ==]|S: 500 no",
                "C: AUTH LOGIN|S: 504 no|C: [c2VzYW1l]|S: 500 what is c2VzYW1l",
                "C: AUTH LOGIN|S: 504 no|C: [q9z]|S: 500 what",
                "C: PASS [sesame]|S: 500 no",
            })
    void neverShowsCredentialsThatWentAstray(String lines) {
        String head = TRANSCRIPT.substring(0, TRANSCRIPT.indexOf("C: AUTH"));
        String secret = lines.replaceAll(".*\\[(.*)].*", "$1");
        String text = head + lines.replace("|", "\n").replace("[", "").replace("]", "") + "\n";
        for (int i = head.length(); i < text.length(); i++) {
            Shown shown = Shown.transcript(text.substring(0, i) + "‸" + text.substring(i));
            assertThat(shown.hover(true)).doesNotContainIgnoringCase(secret);
            if (i == head.length()) {
                assertThat(shown.outline()).doesNotContainIgnoringCase(secret);
                assertThat(shown.analysis().findings().toString()).doesNotContainIgnoringCase(secret);
            }
        }
    }

    @Test
    void keepsHoversShort() {
        for (int i = 0; i < TRANSCRIPT.length(); i += 3) {
            String marked = TRANSCRIPT.substring(0, i) + "‸" + TRANSCRIPT.substring(i);
            assertThat(Shown.transcript(marked).hover().lines().count()).isLessThanOrEqualTo(12);
        }
    }

    @Test
    void foldsTheTransactionItsContentAndRepliesOfSeveralLines() {
        assertThat(Shown.transcript(TRANSCRIPT).folds()).contains("1-23", "3-5", "8-21", "16-20");
    }

    private static Shown at(String place) {
        return Shown.transcript(TRANSCRIPT.replaceFirst(Pattern.quote(place), "‸$0"));
    }
}
