package smtplint.analyzer.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import smtplint.analyzer.model.Phase;
import smtplint.analyzer.rules.MatrixSession.Judged;
import smtplint.analyzer.rules.MatrixSession.Sent;
import smtplint.analyzer.session.StateTable;
import smtplint.analyzer.session.TransitionTable;
import smtplint.analyzer.session.Verdict;

/**
 * Every cell of the state table, command by state, has a session that shows it judged right. Whether a command is allowed
 * comes from the table of the product; which rule speaks where it is not, and that no other does, from the table below.
 */
class StateMatrixTest {
    /** ".": allowed, and what is said all the same; "-": nobody needs to be told. A cell left out fails. */
    private static final String SPEAKS = """
            event      CONN   REFUSED  INIT   READY  MAIL    RCPT    CHUNK   CHUNKBAD  AUTHX  SWAP  BYE
            HELO       early  -        .      .      .       .       .       .         auth   -     quit
            EHLO       early  -        .      .      .       .       .       .         auth   -     quit
            LHLO       early  -        .      .      .       .       .       .         auth   -     quit
            STARTTLS   early  -        tls    .      tlsTx   tlsTx   tlsTx   tlsTx     auth   -     quit
            AUTH       early  -        authE  .      authTx  authTx  authTx  authTx    auth   -     quit
            *          early,word  word  word word   word    word    word    word      .      -     quit,word
            MAIL       early  -        hello  .      nested  nested  chunk   reset     auth   -     quit
            RCPT       early  -        hello  mail   .       .       chunk   reset     auth   -     quit
            DATA       early  -        hello  rcpt   rcpt    .       mixed   reset     auth   -     quit
            BDAT       early  -        hello  rcpt   rcpt    .       .       goesOn    auth   -     quit
            BDAT_LAST  early  -        hello  rcpt   rcpt    .       .       goesOn    auth   -     quit
            BURL       early  -        hello  rcpt   rcpt    .       .       reset     auth   -     quit
            BURL_LAST  early  -        hello  rcpt   rcpt    .       .       reset     auth   -     quit
            RSET       early  -        .      .      .       .       .       .         auth   -     quit
            NOOP       early  -        .      .      .       .       .       .         auth   -     quit
            HELP       early  -        .      .      .       .       .       .         auth   -     quit
            VRFY       early  -        .      .      .       .       .       .         auth   -     quit
            EXPN       early  -        .      .      .       .       .       .         auth   -     quit
            ETRN       early  -        offer  .      etrn    etrn    etrn    etrn      auth   -     quit
            ATRN       early  -        offer  .noAuth  turn    turn    turn    turn      auth   -     quit
            TURN       early  -        noAuth .noAuth  turn    turn    turn    turn      auth   -     quit
            QUIT       early  .        .      .      .       .       .       .         auth   -     quit
            XCLIENT    early  -        .      .      proxy   proxy   proxy   proxy     auth   -     quit
            XFORWARD   early  -        .      .      proxy   proxy   proxy   proxy     auth   -     quit
            """;

    private static final Map<String, String> RULES = Map.ofEntries(
            Map.entry("early", "command-order/client-talks-before-greeting"),
            Map.entry("hello", "command-order/command-before-ehlo"),
            Map.entry("mail", "command-order/rcpt-before-mail"),
            Map.entry("rcpt", "command-order/data-before-rcpt"),
            Map.entry("nested", "command-order/nested-mail"),
            Map.entry("chunk", "command-order/rcpt-after-data"),
            Map.entry("mixed", "command-order/bdat-and-data-mixed"),
            Map.entry("goesOn", "command-order/bdat-continues-after-rejected-chunk"),
            Map.entry("reset", "command-order/rset-missing-after-indeterminate-state"),
            Map.entry("tls", "command-order/starttls-before-ehlo"),
            Map.entry("tlsTx", "command-order/starttls-in-transaction"),
            Map.entry("auth", "command-order/auth-exchange-interrupted"),
            Map.entry("authE", "command-order/auth-without-ehlo"),
            Map.entry("authTx", "command-order/auth-in-transaction"),
            Map.entry("etrn", "command-order/etrn-in-transaction"),
            Map.entry("turn", "command-order/turn-in-transaction"),
            Map.entry("noAuth", "command-order/turn-or-atrn-without-auth"),
            Map.entry("proxy", "command-order/xclient-in-transaction"),
            Map.entry("offer", "extension/not-advertised"),
            Map.entry("quit", "command-order/command-after-quit"),
            Map.entry("word", "command-syntax/unknown-command"));

