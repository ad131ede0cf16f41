package smtplint.analyzer.rules.dialogue;

import static smtplint.analyzer.rules.Severity.ERROR;
import static smtplint.analyzer.rules.Severity.HINT;
import static smtplint.analyzer.rules.Severity.INFO;
import static smtplint.analyzer.rules.Severity.WARNING;
import static smtplint.analyzer.source.Evidence.BOTH;
import static smtplint.analyzer.source.Evidence.LINES;
import static smtplint.analyzer.source.Evidence.ORDER;
import static smtplint.analyzer.source.Evidence.START;

import java.util.Optional;
import smtplint.analyzer.model.Command;
import smtplint.analyzer.model.CommandGroup;
import smtplint.analyzer.model.Exchange;
import smtplint.analyzer.model.Phase;
import smtplint.analyzer.model.Session;
import smtplint.analyzer.model.SessionState;
import smtplint.analyzer.model.Side;
import smtplint.analyzer.model.Trait;
import smtplint.analyzer.model.Verb;
import smtplint.analyzer.rules.Findings;
import smtplint.analyzer.rules.RuleFamily;

/** Content in a pipelined session, and what pipelining leaves unused: RFC 2920 §3.1 and §3.2. */
public final class PipelinedTransferRules extends RuleFamily {

    public PipelinedTransferRules() {
        super("pipelining");

        rule("data-content-before-354")
                .severity(ERROR)
                .needs(LINES, BOTH, ORDER)
                .blames(Side.CLIENT)
                .rfc(5321, "3.3")
                .rfc(2920, "3.1")
                .says("Content sent without waiting for 354")
                .because("Message data MUST NOT be sent unless a 354 reply is received. A server that refuses "
                        + "DATA reads the content as commands: whoever wrote it may forge mail.")
                .bad("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250-mx.example.com
                    S: 250 PIPELINING
                    C: MAIL FROM:<alice@example.org>
                    S: 250 2.1.0 ok
                    C: RCPT TO:<bob@example.com>
                    S: 250 2.1.5 ok
                    C: DATA
                       ^^^^
                    C: Subject: hi
                    C:
                    C: hello
                    C: .
                    S: 354 go ahead
                    S: 250 2.0.0 ok
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
                    C: Subject: hi
                    C:
                    C: hello
                    C: .
                    S: 250 2.0.0 ok
                    """)
                .on(Session.class, PipelinedTransferRules::contentBefore354);

        rule("content-sent-after-354-without-rcpt")
                .severity(WARNING)
                .needs(LINES, BOTH, ORDER)
                .blames(Side.CLIENT)
                .rfc(2920, "3.1")
                .says("Message sent although every recipient of the group was refused")
                .because("The replies to RCPT were there when the 354 came: a client should then send a single "
                        + "dot. Content for nobody is wasted, and a bad server may deliver it.")
                .bad("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250-mx.example.com
                    S: 250 PIPELINING
                    C: MAIL FROM:<alice@example.org>
                    C: RCPT TO:<nobody@example.com>
                    C: DATA
                       ^^^^
                    S: 250 2.1.0 ok
                    S: 550 5.1.1 no such user
                    S: 354 go ahead
                    C: Subject: hi
                    C: .
                    S: 554 5.5.1 no valid recipients
                    """)
                .good("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250-mx.example.com
                    S: 250 PIPELINING
                    C: MAIL FROM:<alice@example.org>
                    C: RCPT TO:<nobody@example.com>
                    C: DATA
                    S: 250 2.1.0 ok
                    S: 550 5.1.1 no such user
                    S: 554 5.5.1 no valid recipients
                    C: RSET
                    S: 250 2.0.0 ok
                    """)
                .on(Session.class, PipelinedTransferRules::contentToNobody);

        rule("positive-data-reply-without-rcpt")
                .severity(WARNING)
                .needs(LINES, BOTH, ORDER)
                .blames(Side.SERVER)
                .rfc(2920, "3.2")
                .rfc(5321, "3.3")
                .says("354 although no recipient was accepted")
                .because("A server SHOULD answer DATA positively only when at least one RCPT was accepted; the "
                        + "client must send an empty message to get out of it.")
                .instead("Answer 503 or 554.")
                .bad("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250-mx.example.com
                    S: 250 PIPELINING
                    C: MAIL FROM:<alice@example.org>
                    C: RCPT TO:<nobody@example.com>
                    C: DATA
                    S: 250 2.1.0 ok
                    S: 550 5.1.1 no such user
                    S: 354 go ahead
                       ^^^
                    C: .
                    S: 554 5.5.1 no valid recipients
                    """)
                .good("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250-mx.example.com
                    S: 250 PIPELINING
                    C: MAIL FROM:<alice@example.org>
                    C: RCPT TO:<nobody@example.com>
                    C: DATA
                    S: 250 2.1.0 ok
                    S: 550 5.1.1 no such user
                    S: 554 5.5.1 no valid recipients
                    """)
                .verbs(Verb.DATA)
                .on(Exchange.class, PipelinedTransferRules::positiveDataReply);

        rule("unused")
                .severity(HINT)
                .needs(LINES, BOTH, ORDER)
                .blames(Side.CLIENT)
                .rfc(2920, "3")
                .says("PIPELINING is offered, but every command waited for its reply")
                .because("With MAIL, RCPT and DATA in one group a message costs two round trips fewer, and one "
                        + "fewer for each further recipient.")
                .bad("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250-mx.example.com
                    S: 250 PIPELINING
                    C: MAIL FROM:<alice@example.org>
                    S: 250 2.1.0 ok
                    C: RCPT TO:<bob@example.com>
                    S: 250 2.1.5 ok
                    C: DATA
                       ^^^^
                    S: 354 go ahead
                    C: .
                    S: 250 2.0.0 ok
                    """)
                .good("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250-mx.example.com
                    S: 250 PIPELINING
                    C: MAIL FROM:<alice@example.org>
                    C: RCPT TO:<bob@example.com>
                    C: DATA
                    S: 250 2.1.0 ok
                    S: 250 2.1.5 ok
                    S: 354 go ahead
                    C: .
                    S: 250 2.0.0 ok
                    """)
                .on(Session.class, PipelinedTransferRules::unused);

        rule("connect-pipelining")
                .severity(INFO)
                .needs(LINES, BOTH, ORDER, START)
                .blames(Side.CLIENT)
                .rfc(5321, "4.3.1")
                .says("%s sent with the connection")
                .because("The server offers early pipelining, and the client seems to know it from an earlier "
                        + "session; towards any other server this is early talk.")
                .bad("""
                    # open
                    C: EHLO client.example.org
                       ^^^^
                    S: 220 mx.example.com ESMTP
                    S: 250-mx.example.com
                    S: 250 PIPECONNECT
                    """)
                .good("""
                    # open
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250-mx.example.com
                    S: 250 PIPECONNECT
                    """)
                .where(Trait.BEFORE_GREETING)
                .on(Session.class, PipelinedTransferRules::connectPipelining);
    }

    /** Content in the group of its DATA, or lines that are no commands after a DATA that was refused. */
    private static void contentBefore354(Session session, Findings findings) {
        Optional<Exchange> data = Optional.empty();
        Optional<Findings.Found> found = Optional.empty();
        boolean smuggled = false;
        for (Exchange exchange : session.exchanges()) {
            if (exchange.command().isEmpty() || exchange.tainted()) continue;
            Command command = exchange.command().get();
            if (exchange.positionInGroup() == 0) smuggled = false;
            if (command instanceof Command.EndOfData) {
                if (!smuggled)
                    data.filter(d -> repliesAfter(d, exchange))
                            .ifPresent(d ->
                                    findings.at(d.command().orElseThrow().verb().span()));
                smuggled |= StrayContent.mayBeSmuggled(exchange);
            }
            if (!(command instanceof Command.Unknown)) {
                data = exchange.is(Verb.DATA) ? Optional.of(exchange) : Optional.empty();
                found = Optional.empty();
            } else if (found.isPresent()) {
                found.get().followedBy(command.line().text().span(), "content read as a command");
            } else if (data.filter(StrayContent::canFollow).isPresent()) {
                found = Optional.of(findings.at(command.line().text().span()));
            }
        }
    }

    private static boolean repliesAfter(Exchange data, Exchange content) {
        return data.reply()
                .filter(r -> r.span().start()
                        > content.command().orElseThrow().span().start())
                .isPresent();
    }

    /** Reported at DATA: its reply and those of RCPT had come when the content was sent. */
    private static void contentToNobody(Session session, Findings findings) {
        Optional<Exchange> data = Optional.empty();
        for (Exchange exchange : session.exchanges()) {
            if (exchange.is(Verb.DATA)) data = Optional.of(exchange);
            if (exchange.tainted() || !(exchange.command().orElse(null) instanceof Command.EndOfData end)) continue;
            boolean waited = data.filter(d -> d.group() != exchange.group() && isToNobody(d))
                    .isPresent();
            if (waited && end.content().visible() && end.content().facts().lines > 0)
                findings.at(data.get().command().orElseThrow().verb().span());
        }
    }

    private static boolean isToNobody(Exchange data) {
        SessionState state = data.actual();
        boolean nobody = state.isKnown() && state.recipients() == 0 && state.recipientsTried() > 0;
        return nobody && data.reply().filter(r -> r.code() == 354).isPresent();
    }

    /** LMTP knows 503 only (RFC 2033 §4.2), and has a rule of its own. */
    private static void positiveDataReply(Exchange exchange, Findings findings) {
        if (exchange.is(Verb.DATA) && !exchange.tainted() && !exchange.actual().lmtp() && isToNobody(exchange))
            exchange.reply().ifPresent(r -> findings.at(r.codeSpan()));
    }

    /** Once a session, at the first content that could have gone with its envelope. */
    private static void unused(Session session, Findings findings) {
        for (CommandGroup group : session.groups()) if (group.exchanges().size() > 1) return;
        for (Exchange exchange : session.exchanges()) {
            if (!exchange.is(Verb.DATA) || !exchange.known().is(Phase.RCPT)) continue;
            if (!exchange.known().offers().has("PIPELINING")) continue;
            findings.at(exchange.command().orElseThrow().verb().span());
            return;
        }
    }

    private static void connectPipelining(Session session, Findings findings) {
        if (!HelloOrderRules.offersPipeConnect(session)) return;
        HelloOrderRules.earlyCommand(session)
                .ifPresent(early ->
                        findings.at(early.command().orElseThrow().verb().span(), early.verb()));
    }
}
