package smtplint.analyzer.rules;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import smtplint.analyzer.MarkedText;
import smtplint.analyzer.lint.Finding;
import smtplint.analyzer.lint.Linter;
import smtplint.analyzer.lint.Report;
import smtplint.analyzer.lint.Settings;
import smtplint.analyzer.model.Exchange;
import smtplint.analyzer.model.Phase;

/** Sessions that lead to a state, the commands tried there, and what is found in what follows. */
final class MatrixSession {
    private static final Linter LINTER = new Linter(Settings.at(Instant.parse("2026-11-22T12:00:00Z")));

    private static final String OPEN = "# open\n";
    private static final String INIT = OPEN + "S: 220 mx.example.net ESMTP\n";
    private static final String OFFERS = """
            S: 250-mx.example.net
            S: 250-PIPELINING
            S: 250-STARTTLS
            S: 250-AUTH PLAIN LOGIN
            S: 250-CHUNKING
            S: 250-BINARYMIME
            S: 250-BURL imap
            S: 250-ETRN
            S: 250-ATRN
            S: 250-XCLIENT NAME ADDR
            S: 250-XFORWARD NAME ADDR
            S: 250 HELP
            """;
    private static final String READY = INIT + "C: EHLO client.example.com\n" + OFFERS;
    private static final String MAIL = READY + "C: MAIL FROM:<alice@example.com>\nS: 250 ok\n";
    private static final String RCPT = MAIL + "C: RCPT TO:<bob@example.net>\nS: 250 ok\n";
    static final String CONTENT = "C: Subject: x\nC:\nC: x\nC: .\n";

    /** The dialogue before the state; FINAL and TLSH are states of a moment that no command meets. */
    static final Map<Phase, String> BEFORE = Map.ofEntries(
            Map.entry(Phase.CONN, OPEN),
            Map.entry(Phase.REFUSED, OPEN + "S: 554 mx.example.net no mail service\n"),
            Map.entry(Phase.INIT, INIT),
            Map.entry(Phase.READY, READY),
            Map.entry(Phase.MAIL, MAIL),
            Map.entry(Phase.RCPT, RCPT),
            Map.entry(Phase.CHUNK, RCPT + "C: BDAT 7\nC: Hello\nS: 250 ok\n"),
            Map.entry(Phase.CHUNKBAD, RCPT + "C: BDAT 7\nC: Hello\nS: 451 no\n"),
            Map.entry(Phase.AUTHX, READY + "C: AUTH LOGIN\nS: 334 VXNlcm5hbWU6\n"),
            Map.entry(Phase.SWAP, READY + "C: AUTH PLAIN AGEAYg==\nS: 235 ok\nC: ATRN example.com\nS: 250 ok\n"),
            Map.entry(Phase.BYE, READY + "C: QUIT\nS: 221 bye\n"));

    /** What is sent, and what success looks like. */
    record Sent(String lines, String success) {}

    static final Map<String, Sent> COMMANDS = Map.ofEntries(
            Map.entry("HELO", new Sent("C: HELO client.example.com\n", "S: 250 mx.example.net\n")),
            Map.entry("EHLO", new Sent("C: EHLO client.example.com\n", OFFERS)),
            Map.entry("LHLO", new Sent("C: LHLO client.example.com\n", OFFERS)),
            Map.entry("STARTTLS", new Sent("C: STARTTLS\n", "S: 220 go ahead\n")),
            Map.entry("AUTH", new Sent("C: AUTH PLAIN AGEAYg==\n", "S: 235 ok\n")),
            Map.entry("*", new Sent("C: YWxpY2U=\n", "S: 235 ok\n")),
            Map.entry("MAIL", new Sent("C: MAIL FROM:<carol@example.com>\n", "S: 250 ok\n")),
            Map.entry("RCPT", new Sent("C: RCPT TO:<dave@example.net>\n", "S: 250 ok\n")),
            Map.entry("DATA", new Sent("C: DATA\n", "S: 354 go ahead\n")),
            Map.entry("BDAT", new Sent("C: BDAT 7\nC: Hello\n", "S: 250 ok\n")),
            Map.entry("BDAT_LAST", new Sent("C: BDAT 7 LAST\nC: Hello\n", "S: 250 ok\n")),
            Map.entry(
                    "BURL", new Sent("C: BURL imap://mail.example.com/x;urlauth=submit+a:internal:0\n", "S: 250 ok\n")),
            Map.entry(
                    "BURL_LAST",
                    new Sent("C: BURL imap://mail.example.com/x;urlauth=submit+a:internal:0 LAST\n", "S: 250 ok\n")),
            Map.entry("RSET", new Sent("C: RSET\n", "S: 250 ok\n")),
            Map.entry("NOOP", new Sent("C: NOOP\n", "S: 250 ok\n")),
            Map.entry("HELP", new Sent("C: HELP\n", "S: 214 help\n")),
            Map.entry("VRFY", new Sent("C: VRFY bob\n", "S: 252 will try\n")),
            Map.entry("EXPN", new Sent("C: EXPN team\n", "S: 252 will try\n")),
            Map.entry("ETRN", new Sent("C: ETRN example.com\n", "S: 250 ok\n")),
            Map.entry("ATRN", new Sent("C: ATRN example.com\n", "S: 250 ok\n")),
            Map.entry("TURN", new Sent("C: TURN\n", "S: 250 ok\n")),
            Map.entry("QUIT", new Sent("C: QUIT\n", "S: 221 bye\n")),
            Map.entry("XCLIENT", new Sent("C: XCLIENT NAME=client.example.org\n", "S: 220 mx.example.net ESMTP\n")),
            Map.entry("XFORWARD", new Sent("C: XFORWARD NAME=client.example.org\n", "S: 250 ok\n")));

    /** These speak of the dialogue; security advises, and syntax and framing are constant here. */
    private static final Set<String> CATEGORIES = Set.of(
            "command-order", "pipelining", "data", "extension", "reply", "command-syntax", "framing", "internal");

    /** What was found in a session, and the states of its exchanges. */
    record Judged(List<String> findings, List<Phase> states) {
        Phase last() {
            return states.isEmpty() ? Phase.UNKNOWN : states.get(states.size() - 1);
        }
    }

    private MatrixSession() {}

    /** Judges both parts, and tells what was found in the second: "rule severity", in the order of the text. */
    static Judged judge(String before, String tried, Severity least) {
        int from = before.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8).length;
        Report report = LINTER.check(MarkedText.crlf(before + tried).source(), "cell.smtp");
        List<String> found = report.findings().stream()
                .filter(f -> f.span().start() >= from)
                .filter(f -> f.severity().isAtLeast(least))
                .filter(f -> CATEGORIES.contains(f.rule().category()))
                .map(MatrixSession::show)
                .toList();
        List<Exchange> exchanges =
                report.sessions().stream().flatMap(s -> s.exchanges().stream()).toList();
        return new Judged(found, exchanges.stream().map(e -> e.after().phase()).toList());
    }

    private static String show(Finding finding) {
        return finding.rule().id();
    }
}
