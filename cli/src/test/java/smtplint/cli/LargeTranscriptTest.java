package smtplint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import smtplint.analyzer.lint.Finding;
import smtplint.analyzer.lint.Linter;
import smtplint.analyzer.lint.Report;
import smtplint.analyzer.lint.Settings;
import smtplint.analyzer.source.LineIndex;
import smtplint.analyzer.source.Position;
import smtplint.analyzer.source.SourceText;

/** A log over 1 MB is not kept: what is found in it, and where, is what is found when it is read whole. */
class LargeTranscriptTest {
    private static final int SIDE_BY_SIDE = 9;
    private static final String[] SESSION = {
        "connect from client.example.org[192.0.2.7]",
        "> client.example.org[192.0.2.7]: 220 mx.example.com ESMTP",
        "< client.example.org[192.0.2.7]: EHLO client.example.org",
        "match_list_match: client.example.org: no match",
        "> client.example.org[192.0.2.7]: 250 mx.example.com",
        "< client.example.org[192.0.2.7]: RCPT TO:<bob@example.com>",
        "> client.example.org[192.0.2.7]: 503 5.5.1 need MAIL",
        "< client.example.org[192.0.2.7]: QUIT",
        "> client.example.org[192.0.2.7]: 221 2.0.0 Bye",
        "disconnect from client.example.org[192.0.2.7] ehlo=1 quit=1 commands=2",
    };

    @TempDir
    Path folder;

    /** Sessions that begin one line after the other; the last ones are cut off. */
    private static byte[] log() {
        StringBuilder log = new StringBuilder();
        for (int line = 0; log.length() < 3 << 20; line++)
            for (int pid = 0; pid < SIDE_BY_SIDE; pid++) {
                if (line < pid) continue;
                log.append("Jan  5 10:00:01 mx postfix/smtpd[")
                        .append(100 + pid)
                        .append("]: ");
                log.append(SESSION[(line - pid) % SESSION.length]).append('\n');
            }
        return log.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private List<String> check(Path log, String jobs) {
        TestShell shell = new TestShell();
        int exit = shell.run("check", "--isolated", "--format", "concise", "--quiet", "--jobs", jobs, log.toString());
        assertThat(exit).as(shell.complaints()).isEqualTo(Exit.FINDINGS);
        return shell.output().lines().toList();
    }

    @Test
    void findsWhatIsFoundInTheWholeWithAnyNumberOfWorkers() throws IOException {
        byte[] bytes = log();
        Path log = Files.write(folder.resolve("mail.log"), bytes);
        List<String> one = check(log, "1");
        assertThat(check(log, "5")).isEqualTo(one);

        Report whole = new Linter(Settings.at(Instant.EPOCH)).check(SourceText.of(bytes), "mail.log");
        LineIndex lines = new LineIndex(whole.source());
        List<String> places = whole.findings().stream()
                .filter(finding -> finding.severity().isAtLeast(smtplint.analyzer.rules.Severity.INFO))
                .map(finding -> place(log, finding, lines))
                .toList();
        assertThat(places).hasSizeGreaterThan(3000);
        assertThat(one).hasSameSizeAs(places);
        assertThat(one.stream().map(LargeTranscriptTest::withoutMessage)).containsExactlyInAnyOrderElementsOf(places);
    }

    private static String place(Path log, Finding finding, LineIndex lines) {
        Position at = lines.position(finding.span().start());
        return log + ":" + at.line() + ":" + at.column() + ": "
                + finding.severity().word() + " " + finding.rule().id();
    }

    /** The first three words: place, level and rule. */
    private static String withoutMessage(String line) {
        String[] words = line.split(" ", 4);
        return words[0] + " " + words[1] + " " + words[2];
    }

    @Test
    void tellsHowManyBytesAndSessionsThereWere() throws IOException {
        byte[] bytes = log();
        Path log = Files.write(folder.resolve("mail.log"), bytes);
        TestShell shell = new TestShell();
        shell.run("check", "--format", "jsonl", log.toString());
        int sessions = new Linter(Settings.at(Instant.EPOCH))
                .check(SourceText.of(bytes), "mail.log")
                .sessions()
                .size();
        assertThat(shell.output())
                .contains("\"dialect\":\"postfix-smtpd-v\"")
                .contains("\"sessions\":" + sessions + ",")
                .contains("\"bytes\":" + bytes.length + ",");
    }
}
