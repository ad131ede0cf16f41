package smtplint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckTest {
    @TempDir
    Path folder;

    private final TestShell shell = new TestShell();

    private Path file(String name, String text) throws IOException {
        Path path = folder.resolve(name);
        Files.createDirectories(path.getParent());
        return Files.writeString(path, text);
    }

    @Test
    void outputDoesNotDependOnTheNumberOfWorkers() throws Exception {
        for (int i = 0; i < 200; i++)
            file("f" + i % 7 + "/" + i + ".smtp", "ERROR WARNING\n".repeat(i % 5) + (i % 31 == 0 ? "CRASH" : ""));
        TestShell one = new TestShell();
        TestShell many = new TestShell();
        one.check(StandIn::judge, "--format", "jsonl", "--jobs", "1", folder.toString());
        many.check(StandIn::judge, "--format", "jsonl", "--jobs", "7", folder.toString());
        assertThat(many.output()).isEqualTo(one.output());
        assertThat(many.complaints()).isEqualTo(one.complaints());
    }

    @Test
    void foldersAreWalkedInOrderWithoutHiddenOnes() throws Exception {
        file("b.smtp", "ERROR");
        file("a/z.eml", "ERROR");
        file(".git/config", "ERROR");
        file(".Sent/cur/mail", "ERROR");
        shell.check(StandIn::judge, "--format", "concise", "--quiet", folder.toString());
        assertThat(shell.output()
                        .lines()
                        .map(line -> line.substring(folder.toString().length() + 1)))
                .containsExactly(
                        ".Sent/cur/mail:1:1: error test/error the word ERROR",
                        "a/z.eml:1:1: error test/error the word ERROR",
                        "b.smtp:1:1: error test/error the word ERROR");
    }

    @Test
    void standardInputGoesByTheNameGiven() throws Exception {
        shell.in = "ERROR".getBytes(StandardCharsets.US_ASCII);
        shell.check(StandIn::judge, "--format", "concise", "--quiet", "--stdin-filename", "x.eml", "-");
        assertThat(shell.output()).isEqualTo("x.eml:1:1: error test/error the word ERROR\n");
    }

    @Test
    void filesFromNamesThePaths() throws Exception {
        String one = file("one.smtp", "ERROR").toString();
        file("two.smtp", "ERROR");
        String list = file("list", one + "\n\n").toString();
        shell.check(StandIn::judge, "--format", "concise", "--quiet", "--files-from", list);
        assertThat(shell.output()).isEqualTo(one + ":1:1: error test/error the word ERROR\n");
    }

    @Test
    void findingsBeyondTheMostAreCountedAndSaid() throws Exception {
        String path = file("a.smtp", "ERROR ERROR ERROR").toString();
        shell.check(StandIn::judge, "--format", "concise", "--max-diagnostics", "1", path);
        assertThat(shell.output().lines()).hasSize(2);
        assertThat(shell.output()).contains("3 errors (client 3); 2 of them not printed");
    }

    @Test
    void minLevelHidesAndDefaultsToInfo() throws Exception {
        String path = file("a.smtp", "ERROR WARNING INFO HINT").toString();
        shell.check(StandIn::judge, "--format", "concise", "--quiet", path);
        assertThat(shell.output()).contains("test/info").doesNotContain("test/hint");
    }

    @Test
    void statisticsCountByRule() throws Exception {
        String path = file("a.smtp", "ERROR WARNING WARNING").toString();
        shell.check(StandIn::judge, "--format", "concise", "--statistics", path);
        assertThat(shell.output()).contains("       2  test/warning\n       1  test/error\n");
    }

    @Test
    void timingsNameTheRulesThatRan() throws Exception {
        String path = file("a.eml", "From: alice@example.com\nSubject: Minutes\n\nHello.\n")
                .toString();
        shell.run("check", "--format", "concise", "--timings", "--fail-on", "never", path);
        assertThat(shell.output())
                .contains("     0.000 ms  header-syntax/date-missing\n")
                .doesNotContain("ms  command-order/");
    }

    @Test
    void everyFormatMayGoToAFileOfItsOwn() throws Exception {
        String path = file("a.smtp", "ERROR").toString();
        Path json = folder.resolve("out.json");
        shell.check(StandIn::judge, "--format", "concise", "--format", "json=" + json, path);
        assertThat(shell.output()).startsWith(path + ":1:1: error");
        assertThat(Files.readString(json))
                .startsWith("{\"version\":1,\"findings\":[")
                .endsWith("}\n");
    }

    @Test
    void coloursFollowTheTerminalAndTheEnvironment() throws Exception {
        String path = file("a.smtp", "ERROR").toString();
        shell.terminal = true;
        shell.check(StandIn::judge, path);
        assertThat(shell.output()).contains("\u001b[1;31merror");
        shell.out.reset();
        shell.environment.put("NO_COLOR", "1");
        shell.check(StandIn::judge, path);
        assertThat(shell.output()).doesNotContain("\u001b");
        shell.out.reset();
        shell.check(StandIn::judge, "--color", "always", path);
        assertThat(shell.output()).contains("\u001b[1;31merror");
    }

    @Test
    void emptyAndBinaryFilesAreNamedUnknown() throws Exception {
        file("empty", "");
        file("image.png", "\u0089PNG\r\n\u001a\n\u0000\u0000");
        assertThat(shell.run("--format", "jsonl", folder.toString())).isZero();
        assertThat(shell.output().lines().filter(line -> line.contains("\"type\":\"file\"")))
                .hasSize(2)
                .allMatch(line -> line.contains("\"kind\":\"unknown\",\"dialect\":\"unknown\""));
    }

    @Test
    void aHugeLineWithManyFindingsEndsInTime() throws Exception {
        String path = file("a.smtp", "ERROR ".repeat(100_000)).toString();
        shell.check(StandIn::judge, "--max-diagnostics", "10", path);
        assertThat(shell.output()).contains("100,000 errors (client 100,000); 99,990 of them not printed");
    }

    @Test
    void anMboxIsJudgedMessageByMessageWithPlacesInTheFile() throws Exception {
        String mbox = "From a@example.com Sun Nov 22 10:00:00 2026\nSubject: a\n\nx\n\n"
                + "From b@example.com Sun Nov 22 10:00:00 2026\nSubject: an ERROR\n";
        String path = file("a.mbox", mbox).toString();
        shell.check(StandIn::judge, "--format", "jsonl", path);
        assertThat(shell.output())
                .contains("\"start\":{\"byte\":" + mbox.indexOf("ERROR") + ",\"line\":7,\"column\":13}")
                .contains("\"kind\":\"mbox\",\"dialect\":\"mbox\"");
    }

    @Test
    void findingsInAnMboxNameTheirMessage() throws Exception {
        String mbox = "From a@example.com Sun Nov 22 10:00:00 2026\nSubject: a\n\nx\n\n"
                + "From b@example.com Sun Nov 22 10:00:00 2026\nFrom: a..b@example.com\n";
        shell.run("check", "--format", "jsonl", file("a.mbox", mbox).toString());
        assertThat(shell.output()).contains("\"at\":\"message[2].header:From\"");
    }

    @Test
    void aMaildirIsItsDeliveredMessages() throws Exception {
        Path maildir = file("mail/x", "").getParent();
        for (String message :
                List.of("cur/1795341600.M1P1.host:2,FS", "new/1795341601.M2P1.host", "tmp/1795341602.M3P1.host"))
            file("mail/" + message, "From: a..b@example.com\n");
        Files.delete(maildir.resolve("x"));
        shell.run("check", "--format", "concise", maildir.toString());
        assertThat(shell.output())
                .contains("cur/1795341600.M1P1.host:2,FS:1:9: error header-syntax/address-invalid")
                .contains("new/1795341601.M2P1.host:1:9: error header-syntax/address-invalid")
                .doesNotContain("M3P1");
    }
}
