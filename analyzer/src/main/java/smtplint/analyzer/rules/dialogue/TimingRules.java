package smtplint.analyzer.rules.dialogue;

import static smtplint.analyzer.model.Side.CLIENT;
import static smtplint.analyzer.model.Side.SERVER;
import static smtplint.analyzer.model.Side.UNKNOWN;
import static smtplint.analyzer.rules.Severity.INFO;
import static smtplint.analyzer.rules.Severity.WARNING;
import static smtplint.analyzer.source.Evidence.BOTH;
import static smtplint.analyzer.source.Evidence.ORDER;
import static smtplint.analyzer.source.Evidence.START;
import static smtplint.analyzer.source.Evidence.TIME;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import smtplint.analyzer.model.ChannelEvent;
import smtplint.analyzer.model.Circumstances;
import smtplint.analyzer.model.Command;
import smtplint.analyzer.model.Exchange;
import smtplint.analyzer.model.Phase;
import smtplint.analyzer.model.Reply;
import smtplint.analyzer.model.Session;
import smtplint.analyzer.model.Side;
import smtplint.analyzer.model.Turn;
import smtplint.analyzer.model.Verb;
import smtplint.analyzer.rules.Findings;
import smtplint.analyzer.rules.Findings.Found;
import smtplint.analyzer.rules.RuleFamily;

/** How long the two sides kept each other waiting: RFC 5321 §4.5.3.2. */
public final class TimingRules extends RuleFamily {
    /** Clients that wait less than RFC 5321 asks for often wait so long. */
    private static final long LATE_GREETING = 30 * Waits.SECOND;
    /** A tenth of what a client should wait; the libraries with the shortest patience are gone by then. */
    private static final long LATE_RECEIPT = 2 * Waits.MINUTE;

    private static final long SERVER_PATIENCE = 5 * Waits.MINUTE;
    private static final long SHORTEST_OUTLIER = 10 * Waits.SECOND;
    private static final int FEWEST_STEPS = 4;

