package smtplint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is judged of the files of a folder, and what is only counted. */
class DoubtTest {
    private static final String SESSION = """
            S: 220 mx.example.com ESMTP
            C: RCPT TO:<bob@example.com>
            S: 503 5.5.1 MAIL first
            C: QUIT
            S: 221 2.0.0 Bye
            """;

    /** A program that quotes a session. */
    private static final String PROGRAM = """
            class Probe {
                String[] session = {
                    "server | 220 mx.example.com ESMTP",
                    "client | EHLO client.example.org",
                    "server | 250 mx.example.com",
                    "client | RCPT TO:<bob@example.com>",
                    "server | 503 5.5.1 MAIL first",
                    "client | QUIT",
                    "server | 221 2.0.0 Bye",
                };
            }
            """;

    private static final String MESSAGE = "From: a..b@example.com\nSubject: Minutes\n\nHello.\n";
    /** As a worktree of git has it. */
    private static final String POINTER = "gitdir: ../project/.git/worktrees/probe\n";

    @TempDir
    Path folder;

    private final TestShell shell = new TestShell();

    private static String text(String what) {
        return switch (what) {
            case "session" -> SESSION;
            case "program" -> PROGRAM;
            case "prefixes" -> SESSION.replace("S: ", "mx> ").replace("C: ", "me> ");
            case "message" -> MESSAGE;
            case "pointer" -> POINTER;
            default -> throw new IllegalArgumentException(what);
        };
    }

    @ParameterizedTest
    @CsvSource({
        "session, smtp,  session.smtp, true",
        "session, smtp,  session.txt,  true",
        "session, smtp,  session,      true",
        "session, smtp,  session.md,   true",
        "session, smtp,  Session.java, false",
        "program, guess, Probe.java,   false",
        "program, guess, Probe.log,    true",
        "prefixes, guess, session.log, true",
        "prefixes, guess, session.7,   true",
        "prefixes, guess, session.md,  false",
        "message, mail,  minutes.eml,  true",
        "message, mail,  minutes,      true",
        "message, mail,  minutes.txt,  true",
        "message, mail,  minutes.html, true",
        "message, mail,  minutes.py,   false",
        "pointer, mail,  .git,         false",
        "pointer, mail,  pointer.eml,  true",
    })
    void aFileOfAFolderIsJudgedWhereItsReadingIsSure(String content, String kind, String name, boolean judged)
            throws IOException {
        Path file = Files.writeString(folder.resolve(name), text(content));
        shell.run("check", "--format", "jsonl", "--fail-on", "never", folder.toString());
        assertThat(records("file")).singleElement().asString().doesNotContain("\"kind\":\"unknown\"");
        assertThat(records("finding").isEmpty()).as(shell.output()).isEqualTo(!judged);
        assertThat(records("file").get(0).contains("\"doubtful\":true")).isEqualTo(!judged);
        assertThat(shell.output().contains("\"doubtful\":1")).isEqualTo(!judged);
        shell.out.reset();
        shell.run("check", "--format", "jsonl", "--fail-on", "never", file.toString());
        assertThat(records("finding")).as("named, it is judged").isNotEmpty();
    }

    private List<String> records(String type) {
        return shell.output()
                .lines()
                .filter(line -> line.startsWith("{\"type\":\"" + type + "\""))
                .toList();
    }

    @Test
    void theSummarySaysHowManyThereAre() throws IOException {
        for (String name : List.of("A.java", "B.java")) Files.writeString(folder.resolve(name), PROGRAM);
        shell.run("check", folder.toString());
        assertThat(shell.output())
                .contains("2 inputs: nothing found")
                .endsWith("\n2 files were doubtful and not judged; name them to have them judged,"
                        + " --list-doubtful lists them\n")
                .doesNotContain("A.java");
        shell.out.reset();
        shell.run("check", "--list-doubtful", folder.toString());
        assertThat(shell.output()).contains("A.java: read as inferred, confidence 0.", "B.java: read as inferred");
    }

    @Test
    void whyNotNamesTheDoubt() throws IOException {
        Files.writeString(folder.resolve("A.java"), PROGRAM);
        shell.run("check", "--quiet", "--why-not", "command-order/rcpt-before-mail", folder.toString());
        assertThat(shell.output()).contains("read as inferred, was too doubtful to be judged unless named");
    }

    @Test
    void everyRecordingOfOthersIsJudged() throws IOException {
        Path recordings = SharedData.folder("transcripts");
        long files;
        try (Stream<Path> found = Files.walk(recordings)) {
            files = found.filter(Files::isRegularFile).count();
        }
        shell.run("check", "--format", "jsonl", "--fail-on", "never", recordings.toString());
        assertThat(records("file")).hasSize((int) files).noneMatch(record -> record.contains("\"doubtful\""));
    }
}
