package smtplint.analyzer.rules.dialogue;

import static smtplint.analyzer.rules.Severity.ERROR;
import static smtplint.analyzer.rules.Severity.INFO;
import static smtplint.analyzer.rules.Severity.WARNING;
import static smtplint.analyzer.source.Evidence.BOTH;
import static smtplint.analyzer.source.Evidence.END;
import static smtplint.analyzer.source.Evidence.LINES;
import static smtplint.analyzer.source.Evidence.ORDER;
import static smtplint.analyzer.source.Evidence.START;

import java.util.List;
import java.util.Optional;
import smtplint.analyzer.model.ChannelEvent;
import smtplint.analyzer.model.Command;
import smtplint.analyzer.model.Exchange;
import smtplint.analyzer.model.Phase;
import smtplint.analyzer.model.Reply;
import smtplint.analyzer.model.Session;
import smtplint.analyzer.model.Side;
import smtplint.analyzer.model.Trait;
import smtplint.analyzer.model.Verb;
import smtplint.analyzer.rules.Findings;
import smtplint.analyzer.rules.RuleFamily;

/** How a session ends, or is refused at once: RFC 5321 §3.1, §3.8 and §4.1.1.10. */
public final class SessionEndRules extends RuleFamily {

    public SessionEndRules() {
        super("command-order");

        rule("command-after-quit")
                .severity(ERROR)
                .needs(LINES, ORDER)
                .blames(Side.CLIENT)
                .rfc(5321, "4.1.4")
                .rfc(5321, "4.1.1.10")
                .says("%s after QUIT")
                .because("QUIT MUST be the last command of a session: the server closes the channel after its reply, "
                        + "and what comes later is lost.")
                .bad("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250 mx.example.com
                    C: QUIT
                    C: NOOP
                       ^^^^
                    S: 221 2.0.0 bye
                    """)
                .good("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250 mx.example.com
                    C: NOOP
                    S: 250 2.0.0 ok
                    C: QUIT
                    S: 221 2.0.0 bye
                    """)
                .verbs(Verb.QUIT)
                .on(Session.class, SessionEndRules::commandAfterQuit);

        rule("quit-missing")
                .severity(WARNING)
                .needs(LINES, BOTH, END)
                .blames(Side.CLIENT)
                .rfc(5321, "4.1.1.10")
                .rfc(5321, "4.1.4")
                .says("The client closed the channel without QUIT")
                .because("The sender MUST NOT intentionally close the channel until it has sent QUIT: the server can't "
                        + "tell this from a lost connection and must cancel an open transaction.")
                .bad("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                       ^^^^
                    S: 250 mx.example.com
                    # close client
                    """)
                .good("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250 mx.example.com
                    C: QUIT
                    S: 221 2.0.0 bye
                    # close client
                    """)
                .where(Trait.CLOSED_BY_SIDE)
                .on(Session.class, SessionEndRules::quitMissing);

        rule("server-closed-without-421")
                .severity(WARNING)
                .needs(LINES, BOTH, END)
                .blames(Side.SERVER)
                .rfc(5321, "3.8")
                .says("The server closed the channel without 221 or 421")
                .because("A server MUST NOT intentionally close the connection but after QUIT, with 421, or after a "
                        + "timeout. The client learns no reason and has to try again.")
                .bad("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250 mx.example.com
                    C: MAIL FROM:<alice@example.org>
                    S: 550 5.7.1 go away
                       ^^^
                    # close server
                    """)
                .good("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250 mx.example.com
                    C: MAIL FROM:<alice@example.org>
                    S: 550 5.7.1 go away
                    C: RSET
                    S: 421 4.7.0 closing
                    # close server
                    """)
                .where(Trait.CLOSED_BY_SIDE)
                .on(Session.class, SessionEndRules::closedWithout421);

        rule("server-continues-after-421")
                .severity(WARNING)
                .needs(LINES, BOTH, ORDER)
                .blames(Side.SERVER)
                .rfc(5321, "3.8")
                .says("%s answered although the server had announced with 421 that it closes")
                .because("421 means that the channel is being closed: a client that believes it has gone away, and one "
                        + "that does not can't know what still holds.")
                .instead("Answer 450 or 451 where the session goes on.")
                .bad("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250 mx.example.com
                    C: MAIL FROM:<alice@example.org>
                    S: 421 4.7.0 try later
                    C: MAIL FROM:<carol@example.org>
                    S: 250 2.1.0 ok
                       ^^^
                    """)
                .good("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250 mx.example.com
                    C: MAIL FROM:<alice@example.org>
                    S: 451 4.7.0 try later
                    C: MAIL FROM:<carol@example.org>
                    S: 250 2.1.0 ok
                    """)
                .where(Trait.REFUSED)
                .on(Session.class, SessionEndRules::continuesAfter421);

        rule("transaction-ended-by-421")
                .severity(INFO)
                .needs(LINES, BOTH, ORDER)
                .blames(Side.SERVER)
                .rfc(5321, "3.8")
                .says("The server ended the session with 421 while a message was under way")
                .because("A server may say so at any time when it has to stop. The message is not delivered: it stays "
                        + "with the client, which tries again later.")
                .instead("Read the text of the reply and the server's log for the reason.")
                .bad("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250 mx.example.com
                    C: MAIL FROM:<alice@example.org>
                    S: 250 2.1.0 ok
                    C: RCPT TO:<bob@example.com>
                    S: 421 4.3.2 shutting down
                       ^^^
                    """)
                .good("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250 mx.example.com
                    C: RSET
                    S: 421 4.3.2 shutting down
                    """)
                .where(Trait.REFUSED)
                .on(Exchange.class, SessionEndRules::endsTransaction);

        rule("server-closed-after-554-greeting")
                .severity(WARNING)
                .needs(LINES, BOTH, START, END)
                .blames(Side.SERVER)
                .rfc(5321, "3.1")
                .says("The server greeted with 554 and closed without waiting for QUIT")
                .because("A server that refuses a session with 554 MUST still wait for the client's QUIT; only a "
                        + "521 greeting may close at once.")
                .bad("""
                    S: 554 mx.example.com no mail service
                       ^^^
                    C: EHLO client.example.org
                    # close server
                    """)
                .good("""
                    S: 554 mx.example.com no mail service
                    C: QUIT
                    S: 221 2.0.0 bye
                    # close server
                    """)
                .where(Trait.REFUSED)
                .on(Session.class, SessionEndRules::closedAfterRefusal);

        rule("commands-after-554-greeting-not-503")
                .severity(INFO)
                .needs(LINES, BOTH, START)
                .blames(Side.SERVER)
                .rfc(5321, "3.1")
                .says("%s answered to %s although the session was refused with 554")
                .because("After a 554 greeting a server SHOULD answer 503 to everything but QUIT.")
                .bad("""
                    S: 554 mx.example.com no mail service
                    C: EHLO client.example.org
                    S: 550 5.7.1 go away
                       ^^^
                    """)
                .good("""
                    S: 554 mx.example.com no mail service
                    C: EHLO client.example.org
                    S: 503 5.5.1 no mail service
                    """)
                .where(Trait.REFUSED)
                .on(Session.class, SessionEndRules::refusedButAnswered);

        rule("lmtp-replies-not-read")
                .severity(WARNING)
                .needs(LINES, BOTH, ORDER)
                .blames(Side.CLIENT)
                .rfc(2033, "4.2")
                .says("QUIT after %s of %s replies to the content")
                .because("LMTP answers the content once for each accepted recipient. A client that reads one reply, as "
                        + "in SMTP, takes the next one for the reply to QUIT and never learns what became of the rest.")
                .instead("Read as many replies as RCPT commands were accepted.")
                .bad("""
                    S: 220 mx.example.com LMTP
                    C: LHLO client.example.org
                    S: 250-mx.example.com
                    S: 250-PIPELINING
                    S: 250 ENHANCEDSTATUSCODES
                    C: MAIL FROM:<alice@example.org>
                    S: 250 2.1.0 ok
                    C: RCPT TO:<bob@example.com>
                    S: 250 2.1.5 ok
                    C: RCPT TO:<carol@example.com>
                    S: 250 2.1.5 ok
                    C: DATA
                    S: 354 go ahead
                    C: .
                    S: 250 2.0.0 bob has it
                    C: QUIT
                       ^^^^
                    S: 452 4.2.2 carol is over quota
                    S: 221 2.0.0 bye
                    """)
                .good("""
                    S: 220 mx.example.com LMTP
                    C: LHLO client.example.org
                    S: 250-mx.example.com
                    S: 250-PIPELINING
                    S: 250 ENHANCEDSTATUSCODES
                    C: MAIL FROM:<alice@example.org>
                    S: 250 2.1.0 ok
                    C: RCPT TO:<bob@example.com>
                    S: 250 2.1.5 ok
                    C: RCPT TO:<carol@example.com>
                    S: 250 2.1.5 ok
                    C: DATA
                    S: 354 go ahead
                    C: .
                    S: 250 2.0.0 bob has it
                    S: 452 4.2.2 carol is over quota
                    C: QUIT
                    S: 221 2.0.0 bye
                    """)
                .where(Trait.LMTP)
                .on(Session.class, SessionEndRules::repliesNotRead);
    }