    public TimingRules() {
        super("timing");

        rule("greeting-delay-long")
                .severity(INFO)
                .needs(TIME, BOTH, ORDER, START)
                .blames(SERVER)
                .rfc(5321, "4.5.3.2.1")
                .says("The greeting came %s after the connection")
                .because("Clients should wait five minutes for it, and many wait only half a minute. Servers that "
                        + "delay it to deter spammers lose mail of those.")
                .bad("""
                        # time 10:00:00
                        # open
                        # time 10:00:45
                        S: 220 mx.example.org ESMTP
                           ^^^
                        C: QUIT
                        S: 221 bye
                        """)
                .good("""
                        # time 10:00:00
                        # open
                        # time 10:00:06
                        S: 220 mx.example.org ESMTP
                        C: QUIT
                        S: 221 bye
                        """)
                .on(Session.class, (session, findings) -> {
                    long waited = Waits.forGreeting(session);
                    if (waited >= LATE_GREETING && !Waits.runsBackwards(session))
                        findings.at(
                                session.greeting()
                                        .flatMap(Exchange::reply)
                                        .orElseThrow()
                                        .codeSpan(),
                                Waits.words(waited));
                });

        rule("client-gave-up-too-early")
                .severity(WARNING)
                .needs(TIME, BOTH, ORDER)
                .blames(CLIENT)
                .rfc(5321, "4.5.3.2")
                .says("The client left after waiting %s for the reply to %s; it should wait %s")
                .because("A server that is busy answers late. A client that leaves before comes back and does the "
                        + "same again; after the end of the content the message may have been delivered already.")
                .bad("""
                        # time 10:00:00
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250 mx.example.org
                        C: MAIL FROM:<alice@example.com>
                        S: 250 ok
                        C: RCPT TO:<bob@example.org>
                           ^^^^
                        # time 10:00:30
                        # close client
                        """)
                .good("""
                        # time 10:00:00
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250 mx.example.org
                        C: MAIL FROM:<alice@example.com>
                        S: 250 ok
                        C: RCPT TO:<bob@example.org>
                        # time 10:06:00
                        # close client
                        """)
                .on(Session.class, (session, findings) -> {
                    if (isSubmission(session)) return;
                    Waits.givenUp(session).ifPresent(gaveUp -> {
                        long minimum = minimum(gaveUp.exchange());
                        String verb = gaveUp.exchange().verb();
                        if (gaveUp.waited() < minimum)
                            findings.at(
                                    place(gaveUp.exchange()),
                                    Waits.words(gaveUp.waited()),
                                    verb.equals(".") ? "the end of the content" : verb,
                                    minimum / Waits.MINUTE + " minutes");
                    });
                });

        rule("server-idle-timeout-too-short")
                .severity(WARNING)
                .needs(TIME, BOTH, ORDER)
                .blames(SERVER)
                .rfc(5321, "4.5.3.2.7")
                .says("The server lost its patience after %s of silence; it should wait five minutes")
                .because("A client may be held up by its own look-ups or by the server of the next hop. It has to "
                        + "connect and begin again.")
                .bad("""
                        # time 10:00:00
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250 mx.example.org
                        # time 10:00:20
                        S: 421 4.4.2 timeout exceeded
                           ^^^
                        """)
                .good("""
                        # time 10:00:00
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250 mx.example.org
                        # time 10:05:01
                        S: 421 4.4.2 timeout exceeded
                        """)
                .on(Session.class, TimingRules::impatientServer);

        rule("delay-after-final-dot-risks-duplicate")
                .severity(INFO)
                .needs(TIME, BOTH, ORDER)
                .blames(SERVER)
                .rfc(5321, "4.5.3.2.6")
                .rfc(5321, "6.1")
                .says("The reply to the end of the content took %s")
                .because("A client that has gone by then sends the message again, and it is delivered twice. The "
                        + "server must keep this time short: what takes long belongs after the reply.")
                .bad("""
                        # time 10:00:00
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
                        C: hello
                        C: .
                        # time 10:04:00
                        S: 250 ok
                           ^^^
                        """)
                .good("""
                        # time 10:00:00
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
                        C: hello
                        C: .
                        # time 10:00:04
                        S: 250 ok
                        """)
                .on(Session.class, (session, findings) -> {
                    if (Waits.runsBackwards(session)) return;
                    for (Exchange exchange : session.exchanges()) {
                        long waited = exchange.endsContent() && !exchange.tainted() ? Waits.forReply(exchange) : -1;
                        if (waited >= LATE_RECEIPT)
                            findings.at(exchange.replies().get(0).codeSpan(), Waits.words(waited));
                    }
                });

        rule("log-time-goes-backwards")
                .severity(INFO)
                .needs(TIME)
                .blames(UNKNOWN)
                .says("This line is said to be %s older than the one above it")
                .because("A clock was set back, or lines were written in another order than they were said: no "
                        + "time in this session can be trusted.")
                .bad("""
                        # time 10:00:00
                        S: 220 mx.example.org ESMTP
                        # time 09:59:30
                        C: EHLO client.example.com
                           ^^^^^^^^^^^^^^^^^^^^^^^
                        S: 250 mx.example.org
                        """)
                .good("""
                        # time 23:59:58
                        S: 220 mx.example.org ESMTP
                        # time 00:00:01
                        C: EHLO client.example.com
                        S: 250 mx.example.org
                        """)
                .on(Session.class, TimingRules::backwards);

        rule("step-time-outlier")
                .severity(INFO)
                .needs(TIME, BOTH, ORDER)
                .blames(UNKNOWN)
                .rfc(5321, "4.5.3.2")
                .says("%s of the %s that this session took passed before this line")
                .because("One step that takes most of the time is where to look when mail is slow: a look-up that "
                        + "fails, a filter, a tarpit, or a client that works on something else.")
                .bad("""
                        # time 10:00:00
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250 mx.example.org
                        C: MAIL FROM:<alice@example.com>
                        S: 250 ok
                        # time 10:00:01
                        C: RCPT TO:<bob@example.org>
                        # time 10:00:31
                        S: 250 ok
                           ^^^^^^
                        # time 10:00:32
                        C: QUIT
                        S: 221 bye
                        """)
                .good("""
                        # time 10:00:00
                        S: 220 mx.example.org ESMTP
                        # time 10:00:10
                        C: EHLO client.example.com
                        # time 10:00:20
                        S: 250 mx.example.org
                        # time 10:00:30
                        C: MAIL FROM:<alice@example.com>
                        # time 10:00:40
                        S: 250 ok
                        """)
                .on(Session.class, TimingRules::outlier);
    }

    private static boolean isSubmission(Session session) {
        return session.circumstances()
                .protocol()
                .filter(p -> p == Circumstances.Protocol.SUBMISSION)
                .isPresent();
    }

