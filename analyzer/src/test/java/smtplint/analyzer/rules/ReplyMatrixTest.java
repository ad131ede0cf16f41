package smtplint.analyzer.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import smtplint.analyzer.model.Phase;
import smtplint.analyzer.rules.MatrixSession.Judged;
import smtplint.analyzer.session.ReplyTable;
import smtplint.analyzer.session.ReplyTable.Row;
import smtplint.analyzer.session.ReplyTable.Standing;
import smtplint.analyzer.session.TransitionTable;

/** Every command with every reply: what is said of the server, and the state after. Expectations come from the tables. */
class ReplyMatrixTest {
    /** Where a verb's wrong codes have a rule of their own. */
    private static final Map<String, String> OWN = Map.of(
            "QUIT", "reply/quit-reply-not-221",
            "RSET", "reply/rset-or-noop-not-250",
            "NOOP", "reply/rset-or-noop-not-250",
            "STARTTLS", "reply/starttls-reply-invalid",
            "ETRN", "reply/etrn-reply-invalid",
            "AUTH", "reply/auth-reply-invalid",
            "*", "reply/auth-reply-invalid");

    /** RFC 5321 §4.5.1; EHLO has a rule of its own, 502 to HELO and VRFY is common. */
    private static final Set<String> REQUIRED = Set.of("MAIL", "RCPT", "DATA", "RSET", "NOOP", "QUIT");

    private static final Set<String> EXEMPT_FROM_530 = Set.of("EHLO", "LHLO", "STARTTLS", "NOOP", "QUIT");
    private static final Set<String> OFFERED =
            Set.of("STARTTLS", "AUTH", "BDAT", "BURL", "ETRN", "ATRN", "XCLIENT", "XFORWARD", "HELP");

