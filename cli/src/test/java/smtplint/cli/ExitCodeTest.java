package smtplint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExitCodeTest {
    @TempDir
    Path folder;

    private final TestShell shell = new TestShell();

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private int check(String options, String... paths) throws UsageError {
        List<String> words = new ArrayList<>(options.isEmpty() ? List.of() : List.of(options.split(" ")));
        words.addAll(List.of(paths));
        return shell.check(StandIn::judge, words.toArray(String[]::new));
    }

    @ParameterizedTest
    @CsvSource({
        "all is well,     '',                 0",
        "an ERROR,        '',                 1",
        "a WARNING,       '',                 0",
        "a WARNING,       --fail-on warning,  1",
        "a HINT,          --fail-on warning,  0",
        "a HINT,          --fail-on hint,     1",
        "an ERROR,        --fail-on never,    0",
        "a WARNING,       --fail-on warning --min-level error, 1",
        "an ERROR,        --max-diagnostics 1, 1"
    })
    void followsFailOn(String text, String options, int exit) throws Exception {
        assertThat(check(options, file("a.smtp", text))).isEqualTo(exit);
    }

    @Test
    void anUnreadableInputOutweighsFindingsAndTheRestGoesOn() throws Exception {
        String missing = folder.resolve("missing.smtp").toString();
        assertThat(check("--format concise", missing, file("a.smtp", "an ERROR")))
                .isEqualTo(3);
        assertThat(shell.output())
                .contains("a.smtp:1:4: error test/error the word ERROR")
                .contains("1 not read");
        assertThat(shell.complaints()).isEqualTo("smtplint: " + missing + ": no such file or folder\n");
    }

    @Test
    void aFileWithoutPermissionIsUnreadable() throws Exception {
        Path locked = Path.of(file("locked.smtp", "x"));
        Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("---------"));
        Assumptions.assumeFalse(Files.isReadable(locked), "skipped: this user may read everything");
        assertThat(check("", folder.toString())).isEqualTo(3);
        assertThat(shell.complaints()).contains("permission denied");
    }

    @Test
    void aCrashOfTheAnalyzerIsInternalAndTheRestGoesOn() throws Exception {
        String crash = file("a.smtp", "CRASH");
        assertThat(check("--format jsonl", crash, file("b.smtp", "an ERROR"))).isEqualTo(4);
        assertThat(shell.output()).contains("\"problem\":\"internal error: ").contains("\"rule\":\"test/error\"");
        assertThat(shell.complaints()).contains("a.smtp: internal error: ").contains("asked to crash");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--frmat json                    | unknown option --frmat; did you mean --format?",
                "--format xml                    | unknown format xml",
                "--format jsn                    | unknown format jsn; did you mean json or jsonl?",
                "--format json --format jsonl    | two formats for standard output",
                "--fail-on warnings              | unknown value of --fail-on: warnings; did you mean warning?",
                "--min-level fatal               | unknown value of --min-level: fatal; did you mean info or error or warning or hint?",
                "--select internl                | unknown rule or category internl; did you mean internal?",
                "--severity internal=loud        | unknown level loud",
                "--severity internal             | --severity needs RULE=LEVEL: internal",
                "--why-not internal/rule-crash   | unknown rule internal/rule-crash; did you mean internal/rule-crashed?",
                "--jobs none                     | --jobs needs a number from 1: none",
                "--dialect swak                  | unknown dialect swak; did you mean swaks?",
                "--now yesterday                 | --now needs a time as 2026-11-22T00:00:00Z: yesterday",
                "explain internal/rule-crashd    | unknown rule internal/rule-crashd; did you mean internal/rule-crashed?",
                "explain                         | explain needs a rule",
                "rulse                           | unknown command rulse; did you mean rules?",
                "help chek                       | unknown command chek; did you mean check?"
            })
    void usageErrorsExplainThemselves(String line, String message) {
        assertThat(shell.run(line.split(" "))).isEqualTo(2);
        assertThat(shell.complaints()).isEqualTo("smtplint: " + message + "; see smtplint help\n");
    }

    @Test
    void aReaderThatLeavesEndsTheRunQuietly() throws Exception {
        byte[] text = "an ERROR\n".repeat(20_000).getBytes(StandardCharsets.US_ASCII);
        String path = file("a.smtp", new String(text, StandardCharsets.US_ASCII));
        Arguments arguments = Arguments.read(List.of("--format", "jsonl", path));
        Shell closing = new Shell(
                shell.shell().in(),
                new ClosingStream(1000),
                shell.err,
                false,
                false,
                java.util.Map.of(),
                () -> 0,
                () -> 0);
        int exit = CheckCommand.run(arguments, closing, CheckOptions.of(arguments, closing), StandIn::judge);
        assertThat(exit).isEqualTo(1);
        assertThat(shell.complaints()).isEmpty();
    }

    /** A pipe whose reader leaves after some bytes. */
    private static final class ClosingStream extends java.io.OutputStream {
        private int left;

        ClosingStream(int left) {
            this.left = left;
        }

        @Override
        public void write(int octet) throws IOException {
            if (left-- <= 0) throw new IOException("Broken pipe");
        }
    }

    @Test
    void versionHelpAndTablesSucceed() {
        for (String command : List.of("version", "help", "rules", "states", "--help"))
            assertThat(new TestShell().run(command)).as(command).isZero();
    }
}
