package smtplint.analyzer.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import smtplint.analyzer.rules.InputRules;
import smtplint.analyzer.source.SourceText;

/** Other protocols are named in one finding, whatever wrote them down; SMTP is never taken for one. */
class ForeignProtocolTest {
    private static final String POP3 = "S+OK ready|CUSER alice|S+OK|CPASS secret|S+OK|CSTAT|S+OK 2 320|CQUIT|S+OK bye";
    private static final String IMAP = "S* OK IMAP4rev1 ready|Ca1 CAPABILITY|S* CAPABILITY IMAP4rev1|Sa1 OK done"
            + "|Ca2 LOGIN alice secret|Sa2 OK|Ca3 LOGOUT|S* BYE|Sa3 OK";
    private static final String HTTP =
            "CGET /index.html HTTP/1.1|CHost: www.example.com|C|SHTTP/1.1 200 OK|SServer: x|S";
    private static final String SIEVE = "S\"IMPLEMENTATION\" \"x\"|S\"SIEVE\" \"fileinto\"|SOK|CLOGOUT|SOK \"bye\"";
    private static final String FTP =
            "S220 (exampleFTPd 3.0)|CUSER alice|S331 password?|CPASS secret|S230 in|CPASV|S227 (1,2,3,4,5,6)|CQUIT|S221 bye";
    private static final String SILENT_FTP =
            "S220 files.example.com ready|CUSER alice|S331 password?|CCWD pub|S250 ok|CTYPE I|S200 ok|CQUIT|S221 bye";
    private static final String NNTP =
            "S200 news.example.com ready, posting allowed|CGROUP misc.test|S211 1 1 1 misc.test|CQUIT|S205 bye";
    private static final String SSH = "SSSH-2.0-OpenSSH_9.2|CSSH-2.0-client_1";

    private final Linter linter = new Linter(Settings.at(Instant.parse("2026-01-05T00:00:00Z")));

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            quoteCharacter = '\0',
            value = {
                "POP3        ! " + POP3,
                "IMAP        ! " + IMAP,
                "HTTP        ! " + HTTP,
                "ManageSieve ! " + SIEVE,
                "FTP         ! " + FTP,
                "FTP         ! " + SILENT_FTP,
                "NNTP        ! " + NNTP,
                "SSH         ! " + SSH
            })
    void isNamedInEveryForm(String protocol, String session) {
        List<String[]> forms = List.of(
                new String[] {"S: ", "C: ", ""},
                new String[] {"", "", ""},
                new String[] {"< ", "> ", "* Trying 192.0.2.25:25...\n* Connected to x (192.0.2.25) port 25 (#0)\n"},
                new String[] {"<-  ", " -> ", "=== Trying mx.example.com:25...\n=== Connected to mx.example.com.\n"},
                new String[] {"10:00:01 [srv] ", "10:00:02 [cli] ", ""},
                new String[] {"[2026-01-05 10:00:01] DEBUG [x1] S: ", "[2026-01-05 10:00:01] DEBUG [x1] C: ", ""});
        for (String[] form : forms) {
            StringBuilder text = new StringBuilder(form[2]);
            for (String line : session.split("\\|"))
                text.append(line.charAt(0) == 'S' ? form[0] : form[1])
                        .append(line.substring(1))
                        .append('\n');
            List<Finding> found =
                    linter.check(SourceText.of(text.toString()), "x.log").findings();
            assertThat(found).as(text.toString()).hasSize(1);
            assertThat(found.get(0).rule().id()).isEqualTo(InputRules.FOREIGN_PROTOCOL);
            assertThat(found.get(0).message()).isEqualTo("This is " + protocol + ", not SMTP: not judged");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            quoteCharacter = '\0',
            value = {
                "S: 220 ftp.example.com ESMTP|C: QUIT|S: 221 bye",
                "S: 220 ftp.example.com ready|S: 250 ok",
                "S: 220 news.example.com|C: EHLO a.example|S: 250 news.example.com|C: QUIT|S: 221 bye",
                "S: 220 mx|C: GET / HTTP/1.1|S: 500 what|C: Host: x|S: 500 what|S: 421 enough",
                "S: 220 mx|C: EHLO a|S: 250 mx|C: STAT|S: 500 what|C: CAPA|S: 500 what|C: QUIT|S: 221 bye",
                "see HTTP/1.1 for|the rest|of|the|long|story|about|it",
            })
    void isNotSeenInSmtpNorInProse(String text) {
        String input = text.replace('|', '\n') + "\n";
        assertThat(linter.check(SourceText.of(input), "x.log").findings())
                .noneMatch(f -> f.rule().id().equals(InputRules.FOREIGN_PROTOCOL));
    }

    @ParameterizedTest
    @CsvSource({"160301020001, TLS", "16030100c80100, TLS", "5353482d322e302d780d0a, SSH"})
    void isSeenInOctets(String hex, String protocol) {
        byte[] octets = java.util.HexFormat.of().parseHex(hex);
        List<Finding> found = linter.check(SourceText.of(octets), "stream").findings();
        assertThat(found)
                .extracting(Finding::message)
                .containsExactly("This is " + protocol + ", not SMTP: not judged");
    }
}