    /** QUIT in the group of the content comes before the first reply, and that is legal (RFC 2920 §3.1). */
    private static void repliesNotRead(Session session, Findings findings) {
        List<Exchange> exchanges = session.exchanges();
        for (int i = 1; i < exchanges.size(); i++) {
            Exchange content = exchanges.get(i - 1);
            Exchange quit = exchanges.get(i);
            boolean lmtp = content.endsContent() && content.actual().lmtp() && !content.tainted();
            if (!lmtp || !quit.is(Verb.QUIT)) continue;
            int sent = quit.command().orElseThrow().span().start();
            List<Reply> replies = content.replies();
            long read = replies.stream().filter(r -> r.span().start() < sent).count();
            if (read > 0 && read < replies.size())
                findings.at(quit.command().orElseThrow().verb().span(), read, replies.size());
        }
    }

    private static void commandAfterQuit(Session session, Findings findings) {
        boolean quit = false;
        Optional<Findings.Found> found = Optional.empty();
        for (Exchange exchange : session.exchanges()) {
            if (exchange.command().isEmpty() || exchange.tainted()) continue;
            if (quit && found.isEmpty()) {
                found = Optional.of(findings.at(exchange.command().get().verb().span(), exchange.verb()));
            } else if (quit) {
                found.get().followedBy(exchange.command().get().verb().span(), exchange.verb() + " is lost too");
            }
            quit |= exchange.is(Verb.QUIT)
                    && exchange.reply().filter(Reply::isNegative).isEmpty();
        }
    }