    static Stream<Arguments> cells() {
        TreeSet<Integer> codes = new TreeSet<>(ReplyTable.knownCodes());
        // RFC 5248 §2.4, PRDR, and what no RFC knows: in each class, with a second digit above 5, in no class.
        codes.addAll(List.of(353, 422, 430, 521, 523, 524, 525, 533, 556));
        codes.addAll(List.of(200, 240, 300, 340, 400, 449, 540, 599, 260, 370, 480, 590, 99, 100, 150, 650, 999));
        List<Arguments> cells = new ArrayList<>();
        for (String event : TransitionTable.events()) for (int code : codes) cells.add(Arguments.of(event, code));
        // A recording that begins with 354 is cut: content follows.
        cells.removeIf(cell -> cell.get()[0].equals("greeting") && cell.get()[1].equals(354));
        return cells.stream();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("cells")
    void judgesTheCode(String event, int code) {
        for (boolean several : List.of(false, true)) {
            Judged judged =
                    MatrixSession.judge(before(event), sent(event) + reply(code, several) + rest(event), Severity.INFO);
            assertThat(ofTheServer(judged)).as("several lines: %s", several).isEqualTo(expected(event, code));
            assertThat(at(event, judged)).isEqualTo(after(event, code));
        }
    }

    static Stream<String> events() {
        return TransitionTable.events().stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("events")
    void saysThatGarbageIsNoReply(String event) {
        Judged judged =
                MatrixSession.judge(before(event), sent(event) + "S: hello there\n" + rest(event), Severity.INFO);
        assertThat(ofTheServer(judged)).containsExactly("reply/malformed");
        assertThat(at(event, judged)).isEqualTo(after(event, 0));
    }

    /** At the end of a recording nothing is owed; a later command that was answered shows that a reply is missing. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("events")
    void missesAReplyOnlyWhereLaterOnesAre(String event) {
        if (event.equals("greeting")) return;
        Judged end = MatrixSession.judge(before(event), sent(event), Severity.INFO);
        assertThat(ofTheServer(end)).isEmpty();
        String later = "C: MAIL FROM:<erin@example.com>\nC: RCPT TO:<frank@example.net>\nC: DATA\nS: 354 go ahead\n";
        // After AUTH and QUIT no command is read; content that waits for its reply takes the next one.
        if (Set.of("AUTH", "*", "QUIT", "DATA").contains(event)) return;
        Judged missing = MatrixSession.judge(before(event), sent(event) + later, Severity.WARNING);
        assertThat(missing.findings()).contains("reply/missing");
    }

    private static String before(String event) {
        Phase phase = switch (event) {
            case "greeting" -> Phase.CONN;
            case "HELO", "EHLO", "LHLO" -> Phase.INIT;
            case "RCPT" -> Phase.MAIL;
            case "DATA", ".", "BDAT", "BDAT_LAST", "BURL", "BURL_LAST" -> Phase.RCPT;
            case "*" -> Phase.AUTHX;
            default -> Phase.READY;
        };
        String dialogue = MatrixSession.BEFORE.get(phase);
        return event.equals(".") ? dialogue + "C: DATA\nS: 354 go ahead\n" : dialogue;
    }

    private static String sent(String event) {
        return switch (event) {
            case "greeting" -> "";
            case "." -> MatrixSession.CONTENT;
            default -> MatrixSession.COMMANDS.get(event).lines();
        };
    }

    /** A server that speaks alone is not judged by its greeting. */
    private static String rest(String event) {
        return event.equals("greeting") ? "C: QUIT\nS: 221 bye\n" : "";
    }

    /** The text suits every reply: a domain for greetings and hellos, a path for 251 and 551, base64 for 334. */
    private static String reply(int code, boolean several) {
        String number = String.format("%03d", code);
        String text = code == 334
                ? "VXNlcm5hbWU6"
                : code == 502 ? "mx.example.net not implemented" : "mx.example.net <a@b.example>";
        String first = several ? "S: " + number + "-" + text + "\n" : "";
        return first + "S: " + number + " " + text + "\n";
    }

    private static Phase at(String event, Judged judged) {
        List<Phase> states = judged.states();
        return event.equals("greeting") ? states.get(0) : judged.last();
    }

    private static Phase after(String event, int code) {
        Phase before = switch (event) {
            case "greeting" -> Phase.UNKNOWN;
            case "HELO", "EHLO", "LHLO" -> Phase.INIT;
            case "RCPT" -> Phase.MAIL;
            case "." -> Phase.CONTENT;
            case "DATA", "BDAT", "BDAT_LAST", "BURL", "BURL_LAST" -> Phase.RCPT;
            case "*" -> Phase.AUTHX;
            default -> Phase.READY;
        };
        return TransitionTable.next(event, code).orElse(before);
    }

    private static List<String> expected(String event, int code) {
        return rule(event, code).map(List::of).orElse(List.of());
    }

    /** At most one rule speaks of a code. */
    private static Optional<String> rule(String event, int code) {
        String verb = event.replace("_LAST", "");
        Row row = ReplyTable.rows().stream()
                .filter(r -> r.event().equals(verb))
                .findFirst()
                .orElseThrow();
        int first = code / 100;
        if (first < 2 || first > 5) return Optional.of("reply/code-first-digit");
        if (code == 421) return Optional.empty();
        if (event.equals("greeting") && first < 4)
            return code == 220 ? Optional.empty() : Optional.of("reply/greeting-code-invalid");
        if (event.equals("DATA") && first < 4)
            return code == 354 ? Optional.empty() : Optional.of("reply/data-accepted-without-354");
        boolean auth = event.equals("AUTH") || event.equals("*");
        if (auth && first == 2) return code == 235 ? Optional.empty() : Optional.of("reply/auth-success-code-wrong");
        if (event.equals(".") && first == 3)
            return code == 353 ? Optional.empty() : Optional.of("reply/final-reply-is-3xx");
        if (verb.equals("BDAT") && first == 3)
            return code == 353 ? Optional.empty() : Optional.of("reply/bdat-reply-invalid");
        if (code == 530 && !event.equals("greeting"))
            return EXEMPT_FROM_530.contains(event) ? Optional.of("reply/code-530-on-exempt-command") : Optional.empty();
        if (event.equals("EHLO") && (code == 500 || code == 502)) return Optional.of("reply/ehlo-rejected-as-unknown");
        if (code == 502 && REQUIRED.contains(event)) return Optional.of("reply/required-command-not-recognized");
        boolean offered = OFFERED.contains(verb) && code == 502 || event.equals("STARTTLS") && code == 500;
        if (offered) return Optional.of("extension/ehlo-lists-unimplemented-command");
        return byStanding(event, code, ReplyTable.standing(row, code));
    }

    private static Optional<String> byStanding(String event, int code, Standing standing) {
        if (standing == Standing.SEEN) return Optional.of("reply/code-unlisted-but-common");
        if (code / 10 % 10 > 5) return Optional.of("reply/code-second-digit");
        if (!ReplyTable.knows(code)) return Optional.of("reply/code-unknown");
        // These succeed always: what is allowed to any command is wrong here.
        boolean always =
                event.equals("QUIT") && code != 221 || Set.of("RSET", "NOOP").contains(event) && code != 250;
        if (standing == Standing.LISTED && !always) return Optional.empty();
        return Optional.of(OWN.getOrDefault(event, "reply/code-not-allowed-for-command"));
    }

    private static List<String> ofTheServer(Judged judged) {
        return judged.findings().stream()
                .filter(id -> id.startsWith("reply/") || id.equals("extension/ehlo-lists-unimplemented-command"))
                .toList();
    }
}
