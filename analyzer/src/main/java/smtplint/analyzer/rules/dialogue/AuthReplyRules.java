package smtplint.analyzer.rules.dialogue;

import static smtplint.analyzer.model.Side.SERVER;
import static smtplint.analyzer.rules.Severity.ERROR;
import static smtplint.analyzer.rules.Severity.HINT;
import static smtplint.analyzer.rules.Severity.WARNING;
import static smtplint.analyzer.source.Evidence.BOTH;
import static smtplint.analyzer.source.Evidence.LINES;
import static smtplint.analyzer.source.Evidence.ORDER;

import java.util.Optional;
import smtplint.analyzer.model.Ascii;
import smtplint.analyzer.model.Command;
import smtplint.analyzer.model.Exchange;
import smtplint.analyzer.model.Phase;
import smtplint.analyzer.model.Reply;
import smtplint.analyzer.model.Trait;
import smtplint.analyzer.model.Verb;
import smtplint.analyzer.rules.Findings;
import smtplint.analyzer.rules.RuleFamily;
import smtplint.analyzer.session.ReplyTable;
import smtplint.analyzer.session.ReplyTable.Standing;

/** What AUTH and its steps are answered with, and how a server asks for it: RFC 4954. */
public final class AuthReplyRules extends RuleFamily {

    public AuthReplyRules() {
        super("reply");

        rule("auth-reply-invalid")
                .severity(WARNING)
                .needs(LINES, BOTH, ORDER)
                .blames(SERVER)
                .rfc(4954)
                .says("AUTH answered with %s")
                .because("The code tells the client whether to try again, to ask for another password or to choose "
                        + "another mechanism; this one is not among those of AUTH.")
                .bad("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250-mx.example.org
                        S: 250 AUTH PLAIN
                        C: AUTH PLAIN AGFsaWNlAHNlY3JldA==
                        S: 552 wrong password
                           ^^^
                        """)
                .good("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250-mx.example.org
                        S: 250 AUTH PLAIN
                        C: AUTH PLAIN AGFsaWNlAHNlY3JldA==
                        S: 535 wrong password
                        """)
                .verbs(Verb.AUTH)
                .on(Exchange.class, AuthReplyRules::invalid);

        rule("auth-success-code-wrong")
                .severity(ERROR)
                .needs(LINES, BOTH, ORDER)
                .blames(SERVER)
                .rfc(4954)
                .says("Success of AUTH reported with %s instead of 235")
                .because("235 alone ends the exchange with success; a client that waits for it does not know whether "
                        + "it is authenticated.")
                .bad("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250-mx.example.org
                        S: 250 AUTH PLAIN
                        C: AUTH PLAIN AGFsaWNlAHNlY3JldA==
                        S: 250 welcome
                           ^^^
                        """)
                .good("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250-mx.example.org
                        S: 250 AUTH PLAIN
                        C: AUTH PLAIN AGFsaWNlAHNlY3JldA==
                        S: 235 welcome
                        """)
                .verbs(Verb.AUTH)
                .on(Exchange.class, (exchange, findings) -> {
                    if (isAuth(exchange) && exchange.accepted() && exchange.code() != 235)
                        findings.at(exchange.reply().orElseThrow().codeSpan(), exchange.code());
                });

        rule("auth-challenge-not-base64")
                .severity(ERROR)
                .needs(LINES, BOTH, ORDER)
                .blames(SERVER)
                .rfc(4954)
                .says("The text of a 334 reply is not base64")
                .because("It is the challenge of the mechanism, encoded in base64; the client can't decode this one.")
                .bad("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250-mx.example.org
                        S: 250 AUTH LOGIN
                        C: AUTH LOGIN
                        S: 334 Username:
                               ^^^^^^^^^
                        """)
                .good("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250-mx.example.org
                        S: 250 AUTH LOGIN
                        C: AUTH LOGIN
                        S: 334 VXNlcm5hbWU6
                        """)
                .verbs(Verb.AUTH)
                .on(Exchange.class, (exchange, findings) -> {
                    if (!isAuth(exchange) || exchange.code() != 334) return;
                    Reply.ReplyLine line = exchange.reply().orElseThrow().firstLine();
                    if (!line.hidden() && !Ascii.isBase64(line.text().value()))
                        findings.at(line.text().span());
                });

        rule("auth-cancel-not-501")
                .severity(WARNING)
                .needs(LINES, BOTH, ORDER)
                .blames(SERVER)
                .rfc(4954)
                .says("The client cancelled AUTH and got %s instead of 501")
                .because("After \"*\" the server MUST reject the AUTH command with 501.")
                .bad("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250-mx.example.org
                        S: 250 AUTH LOGIN
                        C: AUTH LOGIN
                        S: 334 VXNlcm5hbWU6
                        C: *
                        S: 535 authentication failed
                           ^^^
                        """)
                .good("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250-mx.example.org
                        S: 250 AUTH LOGIN
                        C: AUTH LOGIN
                        S: 334 VXNlcm5hbWU6
                        C: *
                        S: 501 cancelled
                        """)
                .verbs(Verb.AUTH)
                .on(Exchange.class, (exchange, findings) -> {
                    int code = exchange.code();
                    if (cancels(exchange) && code > 299 && code != 501 && code != 421 && !isCommon(exchange))
                        findings.at(exchange.reply().orElseThrow().codeSpan(), code);
                });

        rule("auth-required-code-wrong")
                .severity(HINT)
                .needs(LINES, BOTH, ORDER)
                .blames(SERVER)
                .rfc(4954)
                .says("The server wants authentication and says so with %s")
                .because("530 (5.7.0) is the code for it; a client can't tell this refusal from that of a mailbox.")
                .bad("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250-mx.example.org
                        S: 250 AUTH PLAIN
                        C: MAIL FROM:<alice@example.com>
                        S: 550 authentication required
                           ^^^
                        """)
                .good("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250-mx.example.org
                        S: 250 AUTH PLAIN
                        C: MAIL FROM:<alice@example.com>
                        S: 530 authentication required
                        """)
                .verbs(Verb.MAIL, Verb.RCPT, Verb.DATA)
                .where(Trait.REFUSED)
                .on(Exchange.class, AuthReplyRules::requiredCode);

        rule("code-530-on-exempt-command")
                .severity(WARNING)
                .needs(LINES, BOTH, ORDER)
                .blames(SERVER)
                .rfc(3207, "4")
                .rfc(4954)
                .says("530 to %s, which needs neither TLS nor authentication")
                .because("A client that may not send this command can't get to the one that would let it in.")
                .bad("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 530 authentication required
                           ^^^
                        """)
                .good("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250-mx.example.org
                        S: 250 AUTH PLAIN
                        C: MAIL FROM:<alice@example.com>
                        S: 530 authentication required
                        """)
                .where(Trait.REFUSED)
                .on(Exchange.class, AuthReplyRules::exempt);
    }

