package smtplint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
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

    /** Every way in which clients and logs give them away: what stands in brackets is secret. */
    private static final String WAYS = """
            C: AUTH PLAIN [AGFsaWNlAHNlY3JldA==]|S: 235 ok
            C: AUTH PLAIN [AGFsaWNlAHNlY3JldA==]|S: 535 [AGFsaWNlAHNlY3JldA==] is wrong
            C: auth  plain  [AGFsaWNlAHNlY3JldA==] |S: 501 no
            C: AUTH PLAIN [AGFsaWNlAHNlY3JldA==] [opensesame]|S: 501 no
            C: AUTH PLAIN[AGFsaWNlAHNlY3JldA==]|S: 504 no
            C: AUTH [AGFsaWNlAHNlY3JldA==]|S: 504 no
            C: AUTHPLAIN [AGFsaWNlAHNlY3JldA==]|S: 500 no
            C: XAUTH PLAIN [AGFsaWNlAHNlY3JldA==]|S: 500 no
            C: AUTH=PLAIN [AGFsaWNlAHNlY3JldA==]|S: 500 no
            C: AUTH LOGIN|S: 334 VXNlcm5hbWU6|C: [YWxpY2U=]|S: 334 UGFzc3dvcmQ6|C: [c2VjcmV0]|S: 235 ok
            C: AUTH LOGIN|C: [YWxpY2U=]|C: [c2VjcmV0]|S: 502 no|S: 500 unknown command|S: 500 unknown command
            C: AUTH LOGIN|S: 504 no|C: [YWxpY2U=]|S: 500 what|C: [c2VjcmV0]|S: 500 what is [c2VjcmV0]
            C: AUTH LOGIN|S: 334 VXNlcm5hbWU6|C: [alice]|S: 501 no|C: [Open Sesame]|S: 500 what
            C: AUTH LOGIN|S: 334 VXNlcm5hbWU6|C: [alice]|S: 334 UGFzc3dvcmQ6|C: [q9z]|S: 535 no
            C: AUTH LOGIN|S: 501 no|C: [q9z]|S: 500 what
            C: AUTH XOAUTH2 [dXNlcj1hbGljZQFhdXRo]|S: 334 eyJzdGF0dXMiOiI0MDAifQ==|C: |S: 535 no
            C: USER [alice]|S: 500 no|C: PASS [opensesame]|S: 500 no
            """;

    static List<Arguments> ways() {
        List<Arguments> ways = new ArrayList<>();
        for (String way : WAYS.split("\n")) for (String door : DOORS) ways.add(Arguments.of(door, way));
        return ways;
    }

    private static final List<String> DOORS = List.of(
            "check full",
            "check concise",
            "check json",
            "check jsonl",
            "view text",
            "view json",
            "view svg",
            "view mermaid",
            "view html");

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("ways")
    void noDoorPrintsThemHoweverTheyWereSent(String door, String way) throws Exception {
        String session = SESSION.substring(0, SESSION.indexOf("C: AUTH"))
                + way.replace("|", "\n").replace("[", "").replace("]", "") + "\nC: QUIT\nS: 221 bye\n";
        String file = Files.writeString(folder.resolve("auth.smtp"), session).toString();
        String[] words = door.split(" ");
        if (words[0].equals("check")) shell.run("check", "--isolated", "--format", words[1], file);
        else shell.run("view", "--format", words[1], file);
        assertThat(shell.output()).isNotEmpty();
        Matcher secrets = Pattern.compile("\\[(.*?)]").matcher(way);
        while (secrets.find())
            for (String word : secrets.group(1).split(" "))
                assertThat(shell.output().toLowerCase(Locale.ROOT)).doesNotContain(word.toLowerCase(Locale.ROOT));
    }

    @Test
    void theMechanismStaysReadable() throws Exception {
        shell.run("view", file());
        assertThat(shell.output()).contains("AUTH PLAIN ***", "AUTH LOGIN ", "auth login ***");
    }
}
