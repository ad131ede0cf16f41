package smtplint.analyzer.rules.dialogue;

import static smtplint.analyzer.model.Side.SERVER;
import static smtplint.analyzer.rules.Severity.ERROR;
import static smtplint.analyzer.rules.Severity.HINT;
import static smtplint.analyzer.rules.Severity.INFO;
import static smtplint.analyzer.rules.Severity.WARNING;
import static smtplint.analyzer.source.Evidence.BOTH;
import static smtplint.analyzer.source.Evidence.LINES;
import static smtplint.analyzer.source.Evidence.ORDER;

import java.util.Set;
import smtplint.analyzer.model.Exchange;
import smtplint.analyzer.model.Phase;
import smtplint.analyzer.model.Reply;
import smtplint.analyzer.model.Trait;
import smtplint.analyzer.model.Verb;
import smtplint.analyzer.rules.Findings;
import smtplint.analyzer.rules.RuleFamily;
import smtplint.analyzer.session.ReplyTable;
import smtplint.analyzer.session.ReplyTable.Standing;
import smtplint.analyzer.session.StateTable;
import smtplint.analyzer.session.Verdict;

/** Which codes a command may get: RFC 5321 §4.3.2 and the RFCs of the extensions. One code is one finding. */
public final class ReplyCodeRules extends RuleFamily {
    /** Verbs whose wrong codes have a rule of their own. */
    private static final Set<String> OWN_RULE = Set.of("QUIT", "RSET", "NOOP", "STARTTLS", "AUTH", "*", "ETRN");