    /** What RFC 5321 §4.5.3.2 wants a client to wait; 0 where it says nothing. */
    private static long minimum(Exchange exchange) {
        if (exchange.endsContent()) return 10 * Waits.MINUTE;
        if (exchange.is(Verb.DATA)) return 2 * Waits.MINUTE;
        return exchange.is(Verb.MAIL) || exchange.is(Verb.RCPT) ? 5 * Waits.MINUTE : 0;
    }

    private static smtplint.analyzer.source.Span place(Exchange exchange) {
        return exchange.command().orElseThrow().verb().span();
    }

    private static boolean namesTimeout(Reply reply) {
        String text = reply.text().toLowerCase(Locale.ROOT);
        return text.contains("timeout")
                || text.contains("timed out")
                || text.contains("time out")
                || text.contains("idle");
    }

    /** A 421 that nobody asked for and that speaks of a timeout, where a command was awaited. */
    private static Optional<Exchange> timeout(Session session) {
        return session.exchanges().stream()
                .filter(e -> e.isUnprompted() && e.code() == 421 && !e.tainted())
                .filter(e -> !e.known().is(Phase.CONTENT) && !e.known().is(Phase.AUTHX))
                .filter(e -> namesTimeout(e.reply().orElseThrow()))
                .findFirst();
    }

    private static void impatientServer(Session session, Findings findings) {
        Optional<Exchange> timeout = timeout(session);
        if (timeout.isEmpty() || Waits.runsBackwards(session)) return;
        Reply reply = timeout.get().reply().orElseThrow();
        long last = -1;
        for (Turn turn : session.dialogue().turns()) {
            if (turn.what() == reply) {
                // A second for recordings that know no smaller ones.
                long waited = last < 0 || turn.time() < 0 ? -1 : turn.time() - last;
                if (waited > 0 && waited < SERVER_PATIENCE - Waits.SECOND)
                    findings.at(reply.codeSpan(), Waits.words(waited));
                return;
            }
            last = turn.time();
        }
    }

    private static void backwards(Session session, Findings findings) {
        List<Turn> turns = session.dialogue().turns();
        List<Turn> back = Waits.setBack(session);
        if (back.isEmpty()) return;
        long above = -1;
        for (Turn turn : turns) {
            if (turn == back.get(0)) break;
            if (turn.time() >= 0) above = turn.time();
        }
        Turn first = back.get(0);
        Found found = findings.at(first.what().span(), Waits.words(above - first.time()));
        back.stream()
                .skip(1)
                .limit(8)
                .forEach(turn -> found.followedBy(turn.what().span(), "and here"));
        if (back.size() > 9) found.followedByMore(back.size() - 9);
    }

    private static void outlier(Session session, Findings findings) {
        List<Turn> turns = session.dialogue().turns().stream()
                .filter(turn -> turn.time() >= 0)
                .toList();
        if (turns.size() <= FEWEST_STEPS || Waits.runsBackwards(session)) return;
        int longest = 1;
        for (int i = 2; i < turns.size(); i++) if (step(turns, i) > step(turns, longest)) longest = i;
        long whole = turns.get(turns.size() - 1).time() - turns.get(0).time();
        long step = step(turns, longest);
        Turn awaited = turns.get(longest);
        boolean said = awaited.what() instanceof ChannelEvent || saysAnotherRule(session, awaited);
        if (step < SHORTEST_OUTLIER || step * 2 < whole || said) return;
        Side side = awaited.what() instanceof Reply ? SERVER : awaited.what() instanceof Command ? CLIENT : UNKNOWN;
        findings.at(awaited.what().span(), Waits.words(step), Waits.words(whole))
                .blaming(side);
    }

    private static long step(List<Turn> turns, int i) {
        return turns.get(i).time() - turns.get(i - 1).time();
    }

    /** A long wait that has a name is reported by it. */
    private static boolean saysAnotherRule(Session session, Turn awaited) {
        boolean greeting = session.greeting()
                .filter(g -> g.replies().contains(awaited.what()))
                .isPresent();
        boolean timeout = timeout(session)
                .filter(e -> e.replies().contains(awaited.what()))
                .isPresent();
        boolean receipt = session.exchanges().stream()
                .anyMatch(e -> e.endsContent()
                        && !e.replies().isEmpty()
                        && e.replies().get(0) == awaited.what()
                        && Waits.forReply(e) >= LATE_RECEIPT);
        return receipt || timeout || greeting && Waits.forGreeting(session) >= LATE_GREETING;
    }
}
