package smtplint.analyzer.rules.dialogue;

import static smtplint.analyzer.rules.Severity.ERROR;
import static smtplint.analyzer.rules.Severity.HINT;
import static smtplint.analyzer.rules.Severity.INFO;
import static smtplint.analyzer.rules.Severity.WARNING;
import static smtplint.analyzer.source.Evidence.BOTH;
import static smtplint.analyzer.source.Evidence.END;
import static smtplint.analyzer.source.Evidence.LINES;
import static smtplint.analyzer.source.Evidence.ORDER;

import java.util.List;
import smtplint.analyzer.model.Exchange;
import smtplint.analyzer.model.Phase;
import smtplint.analyzer.model.Session;
import smtplint.analyzer.model.Side;
import smtplint.analyzer.model.Trait;
import smtplint.analyzer.model.Verb;
import smtplint.analyzer.rules.Findings;
import smtplint.analyzer.rules.RuleFamily;
import smtplint.analyzer.session.OrderFault;

/** The order of the commands of a mail transaction: RFC 5321 §3.3 and §4.1.4. */
public final class TransactionOrderRules extends RuleFamily {

    public TransactionOrderRules() {
        super("command-order");

        rule("command-before-ehlo")
                .severity(WARNING)
                .needs(LINES, ORDER)
                .blames(Side.CLIENT)
                .rfc(5321, "4.1.4")
                .rfc(5321, "4.1.1.1")
                .says("%s before any accepted EHLO, HELO or LHLO")
                .because("A client MUST issue a hello before it starts a mail transaction; without one the server may "
                        + "answer 503 to every command of it.")
                .instead("Send EHLO first, and HELO where EHLO is refused.")
                .bad("""
                    S: 220 mx.example.com ESMTP
                    C: MAIL FROM:<alice@example.org>
                       ^^^^
                    S: 503 5.5.1 EHLO first
                    C: RCPT TO:<bob@example.com>
                    S: 503 5.5.1 EHLO first
                    C: QUIT
                    S: 221 2.0.0 bye
                    """)
                .good("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250 mx.example.com
                    C: MAIL FROM:<alice@example.org>
                    S: 250 2.1.0 ok
                    """)
                .where(Trait.OUT_OF_TURN)
                .on(Session.class, (session, findings) -> report(session, OrderFault.Kind.BEFORE_HELLO, findings));

        rule("rcpt-before-mail")
                .severity(ERROR)
                .needs(LINES, ORDER)
                .blames(Side.CLIENT)
                .rfc(5321, "3.3")
                .rfc(5321, "4.1.4")
                .says("%s outside a mail transaction")
                .because("A forward-path belongs to the transaction that an accepted MAIL opens; without it the server "
                        + "MUST answer 503.")
                .instead("Send MAIL, and RCPT only after it was accepted.")
                .bad("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250 mx.example.com
                    C: RCPT TO:<bob@example.com>
                       ^^^^
                    S: 503 5.5.1 need MAIL first
                    """)
                .good("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250 mx.example.com
                    C: MAIL FROM:<alice@example.org>
                    S: 250 2.1.0 ok
                    C: RCPT TO:<bob@example.com>
                    S: 250 2.1.5 ok
                    """)
                .verbs(Verb.RCPT)
                .where(Trait.OUT_OF_TURN)
                .on(Session.class, (session, findings) -> report(session, OrderFault.Kind.RCPT_BEFORE_MAIL, findings));

        rule("data-before-rcpt")
                .severity(ERROR)
                .needs(LINES, ORDER)
                .blames(Side.CLIENT)
                .rfc(5321, "3.3")
                .rfc(5321, "4.1.4")
                .says("%s although no RCPT was issued in a mail transaction")
                .because("MAIL, RCPT and DATA MUST be used in this order: content without a recipient can't be "
                        + "delivered, and the server answers 503 or 554.")
                .bad("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250 mx.example.com
                    C: MAIL FROM:<alice@example.org>
                    S: 250 2.1.0 ok
                    C: DATA
                       ^^^^
                    S: 503 5.5.1 need RCPT first
                    """)
                .good("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250 mx.example.com
                    C: MAIL FROM:<alice@example.org>
                    S: 250 2.1.0 ok
                    C: RCPT TO:<bob@example.com>
                    S: 250 2.1.5 ok
                    C: DATA
                    S: 354 go ahead
                    C: .
                    S: 250 2.0.0 ok
                    """)
                .where(Trait.OUT_OF_TURN)
                .on(
                        Session.class,
                        (session, findings) -> report(session, OrderFault.Kind.CONTENT_BEFORE_RCPT, findings));

        rule("data-with-no-accepted-rcpt")
                .severity(WARNING)
                .needs(LINES, BOTH, ORDER)
                .blames(Side.CLIENT)
                .rfc(5321, "3.3")
                .rfc(2920, "3.1")
                .says("%s although the server had refused every recipient")
                .because("The client had read the refusals, so nobody is left to get the content. Only in a pipelined "
                        + "group, where the replies are not there yet, is this legal.")
                .instead("Send RSET or QUIT, and report the refused recipients to the sender.")
                .bad("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250 mx.example.com
                    C: MAIL FROM:<alice@example.org>
                    S: 250 2.1.0 ok
                    C: RCPT TO:<nobody@example.com>
                    S: 550 5.1.1 no such user
                    C: DATA
                       ^^^^
                    S: 554 5.5.1 no valid recipients
                    """)
                .good("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250 mx.example.com
                    C: MAIL FROM:<alice@example.org>
                    S: 250 2.1.0 ok
                    C: RCPT TO:<nobody@example.com>
                    S: 550 5.1.1 no such user
                    C: RSET
                    S: 250 2.0.0 ok
                    """)
                .where(Trait.OUT_OF_TURN)
                .on(
                        Session.class,
                        (session, findings) ->
                                report(session, OrderFault.Kind.CONTENT_WITHOUT_ACCEPTED_RCPT, findings));

        rule("nested-mail")
                .severity(ERROR)
                .needs(LINES, BOTH, ORDER)
                .blames(Side.CLIENT)
                .rfc(5321, "4.1.4")
                .says("%s inside an open mail transaction")
                .because(
                        "MAIL MUST NOT be sent while a transaction is open. The server answers 503, and the recipients "
                                + "that follow join the first envelope.")
                .instead("End the transaction with DATA, or drop it with RSET.")
                .bad("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250 mx.example.com
                    C: MAIL FROM:<alice@example.org>
                    S: 250 2.1.0 ok
                    C: MAIL FROM:<carol@example.org>
                       ^^^^
                    S: 503 5.5.1 nested MAIL
                    """)
                .good("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250 mx.example.com
                    C: MAIL FROM:<alice@example.org>
                    S: 250 2.1.0 ok
                    C: RSET
                    S: 250 2.0.0 ok
                    C: MAIL FROM:<carol@example.org>
                    S: 250 2.1.0 ok
                    """)
                .verbs(Verb.MAIL)
                .where(Trait.OUT_OF_TURN)
                .on(Session.class, (session, findings) -> report(session, OrderFault.Kind.NESTED_MAIL, findings));

        rule("repeated-ehlo-resets-transaction")
                .severity(INFO)
                .needs(LINES, BOTH, ORDER)
                .blames(Side.CLIENT)
                .rfc(5321, "4.1.4")
                .says("%s inside a mail transaction drops its envelope")
                .because("A server that accepts a hello MUST clear all buffers as if RSET had been issued: sender and "
                        + "recipients are gone.")
                .bad("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250 mx.example.com
                    C: MAIL FROM:<alice@example.org>
                    S: 250 2.1.0 ok
                    C: EHLO client.example.org
                       ^^^^
                    S: 250 mx.example.com
                    """)
                .good("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250 mx.example.com
                    C: MAIL FROM:<alice@example.org>
                    S: 250 2.1.0 ok
                    C: RSET
                    S: 250 2.0.0 ok
                    """)
                .verbs(Verb.EHLO, Verb.HELO, Verb.LHLO)
                .on(Exchange.class, TransactionOrderRules::repeatedHello);

        rule("redundant-rset")
                .severity(HINT)
                .needs(LINES, BOTH, ORDER)
                .blames(Side.CLIENT)
                .rfc(5321, "4.1.1.5")
                .rfc(5321, "4.1.4")
                .says("RSET with nothing to reset")
                .because("Directly after a hello or an acknowledged end of mail data RSET has no effect; it costs a "
                        + "round trip.")
                .bad("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250 mx.example.com
                    C: RSET
                       ^^^^
                    S: 250 2.0.0 ok
                    C: MAIL FROM:<alice@example.org>
                    S: 250 2.1.0 ok
                    """)
                .good("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250 mx.example.com
                    C: MAIL FROM:<alice@example.org>
                    S: 250 2.1.0 ok
                    """)
                .verbs(Verb.RSET)
                .on(Session.class, TransactionOrderRules::redundantReset);

        rule("expected-next-command-missing")
                .severity(INFO)
                .needs(LINES, BOTH, ORDER, END)
                .blames(Side.CLIENT)
                .rfc(5321, "4.3.1")
                .says("The session ends while the server waits for %s")
                .because("Client and server take turns, and it was the client's: the reply asked for more.")
                .bad("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250 mx.example.com
                    C: MAIL FROM:<alice@example.org>
                    S: 250 2.1.0 ok
                    C: RCPT TO:<bob@example.com>
                    S: 250 2.1.5 ok
                    C: DATA
                    S: 354 go ahead
                       ^^^
                    # close
                    """)
                .good("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250 mx.example.com
                    C: QUIT
                    S: 221 2.0.0 bye
                    # close
                    """)
                .on(Session.class, TransactionOrderRules::nextCommandMissing);
    }

    /** Reports the faults of one kind, what follows from each folded under it. */
    static void report(Session session, OrderFault.Kind kind, Findings findings) {
        for (OrderFault fault : OrderFault.in(session)) {
            if (fault.kind() != kind) continue;
            Findings.Found found = findings.at(
                    fault.exchange().command().orElseThrow().verb().span(),
                    fault.exchange().verb());
            for (Exchange later : fault.consequences())
                found.followedBy(
                        later.command().orElseThrow().verb().span(), later.verb() + " fails for the same reason");
        }
    }

    /** After a refused chunk a hello is a way out, and a chunk without an end has a rule of its own. */
    private static void repeatedHello(Exchange exchange, Findings findings) {
        Phase phase = exchange.assumed().phase();
        if (exchange.tainted() || phase != Phase.MAIL && phase != Phase.RCPT) return;
        findings.at(exchange.command().orElseThrow().verb().span(), exchange.verb());
    }

    /** After a refusal a reset is prudence, so only one that follows success is reported. */
    private static void redundantReset(Session session, Findings findings) {
        List<Exchange> exchanges = session.exchanges();
        for (int i = 1; i < exchanges.size(); i++) {
            Exchange exchange = exchanges.get(i);
            if (!exchange.is(Verb.RSET) || exchange.tainted() || !exchange.accepted()) continue;
            Exchange before = exchanges.get(i - 1);
            boolean useless = before.accepted() && before.after().is(Phase.READY) && !before.is(Verb.RSET);
            if (useless && exchange.known().is(Phase.READY) && exchange.positionInGroup() == 0)
                findings.at(exchange.command().orElseThrow().verb().span());
        }
    }

    private static void nextCommandMissing(Session session, Findings findings) {
        session.lastExchange()
                .filter(e -> !e.tainted())
                .ifPresent(last -> last.reply().ifPresent(reply -> {
                    if (reply.code() == 334) findings.at(reply.codeSpan(), "the client's answer in the AUTH exchange");
                    else if (reply.code() == 354 && last.is(Verb.DATA)) findings.at(reply.codeSpan(), "the content");
                }));
    }
}