    public ReplyCodeRules() {
        super("reply");

        rule("code-not-allowed-for-command")
                .severity(WARNING)
                .needs(LINES, BOTH, ORDER)
                .blames(SERVER)
                .rfc(5321, "4.3.2")
                .says("Reply %s to %s, for which no RFC lists it")
                .because("Clients act on the codes that a command is known to get; a server SHOULD send only those.")
                .instead("Answer with a code that RFC 5321 §4.3.2, or the RFC of the extension, lists.")
                .bad("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250 mx.example.org
                        C: MAIL FROM:<alice@example.com>
                        S: 252 maybe
                           ^^^
                        """)
                .good("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250 mx.example.org
                        C: MAIL FROM:<alice@example.com>
                        S: 250 ok
                        """)
                .where(Trait.UNUSUAL_CODE)
                .on(Exchange.class, (exchange, findings) -> standing(exchange, Standing.UNLISTED, findings));

        rule("code-unlisted-but-common")
                .severity(INFO)
                .needs(LINES, BOTH, ORDER)
                .blames(SERVER)
                .rfc(5321, "4.3.2")
                .says("Reply %s to %s: no RFC lists it there, but widely used servers send it")
                .because("Clients have learnt to live with it; one that goes by the list may not.")
                .bad("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250-mx.example.org
                        S: 250 STARTTLS
                        C: STARTTLS
                        S: 550 not today
                           ^^^
                        """)
                .good("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250-mx.example.org
                        S: 250 STARTTLS
                        C: STARTTLS
                        S: 454 not today
                        """)
                .where(Trait.UNUSUAL_CODE)
                .on(Exchange.class, (exchange, findings) -> standing(exchange, Standing.SEEN, findings));

        rule("data-accepted-without-354")
                .severity(ERROR)
                .needs(LINES, BOTH, ORDER)
                .blames(SERVER)
                .rfc(5321, "4.3.2")
                .says("DATA answered with %s instead of 354")
                .because("354 alone asks for the content. After another code below 400 a client that sends it, and one "
                        + "that does not, are both lost.")
                .bad("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250 mx.example.org
                        C: MAIL FROM:<alice@example.com>
                        S: 250 ok
                        C: RCPT TO:<bob@example.org>
                        S: 250 ok
                        C: DATA
                        S: 250 go ahead
                           ^^^
                        """)
                .good("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250 mx.example.org
                        C: MAIL FROM:<alice@example.com>
                        S: 250 ok
                        C: RCPT TO:<bob@example.org>
                        S: 250 ok
                        C: DATA
                        S: 354 go ahead
                        """)
                .verbs(Verb.DATA)
                .on(Exchange.class, (exchange, findings) -> {
                    boolean goesOn = exchange.code() >= 200 && exchange.code() < 400;
                    if (exchange.is(Verb.DATA) && isJudged(exchange) && goesOn && exchange.code() != 354)
                        findings.at(exchange.reply().orElseThrow().codeSpan(), exchange.code());
                });

        rule("final-reply-is-3xx")
                .severity(ERROR)
                .needs(LINES, BOTH, ORDER)
                .blames(SERVER)
                .rfc(5321, "4.3.2")
                .says("The end of the content answered with %s, an intermediate code")
                .because("Nothing may follow the end of the content, so an intermediate reply leaves it open whether "
                        + "the message was accepted.")
                .bad("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250 mx.example.org
                        C: MAIL FROM:<alice@example.com>
                        S: 250 ok
                        C: RCPT TO:<bob@example.org>
                        S: 250 ok
                        C: DATA
                        S: 354 go ahead
                        C: Subject: x
                        C:
                        C: .
                        S: 354 thanks
                           ^^^
                        """)
                .good("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250 mx.example.org
                        C: MAIL FROM:<alice@example.com>
                        S: 250 ok
                        C: RCPT TO:<bob@example.org>
                        S: 250 ok
                        C: DATA
                        S: 354 go ahead
                        C: Subject: x
                        C:
                        C: .
                        S: 250 thanks
                        """)
                .verbs(Verb.DATA)
                .on(Exchange.class, (exchange, findings) -> {
                    if (!exchange.verb().equals(".") || exchange.tainted()) return;
                    for (Reply reply : exchange.replies())
                        if (reply.isIntermediate() && reply.code() != 353) findings.at(reply.codeSpan(), reply.code());
                });

        rule("bdat-reply-invalid")
                .severity(ERROR)
                .needs(LINES, BOTH, ORDER)
                .blames(SERVER)
                .rfc(3030, "2")
                .says("BDAT answered with %s, an intermediate code")
                .because("The octets of a chunk follow BDAT without waiting, so there is nothing to ask for: it gets "
                        + "250 or a refusal.")
                .bad("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250-mx.example.org
                        S: 250 CHUNKING
                        C: MAIL FROM:<alice@example.com>
                        S: 250 ok
                        C: RCPT TO:<bob@example.org>
                        S: 250 ok
                        C: BDAT 14 LAST
                        C: Subject: x
                        C:
                        S: 354 go ahead
                           ^^^
                        """)
                .good("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250-mx.example.org
                        S: 250 CHUNKING
                        C: MAIL FROM:<alice@example.com>
                        S: 250 ok
                        C: RCPT TO:<bob@example.org>
                        S: 250 ok
                        C: BDAT 14 LAST
                        C: Subject: x
                        C:
                        S: 250 ok
                        """)
                .verbs(Verb.BDAT)
                .on(Exchange.class, (exchange, findings) -> {
                    if (exchange.tainted()) return;
                    for (Reply reply : exchange.replies())
                        if (reply.isIntermediate() && reply.code() != 353) findings.at(reply.codeSpan(), reply.code());
                });

        rule("quit-reply-not-221")
                .severity(WARNING)
                .needs(LINES, BOTH, ORDER)
                .blames(SERVER)
                .rfc(5321, "4.1.1.10")
                .says("QUIT answered with %s instead of 221")
                .because("The receiver MUST send a 221 reply and then close; a client may take another code for the "
                        + "failure of what it did before.")
                .bad("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250 mx.example.org
                        C: QUIT
                        S: 252 bye
                           ^^^
                        """)
                .good("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250 mx.example.org
                        C: QUIT
                        S: 221 bye
                        """)
                .verbs(Verb.QUIT)
                .on(Exchange.class, ReplyCodeRules::quit);

        rule("rset-or-noop-not-250")
                .severity(WARNING)
                .needs(LINES, BOTH, ORDER)
                .blames(SERVER)
                .rfc(5321, "4.1.1.5")
                .rfc(5321, "4.1.1.9")
                .says("%s answered with %s instead of 250")
                .because(
                        "RSET and NOOP succeed at any time; a client that gets another reply no longer knows the state "
                                + "of the session.")
                .bad("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250 mx.example.org
                        C: RSET
                        S: 550 denied
                           ^^^
                        """)
                .good("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250 mx.example.org
                        C: RSET
                        S: 250 ok
                        """)
                .verbs(Verb.RSET, Verb.NOOP)
                .on(Exchange.class, ReplyCodeRules::resetOrNoop);

        rule("starttls-reply-invalid")
                .severity(WARNING)
                .needs(LINES, BOTH, ORDER)
                .blames(SERVER)
                .rfc(3207, "4")
                .says("STARTTLS answered with %s")
                .because("220 starts the handshake, 501 and 454 refuse it. After another code a client does not know "
                        + "whether to try again.")
                .bad("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250-mx.example.org
                        S: 250 STARTTLS
                        C: STARTTLS
                        S: 250 go ahead
                           ^^^
                        """)
                .good("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250-mx.example.org
                        S: 250 STARTTLS
                        C: STARTTLS
                        S: 220 go ahead
                        """)
                .verbs(Verb.STARTTLS)
                .on(Exchange.class, ReplyCodeRules::ownRow);

        rule("etrn-reply-invalid")
                .severity(WARNING)
                .needs(LINES, BOTH, ORDER)
                .blames(SERVER)
                .rfc(1985, "5.1")
                .says("ETRN answered with %s")
                .because("The reply tells whether the queue is being run: 250 to 253, 458, 459, 500 and 501 are the "
                        + "codes for it.")
                .bad("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250-mx.example.org
                        S: 250 ETRN
                        C: ETRN example.com
                        S: 220 queue started
                           ^^^
                        """)
                .good("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250-mx.example.org
                        S: 250 ETRN
                        C: ETRN example.com
                        S: 250 queue started
                        """)
                .verbs(Verb.ETRN)
                .on(Exchange.class, ReplyCodeRules::ownRow);

        rule("line-too-long-reply-below-limit")
                .severity(ERROR)
                .needs(LINES, BOTH, ORDER)
                .blames(SERVER)
                .rfc(5321, "4.3.2")
                .says("\"Line too long\" for a command of %s octets")
                .because("A server must take command lines of 512 octets, line end included.")
                .bad("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250 mx.example.org
                        C: MAIL FROM:<alice@example.com>
                        S: 500 line too long
                           ^^^
                        """)
                .good("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250 mx.example.org
                        C: MAIL FROM:<alice@example.com>
                        S: 250 ok
                        """)
                .where(Trait.REFUSED)
                .on(Exchange.class, ReplyCodeRules::tooLong);

        rule("500-vs-502-swapped")
                .severity(HINT)
                .needs(LINES, BOTH, ORDER)
                .blames(SERVER)
                .rfc(5321, "4.2.4")
                .says("502 to a verb that no RFC defines")
                .because("502 SHOULD say that the command is known but not implemented, 500 that it is not known.")
                .bad("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250 mx.example.org
                        C: FROBNICATE
                        S: 502 what
                           ^^^
                        """)
                .good("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250 mx.example.org
                        C: FROBNICATE
                        S: 500 what
                        """)
                .where(Trait.UNKNOWN_COMMAND, Trait.REFUSED)
                .on(Exchange.class, (exchange, findings) -> {
                    if (isJudged(exchange) && exchange.code() == 502)
                        findings.at(exchange.reply().orElseThrow().codeSpan());
                });
    }

