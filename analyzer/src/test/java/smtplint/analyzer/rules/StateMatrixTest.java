package smtplint.analyzer.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import smtplint.analyzer.MarkedText;
import smtplint.analyzer.lint.Finding;
import smtplint.analyzer.lint.Linter;
import smtplint.analyzer.lint.Report;
import smtplint.analyzer.lint.Settings;
import smtplint.analyzer.model.Phase;
import smtplint.analyzer.model.Verb;
import smtplint.analyzer.session.StateTable;
import smtplint.analyzer.session.Verdict;

/** Every cell of the state table has a session that shows it judged right: command by state. */
class StateMatrixTest {
    private static final Linter LINTER = new Linter(Settings.at(Instant.parse("2026-11-22T12:00:00Z")));

    private static final String INIT = "S: 220 mx.example.net ESMTP\n";
    private static final String READY = INIT + """
            C: EHLO client.example.com
            S: 250-mx.example.net
            S: 250-STARTTLS
            S: 250-AUTH PLAIN LOGIN
            S: 250-CHUNKING
            S: 250-BURL
            S: 250-ETRN
            S: 250-ATRN
            S: 250-XCLIENT NAME
            S: 250-XFORWARD NAME
            S: 250 HELP
            """;
    private static final String MAIL = READY + "C: MAIL FROM:<alice@example.com>\nS: 250 ok\n";
    private static final String RCPT = MAIL + "C: RCPT TO:<bob@example.net>\nS: 250 ok\n";

    private static final Map<Phase, String> SESSIONS = new EnumMap<>(Map.of(
            Phase.CONN,
            "# open\n",
            Phase.INIT,
            INIT,
            Phase.READY,
            READY,
            Phase.MAIL,
            MAIL,
            Phase.RCPT,
            RCPT,
            Phase.CHUNK,
            RCPT + "C: BDAT 7\nC: Hello\nS: 250 ok\n",
            Phase.CHUNKBAD,
            RCPT + "C: BDAT 7\nC: Hello\nS: 451 no\n",
            Phase.AUTHX,
            READY + "C: AUTH LOGIN\nS: 334 VXNlcm5hbWU6\n"));

    private static final Map<Verb, String> COMMANDS = new EnumMap<>(Map.ofEntries(
            Map.entry(Verb.HELO, "HELO client.example.com"),
            Map.entry(Verb.EHLO, "EHLO client.example.com"),
            Map.entry(Verb.STARTTLS, "STARTTLS"),
            Map.entry(Verb.AUTH, "AUTH LOGIN"),
            Map.entry(Verb.MAIL, "MAIL FROM:<alice@example.com>"),
            Map.entry(Verb.RCPT, "RCPT TO:<bob@example.net>"),
            Map.entry(Verb.DATA, "DATA"),
            Map.entry(Verb.BDAT, "BDAT 0 LAST"),
            Map.entry(Verb.BURL, "BURL imap://mail.example.com/x;urlauth=submit+alice:internal:0 LAST"),
            Map.entry(Verb.RSET, "RSET"),
            Map.entry(Verb.NOOP, "NOOP"),
            Map.entry(Verb.HELP, "HELP"),
            Map.entry(Verb.VRFY, "VRFY bob"),
            Map.entry(Verb.EXPN, "EXPN team"),
            Map.entry(Verb.ETRN, "ETRN example.com"),
            Map.entry(Verb.QUIT, "QUIT")));

    /** Other categories speak of the same event where their words are more exact. */
    private static final Set<String> SPEAKS_OF_ORDER = Set.of("command-order", "pipelining", "data", "extension");

    static Stream<Arguments> cells() {
        List<Arguments> cells = new ArrayList<>();
        for (Phase phase : SESSIONS.keySet())
            for (Verb verb : COMMANDS.keySet()) cells.add(Arguments.of(verb, phase, StateTable.verdict(verb, phase)));
        return cells.stream();
    }

    @ParameterizedTest(name = "{0} in {1}: {2}")
    @MethodSource("cells")
    void judgesTheCommandInTheState(Verb verb, Phase phase, Verdict verdict) {
        String before = SESSIONS.get(phase);
        String reply = verdict.isAllowed() ? success(verb) : "503 bad sequence of commands";
        String text = before + "C: " + COMMANDS.get(verb) + "\nS: " + reply + "\n";
        Report report = LINTER.check(MarkedText.crlf(text).source(), "cell.smtp");
        int commandAt = text.substring(0, before.length()).replace("\n", "\r\n").length();
        List<String> found = report.findings().stream()
                .filter(f -> f.span().start() >= commandAt)
                .filter(f -> f.severity().isAtLeast(Severity.WARNING))
                .filter(f -> SPEAKS_OF_ORDER.contains(f.rule().category()))
                .map(StateMatrixTest::show)
                .toList();
        if (verdict.isAllowed()) assertThat(found).isEmpty();
        else assertThat(found).isNotEmpty();
    }

    private static String show(Finding finding) {
        return finding.rule().id() + " " + finding.severity();
    }

    private static String success(Verb verb) {
        return switch (verb) {
            case EHLO, HELO -> "250 mx.example.net";
            case STARTTLS -> "220 go ahead";
            case AUTH -> "334 VXNlcm5hbWU6";
            case DATA -> "354 go ahead";
            case QUIT -> "221 bye";
            case HELP -> "214 help";
            default -> "250 ok";
        };
    }
}