    /** What is worth knowing of commands that stand where they may. */
    private static final Set<String> BESIDES = Set.of(
            "command-syntax/obsolete-command",
            "command-syntax/helo-instead-of-ehlo",
            "command-order/helo-after-ehlo",
            "command-order/lhlo-on-smtp",
            "command-order/repeated-ehlo-resets-transaction",
            "pipelining/bdat-before-rcpt-replies");

    private static final Map<String, Map<Phase, String>> EXPECTED = new LinkedHashMap<>();

    static {
        List<String> lines = SPEAKS.lines().toList();
        String[] head = lines.get(0).split(" +");
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(" +");
            Map<Phase, String> row = new LinkedHashMap<>();
            for (int i = 1; i < head.length; i++) row.put(Phase.valueOf(head[i]), cells[i]);
            EXPECTED.put(cells[0], row);
        }
    }

    private static List<Phase> phases() {
        return StateTable.phases().stream()
                .filter(MatrixSession.BEFORE::containsKey)
                .toList();
    }

    private static List<String> events() {
        return TransitionTable.events().stream()
                .filter(MatrixSession.COMMANDS::containsKey)
                .toList();
    }

    private static Verdict verdict(String event, Phase phase) {
        return StateTable.verdict(event.replace("_LAST", ""), phase);
    }

    static Stream<Arguments> cells() {
        List<Arguments> cells = new ArrayList<>();
        for (String event : events()) for (Phase phase : phases()) cells.add(Arguments.of(event, phase));
        return cells.stream();
    }

    @ParameterizedTest(name = "{0} in {1}")
    @MethodSource("cells")
    void judgesTheClientInLockstep(String event, Phase phase) {
        Verdict verdict = verdict(event, phase);
        Sent sent = MatrixSession.COMMANDS.get(event);
        Judged judged = MatrixSession.judge(
                MatrixSession.BEFORE.get(phase), sent.lines() + greeting(phase) + reply(event, phase), Severity.INFO);
        assertThat(client(judged)).isEqualTo(expected(event, phase));
        assertThat(server(judged)).isEmpty();
        // The greeting follows in the text what came too early.
        Phase last = phase == Phase.CONN ? judged.states().get(0) : judged.last();
        assertThat(last).isEqualTo(after(event, phase, verdict.isAllowed()));
    }

    /** The server that takes what it must refuse is blamed for that, beside the client that sent it. */
    @ParameterizedTest(name = "{0} in {1}")
    @MethodSource("cells")
    void judgesTheServerThatAccepts(String event, Phase phase) {
        Verdict verdict = verdict(event, phase);
        if (verdict.isAllowed() || verdict == Verdict.NOT_A_COMMAND || verdict == Verdict.TOO_EARLY) return;
        Sent sent = MatrixSession.COMMANDS.get(event);
        Judged judged = MatrixSession.judge(
                MatrixSession.BEFORE.get(phase), sent.lines() + greeting(phase) + sent.success(), Severity.INFO);
        boolean mailCommand = Set.of("MAIL", "RCPT", "DATA", "BDAT", "BURL").contains(event.replace("_LAST", ""));
        List<String> blamed = phase == Phase.REFUSED
                ? List.of("command-order/commands-after-554-greeting-not-503")
                : mailCommand ? List.of("reply/out-of-order-reply-not-503") : List.of();
        assertThat(server(judged)).isEqualTo(blamed);
        List<String> client = expected(event, phase);
        assertThat(client(judged)).isEqualTo(client);
    }

    static Stream<Arguments> groups() {
        List<Arguments> groups = new ArrayList<>();
        for (Phase assumed : List.of(Phase.READY, Phase.MAIL, Phase.RCPT))
            for (String event : events()) if (!event.equals("*")) groups.add(Arguments.of(event, assumed));
        return groups.stream();
    }

    /** What the group may assume counts, not what the client has read (RFC 2920 §3.1). */
    @ParameterizedTest(name = "{0} in a group that leads to {1}")
    @MethodSource("groups")
    void judgesTheClientInAGroup(String event, Phase assumed) {
        Sent sent = MatrixSession.COMMANDS.get(event);
        String tried = lead(assumed) + sent.lines() + granted(assumed) + reply(event, assumed);
        Judged judged = MatrixSession.judge(MatrixSession.BEFORE.get(Phase.READY), tried, Severity.INFO);
        assertThat(client(judged)).isEqualTo(expected(event, assumed));
        assertThat(server(judged)).isEmpty();
        boolean allowed = verdict(event, assumed).isAllowed();
        assertThat(judged.last()).isEqualTo(after(event, assumed, allowed));
    }

    /** The lead of the group is refused: the client could not know it, and the server judges by the state it has. */
    @ParameterizedTest(name = "{0} in a group that was to lead to {1}")
    @MethodSource("groups")
    void judgesAGroupWhoseLeadWasRefused(String event, Phase assumed) {
        if (assumed == Phase.READY) return;
        Sent sent = MatrixSession.COMMANDS.get(event);
        String refused = assumed == Phase.MAIL ? "S: 550 no\n" : "S: 550 no\nS: 503 need MAIL\n";
        String tried = lead(assumed) + sent.lines() + refused + reply(event, Phase.READY);
        Judged judged = MatrixSession.judge(MatrixSession.BEFORE.get(Phase.READY), tried, Severity.INFO);
        assertThat(client(judged)).isEqualTo(expected(event, assumed));
        assertThat(server(judged)).isEmpty();
        boolean allowed = verdict(event, Phase.READY).isAllowed();
        assertThat(judged.last()).isEqualTo(after(event, Phase.READY, allowed));
    }

    static Stream<String> commands() {
        return events().stream().filter(event -> !event.equals("*"));
    }

    /** What a recording does not show is not judged. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("commands")
    void judgesNoOrderWhereTheStateIsUnknown(String event) {
        Sent sent = MatrixSession.COMMANDS.get(event);
        for (String reply : List.of(sent.success(), "S: 503 bad sequence of commands\n")) {
            String cut = "C: NOOP\nS: 250 ok\n";
            Judged judged = MatrixSession.judge(cut, sent.lines() + reply, Severity.WARNING);
            assertThat(client(judged)).as(reply).isEmpty();
            assertThat(server(judged)).as(reply).isEmpty();
        }
    }

    /** 421 closes: what the client had sent before it read that is no fault, what the server answers after it is. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("commands")
    void judgesTheServerAfter421(String event) {
        Sent sent = MatrixSession.COMMANDS.get(event);
        String before = MatrixSession.BEFORE.get(Phase.READY) + "C: NOOP\nS: 421 closing\n";
        Judged silent = MatrixSession.judge(before, sent.lines(), Severity.WARNING);
        assertThat(client(silent)).isEmpty();
        assertThat(silent.last()).isEqualTo(Phase.BYE);
        Judged answered = MatrixSession.judge(before, sent.lines() + "S: 503 no\n", Severity.WARNING);
        assertThat(client(answered)).containsExactly("command-order/server-continues-after-421");
    }

    /** Inside TLS all is as before, but STARTTLS may not come again (RFC 3207 §4.2). */
    @ParameterizedTest(name = "{0} in {1}")
    @MethodSource("cells")
    void judgesInsideTls(String event, Phase phase) {
        if (!Set.of(Phase.INIT, Phase.READY, Phase.MAIL, Phase.RCPT, Phase.CHUNK)
                .contains(phase)) return;
        boolean again = event.equals("STARTTLS");
        String reply = again ? "S: 503 TLS is active\n" : reply(event, phase);
        Judged judged = MatrixSession.judge(
                "# tls\n" + MatrixSession.BEFORE.get(phase).replace("S: 250-STARTTLS\n", ""),
                MatrixSession.COMMANDS.get(event).lines() + reply.replace("S: 250-STARTTLS\n", ""),
                Severity.INFO);
        List<String> found = again ? List.of("command-order/starttls-when-active") : expected(event, phase);
        assertThat(client(judged)).isEqualTo(found);
        assertThat(server(judged)).isEmpty();
    }

    /** LMTP has LHLO instead of HELO and EHLO, and is SMTP else (RFC 2033 §4.1). */
    @ParameterizedTest(name = "{0} in {1}")
    @MethodSource("cells")
    void judgesOnLmtp(String event, Phase phase) {
        if (!Set.of(Phase.INIT, Phase.READY, Phase.MAIL, Phase.RCPT, Phase.CHUNK)
                .contains(phase)) return;
        boolean smtp = event.equals("HELO") || event.equals("EHLO");
        String before = "# protocol lmtp\n"
                + MatrixSession.BEFORE
                        .get(phase)
                        .replace("EHLO", "LHLO")
                        .replace("S: 250 HELP", "S: 250 ENHANCEDSTATUSCODES")
                        .replace("S: 250 ok", "S: 250 2.0.0 ok");
        String reply = smtp ? "S: 500 5.5.1 LMTP here\n" : reply(event, phase).replace("S: 503 ", "S: 503 5.5.1 ");
        Judged judged =
                MatrixSession.judge(before, MatrixSession.COMMANDS.get(event).lines() + reply, Severity.INFO);
        List<String> found = smtp ? List.of("command-order/lhlo-required-on-lmtp") : expected(event, phase);
        assertThat(client(judged)).isEqualTo(found);
        assertThat(server(judged)).isEmpty();
    }

    static Stream<Arguments> conditions() {
        String auth = "C: AUTH PLAIN AGEAYg==\nS: 235 ok\n";
        return Stream.of(
                Arguments.of("STARTTLS", Phase.READY, "250-STARTTLS", "250-XONE", "command-order/starttls-before-ehlo"),
                Arguments.of("AUTH", Phase.READY, "250-AUTH PLAIN LOGIN", "250-XONE", "extension/not-advertised"),
                Arguments.of("BDAT", Phase.RCPT, "250-CHUNKING", "250-XONE", "extension/not-advertised"),
                Arguments.of("BURL", Phase.RCPT, "250-BURL imap", "250-XONE", "extension/not-advertised"),
                Arguments.of("ETRN", Phase.READY, "250-ETRN", "250-XONE", "extension/not-advertised"),
                Arguments.of("ATRN", Phase.READY, "250-ATRN", "250-XONE", "extension/not-advertised"),
                Arguments.of("XCLIENT", Phase.READY, "250-XCLIENT NAME", "250-XONE", "extension/not-advertised"),
                Arguments.of("XFORWARD", Phase.READY, "250-XFORWARD NAME", "250-XONE", "extension/not-advertised"),
                Arguments.of(
                        "DATA",
                        Phase.RCPT,
                        "alice@example.com>",
                        "alice@example.com> BODY=BINARYMIME",
                        "command-order/data-with-binarymime"),
                Arguments.of("AUTH", Phase.READY, "HELP\n", "HELP\n" + auth, "command-order/auth-after-success"),
                Arguments.of("ATRN", Phase.READY, "HELP", "HELP", "command-order/turn-or-atrn-without-auth"),
                Arguments.of("TURN", Phase.READY, "HELP", "HELP", "command-order/turn-or-atrn-without-auth"));
    }

    /** Cells that are allowed on a condition: the session misses it, and the rule named speaks. */
    @ParameterizedTest(name = "{0} in {1}: {4}")
    @MethodSource("conditions")
    void judgesTheCondition(String event, Phase phase, String from, String to, String rule) {
        assertThat(StateTable.condition(event)).isNotEmpty();
        String before = MatrixSession.BEFORE.get(phase).replace(from, to);
        assertThat(before).contains(to);
        String authenticated =
                event.equals("ATRN") && from.contains("ATRN") ? "C: AUTH PLAIN AGEAYg==\nS: 235 ok\n" : "";
        Judged judged = MatrixSession.judge(
                before + authenticated, MatrixSession.COMMANDS.get(event).lines() + "S: 503 no\n", Severity.WARNING);
        assertThat(client(judged)).containsExactly(rule);
    }

    private static String lead(Phase assumed) {
        return switch (assumed) {
            case MAIL -> "C: MAIL FROM:<alice@example.com>\n";
            case RCPT -> "C: MAIL FROM:<alice@example.com>\nC: RCPT TO:<bob@example.net>\n";
            default -> "C: RSET\n";
        };
    }

    private static String granted(Phase assumed) {
        return assumed == Phase.RCPT ? "S: 250 ok\nS: 250 ok\n" : "S: 250 ok\n";
    }

    private static String greeting(Phase phase) {
        return phase == Phase.CONN ? "S: 220 mx.example.net ESMTP\n" : "";
    }

    /** The right reply, by the table. */
    private static String reply(String event, Phase phase) {
        if (verdict(event, phase).isAllowed())
            return MatrixSession.COMMANDS.get(event).success();
        if (phase == Phase.CONN) return reply(event, Phase.INIT);
        if (phase == Phase.AUTHX) return "S: 501 not base64\n";
        return event.equals("*") && phase != Phase.REFUSED ? "S: 500 what\n" : "S: 503 bad sequence of commands\n";
    }

    /** The state after, by the table of transitions. */
    private static Phase after(String event, Phase phase, boolean accepted) {
        if (phase == Phase.SWAP) return Phase.SWAP;
        if (event.equals("*") && phase != Phase.AUTHX) return phase == Phase.CONN ? Phase.INIT : phase;
        if (phase == Phase.CONN)
            return after(event, Phase.INIT, verdict(event, Phase.INIT).isAllowed());
        int code = accepted ? code(MatrixSession.COMMANDS.get(event).success()) : 503;
        boolean indeterminate = event.equals("DATA") && phase == Phase.CHUNK;
        if (!accepted && indeterminate) return Phase.CHUNKBAD;
        if (!accepted && !phase.inTransaction() && !event.equals("QUIT"))
            return phase == Phase.AUTHX ? Phase.READY : phase;
        Phase next = TransitionTable.next(phase == Phase.AUTHX && !accepted ? "*" : event, code)
                .orElse(phase);
        return next == Phase.READY && phase == Phase.INIT && event.equals("RSET") ? Phase.INIT : next;
    }

    private static int code(String reply) {
        return Integer.parseInt(reply.substring(3, 6));
    }

    private static List<String> expected(String event, Phase phase) {
        String cell = EXPECTED.get(event).get(phase);
        assertThat(cell).as("expectation of %s in %s", event, phase).isNotNull();
        boolean allowed = cell.startsWith(".");
        assertThat(allowed)
                .as("%s in %s is allowed", event, phase)
                .isEqualTo(verdict(event, phase).isAllowed());
        String rules = cell.substring(allowed ? 1 : 0);
        if (rules.isEmpty() || rules.equals("-")) return List.of();
        return Stream.of(rules.split(",")).map(RULES::get).toList();
    }

    private static List<String> client(Judged judged) {
        return judged.findings().stream()
                .filter(id -> !id.startsWith("reply/") && !isOfTheServer(id) && !BESIDES.contains(id))
                .toList();
    }

    private static List<String> server(Judged judged) {
        return judged.findings().stream()
                .filter(id -> id.startsWith("reply/") || isOfTheServer(id))
                .toList();
    }

    private static boolean isOfTheServer(String id) {
        return id.equals("command-order/commands-after-554-greeting-not-503");
    }
}