    private static boolean isJudged(Exchange exchange) {
        return !exchange.tainted() && exchange.actual().isKnown();
    }

    private static void standing(Exchange exchange, Standing wanted, Findings findings) {
        if (exchange.tainted()) return;
        if (wanted == Standing.UNLISTED && OWN_RULE.contains(exchange.verb())) return;
        ReplyTable.row(exchange).ifPresent(row -> {
            for (Reply reply : exchange.replies()) {
                int code = reply.code();
                if (ReplyTable.standing(row, code) != wanted || hasRuleOfItsOwn(exchange, reply)) continue;
                if (code == 503 && isOutOfOrder(exchange)) continue;
                if (wanted == Standing.SEEN || ReplyTable.knows(code))
                    findings.at(reply.codeSpan(), code, name(row.event()));
            }
        });
    }

    /** Codes on which another rule speaks: an event is reported once. */
    static boolean hasRuleOfItsOwn(Exchange exchange, Reply reply) {
        if (exchange.isGreeting()) return reply.code() < 400;
        if (reply.code() == 530) return true;
        if (exchange.is(Verb.DATA)) return reply.code() < 400;
        boolean auth = exchange.is(Verb.AUTH) || exchange.verb().equals("*");
        if (auth && reply.isPositive()) return true;
        if (EhloReplyRules.isUnimplementedOffer(exchange)) return true;
        boolean content = exchange.endsContent() || exchange.is(Verb.BDAT);
        return content && reply.isIntermediate();
    }