    private static void quitMissing(Session session, Findings findings) {
        if (!closedBy(session, ChannelEvent.Kind.CLOSED_BY_CLIENT) || isOver(session) || endsInContent(session)) return;
        session.exchanges().stream()
                .filter(e -> e.command().isPresent())
                .reduce((first, second) -> second)
                .ifPresent(
                        last -> findings.at(last.command().orElseThrow().verb().span()));
    }

    /** Content without its dot has a rule of its own. */
    private static boolean endsInContent(Session session) {
        return session.lastExchange()
                .flatMap(Exchange::command)
                .filter(c -> c instanceof Command.EndOfData end
                        && end.content().visible()
                        && end.content().dot().isEmpty())
                .isPresent();
    }

    private static void closedWithout421(Session session, Findings findings) {
        if (!closedBy(session, ChannelEvent.Kind.CLOSED_BY_SERVER) || isOver(session)) return;
        boolean refused = session.greeting().filter(g -> !g.accepted()).isPresent();
        if (refused) return;
        session.lastExchange().flatMap(Exchange::reply).ifPresent(reply -> findings.at(reply.codeSpan()));
    }

    private static boolean closedBy(Session session, ChannelEvent.Kind kind) {
        boolean handshakeFailed = session.events().stream().anyMatch(e -> e.kind() == ChannelEvent.Kind.TLS_FAILED);
        return !handshakeFailed && session.events().stream().anyMatch(e -> e.kind() == kind);
    }

    /** QUIT was sent, or the server said 221 or 421. */
    private static boolean isOver(Session session) {
        return session.exchanges().stream()
                .anyMatch(e ->
                        e.is(Verb.QUIT) || e.replies().stream().anyMatch(r -> r.code() == 421 || r.code() == 221));
    }

    private static void continuesAfter421(Session session, Findings findings) {
        boolean closing = false;
        Optional<Findings.Found> found = Optional.empty();
        for (Exchange exchange : session.exchanges()) {
            for (Reply reply : exchange.replies()) {
                if (reply.code() == 421) {
                    closing = true;
                } else if (closing && reply.code() != 221) {
                    if (found.isEmpty()) found = Optional.of(findings.at(reply.codeSpan(), reply.code()));
                    else found.get().followedBy(reply.codeSpan(), "and goes on");
                }
            }
        }
    }

    private static void endsTransaction(Exchange exchange, Findings findings) {
        boolean underWay = exchange.is(Verb.MAIL) || exchange.known().inTransaction();
        if (underWay && exchange.code() == 421) exchange.reply().ifPresent(reply -> findings.at(reply.codeSpan()));
    }

    private static void closedAfterRefusal(Session session, Findings findings) {
        if (!closedBy(session, ChannelEvent.Kind.CLOSED_BY_SERVER)) return;
        if (session.exchanges().stream().anyMatch(e -> e.is(Verb.QUIT))) return;
        session.greeting()
                .flatMap(Exchange::reply)
                .filter(r -> r.code() == 554)
                .ifPresent(r -> findings.at(r.codeSpan()));
    }

    /** A 521 greeting says that the host takes no mail at all, and 421 ends any session. */
    private static void refusedButAnswered(Session session, Findings findings) {
        boolean refused = session.greeting()
                .flatMap(Exchange::reply)
                .filter(r -> r.code() == 554)
                .isPresent();
        if (!refused) return;
        for (Exchange exchange : session.exchanges()) {
            if (exchange.command().isEmpty()
                    || exchange.is(Verb.QUIT)
                    || !exchange.actual().is(Phase.REFUSED)) continue;
            exchange.reply()
                    .filter(r -> r.code() != 503 && r.code() != 221 && r.code() != 421)
                    .ifPresent(r -> findings.at(r.codeSpan(), r.code(), exchange.verb()));
        }
    }
}
