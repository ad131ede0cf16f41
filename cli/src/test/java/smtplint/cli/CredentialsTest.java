package smtplint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import smtplint.analyzer.lint.Finding;
import smtplint.analyzer.lint.Linter;
import smtplint.analyzer.lint.Report;
import smtplint.analyzer.lint.Settings;
import smtplint.analyzer.rules.Findings;
import smtplint.analyzer.rules.Severity;
import smtplint.analyzer.source.SourceText;
import smtplint.analyzer.source.Span;

/** What AUTH sends is printed by no command and no format, wherever a finding stands. */
class CredentialsTest {
    private static final List<String> SECRETS =
            List.of("AGFsaWNlAHNlY3JldA==", "YWxpY2U=", "c2VjcmV0", "bGF0ZXI=", "dG9rZW4=");

    private static final String SESSION = """
            S: 220 mx.example.net ESMTP
            C: EHLO client.example.com
            S: 250-mx.example.net
            S: 250 AUTH PLAIN LOGIN
            C: AUTH PLAIN AGFsaWNlAHNlY3JldA==
            S: 535 5.7.8 AGFsaWNlAHNlY3JldA== is wrong
            C: AUTH LOGIN
            S: 334 VXNlcm5hbWU6
            C: YWxpY2U=
            S: 334 UGFzc3dvcmQ6
            C: c2VjcmV0
            S: 535 5.7.8 no
            C: auth login bGF0ZXI=
            S: 504 5.5.4 no
            C: dG9rZW4=
            S: 500 5.5.1 dG9rZW4= unknown
            C: QUIT
            S: 221 bye
            """;

    @TempDir
    Path folder;

    private final TestShell shell = new TestShell();

    private String file() throws Exception {
        return Files.writeString(folder.resolve("auth.smtp"), SESSION).toString();
    }

    /** The real model, and a finding on every line that quotes it. */
    private static Report onEveryLine(smtplint.cli.input.Unit unit, String name) {
        SourceText text = SourceText.of(unit.bytes());
        Report report = new Linter(Settings.at(Instant.EPOCH)).check(text, name);
        List<Finding> findings = new ArrayList<>();
        int start = 0;
        for (String line : SESSION.split("\n")) {
            Span span = new Span(start, start + line.length());
            Finding plain = StandIn.finding(Severity.ERROR, span, new Findings.Related(span, "it says " + line));
            findings.add(new Finding(
                    plain.rule(),
                    plain.severity(),
                    plain.side(),
                    "odd: " + line,
                    span,
                    plain.related(),
                    0,
                    "file",
                    plain.fix()));
            start += line.length() + 1;
        }
        return new Report(
                text,
                report.kind(),
                report.dialect(),
                report.confidence(),
                report.reasons(),
                report.preserves(),
                report.sessions(),
                report.messages(),
                findings);
    }

    @ParameterizedTest
    @ValueSource(strings = {"full", "concise", "json", "jsonl"})
    void noFormatOfCheckPrintsThem(String format) throws Exception {
        shell.check(CredentialsTest::onEveryLine, "--format", format, file());
        assertThat(shell.output())
                .contains("EHLO client.example.com")
                .contains("AUTH PLAIN ***")
                .doesNotContain(SECRETS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "json"})
    void viewDoesNotPrintThem(String format) throws Exception {
        assertThat(shell.run("view", "--format", format, file())).isZero();
        assertThat(shell.output())
                .contains("EHLO client.example.com")
                .contains("PLAIN ***")
                .doesNotContain(SECRETS);
    }

    @Test
    void theMechanismStaysReadable() throws Exception {
        shell.run("view", file());
        assertThat(shell.output()).contains("AUTH PLAIN ***", "AUTH LOGIN ", "auth login ***");
    }
}