    /** 503 is the reply to any command out of order (RFC 5321 §4.1.4), listed for it or not. */
    private static boolean isOutOfOrder(Exchange exchange) {
        Verdict verdict = StateTable.verdict(exchange.verb(), exchange.actual().phase());
        boolean again = exchange.is(Verb.STARTTLS) && exchange.actual().tls();
        return again || !verdict.isAllowed() && verdict != Verdict.UNJUDGED;
    }

    private static String name(String event) {
        return switch (event) {
            case "." -> "the end of the content";
            case "*" -> "a step of AUTH";
            case "greeting" -> "the connection";
            default -> event;
        };
    }

    private static void ownRow(Exchange exchange, Findings findings) {
        if (!isJudged(exchange) || exchange.replies().isEmpty()) return;
        Reply reply = exchange.replies().get(0);
        int code = reply.code();
        ReplyTable.row(exchange)
                .filter(row -> ReplyTable.knows(code) && ReplyTable.standing(row, code) == Standing.UNLISTED)
                .ifPresent(row -> findings.at(reply.codeSpan(), code));
    }

    /** QUIT is never out of order, and neither policy nor TLS forbids it (RFC 3207 §4.1, RFC 4954). */
    private static void quit(Exchange exchange, Findings findings) {
        if (!exchange.is(Verb.QUIT) || !isJudged(exchange) || exchange.replies().isEmpty()) return;
        if (exchange.actual().is(Phase.BYE) || exchange.actual().is(Phase.AUTHX)) return;
        Reply reply = exchange.replies().get(0);
        int code = reply.code();
        boolean argument = !exchange.command().orElseThrow().argument().value().isBlank();
        boolean right = code == 221 || code == 421 || code == 501 && argument;
        boolean otherRule = code == 250 || code == 530 || ServerDutyRules.isNotRecognized(exchange);
        if (!right && !otherRule && ReplyTable.knows(code)) findings.at(reply.codeSpan(), code);
    }

    private static void resetOrNoop(Exchange exchange, Findings findings) {
        if (!isJudged(exchange) || exchange.replies().isEmpty()) return;
        Phase phase = exchange.actual().phase();
        if (phase == Phase.REFUSED || phase == Phase.BYE || phase == Phase.AUTHX) return;
        Reply reply = exchange.replies().get(0);
        int code = reply.code();
        boolean argument = !exchange.command().orElseThrow().argument().value().isBlank();
        boolean excused = code == 421 || code == 530 || code == 501 && argument || !ReplyTable.knows(code);
        boolean tls = code == 554 && exchange.actual().tls();
        boolean beforeHello = code == 503 && exchange.actual().is(Phase.INIT);
        boolean unknown = ServerDutyRules.isNotRecognized(exchange);
        if (code != 250 && !excused && !tls && !beforeHello && !unknown)
            findings.at(reply.codeSpan(), exchange.verb(), code);
    }

    private static void tooLong(Exchange exchange, Findings findings) {
        if (exchange.code() != 500 || exchange.tainted() || exchange.command().isEmpty()) return;
        var line = exchange.command().orElseThrow().line();
        String text = smtplint.analyzer.model.Ascii.lower(
                exchange.reply().orElseThrow().text());
        boolean complains = text.contains("line too long") || text.contains("line is too long");
        boolean isCommand = !exchange.verb().equals(".") && !exchange.verb().equals("*");
        if (complains && isCommand && !line.hidden() && line.octets() <= 510)
            findings.at(exchange.reply().orElseThrow().codeSpan(), line.octets() + 2);
    }
}