    private static boolean isAuth(Exchange exchange) {
        boolean auth = exchange.is(Verb.AUTH)
                || exchange.command()
                        .filter(Command.AuthResponse.class::isInstance)
                        .isPresent();
        return auth && !exchange.tainted() && !exchange.replies().isEmpty();
    }

    /** Such codes are reported as unlisted but common, and nothing else. */
    private static boolean isCommon(Exchange exchange) {
        return ReplyTable.row(exchange)
                .filter(row -> ReplyTable.standing(row, exchange.code()) == Standing.SEEN)
                .isPresent();
    }

    private static boolean cancels(Exchange exchange) {
        return isAuth(exchange)
                && exchange.command().orElseThrow() instanceof Command.AuthResponse response
                && response.cancels();
    }

    private static void invalid(Exchange exchange, Findings findings) {
        if (!isAuth(exchange) || exchange.accepted() || cancels(exchange)) return;
        int code = exchange.code();
        ReplyTable.row(exchange)
                .filter(row -> ReplyTable.knows(code) && ReplyTable.standing(row, code) == Standing.UNLISTED)
                .ifPresent(row -> findings.at(exchange.reply().orElseThrow().codeSpan(), code));
    }

    private static void requiredCode(Exchange exchange, Findings findings) {
        int code = exchange.code();
        boolean transaction = exchange.is(Verb.MAIL) || exchange.is(Verb.RCPT) || exchange.is(Verb.DATA);
        boolean wrong = code == 550 || code == 554 || code == 503;
        if (!transaction || !wrong || exchange.tainted() || exchange.actual().authenticated()) return;
        if (isCommon(exchange)) return;
        String text = Ascii.lower(exchange.reply().orElseThrow().text());
        boolean asks = text.contains("authentication required") || text.contains("authentication is required");
        if (asks) findings.at(exchange.reply().orElseThrow().codeSpan(), code);
    }

    private static void exempt(Exchange exchange, Findings findings) {
        if (exchange.code() != 530 || exchange.tainted()) return;
        Optional<Verb> verb = exchange.command().flatMap(Command::known);
        if (verb.isEmpty()) return;
        boolean tlsDemanded = !exchange.actual().tls()
                && (!exchange.actual().isExtended()
                        || !exchange.actual().offers().lacks("STARTTLS"));
        boolean exempt = switch (verb.get()) {
            case NOOP, EHLO, LHLO, STARTTLS, QUIT -> true;
            case HELO, RSET, AUTH -> !tlsDemanded && !exchange.actual().is(Phase.INIT);
            default -> false;
        };
        if (exempt) findings.at(exchange.reply().orElseThrow().codeSpan(), verb.get());
    }
}
