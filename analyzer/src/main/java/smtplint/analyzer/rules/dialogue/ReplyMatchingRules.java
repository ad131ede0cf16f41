package smtplint.analyzer.rules.dialogue;

import static smtplint.analyzer.model.Side.CLIENT;
import static smtplint.analyzer.model.Side.SERVER;
import static smtplint.analyzer.rules.Severity.ERROR;
import static smtplint.analyzer.rules.Severity.WARNING;
import static smtplint.analyzer.source.Evidence.BOTH;
import static smtplint.analyzer.source.Evidence.LINES;
import static smtplint.analyzer.source.Evidence.ORDER;
import static smtplint.analyzer.source.Evidence.START;

import java.util.List;
import java.util.Optional;
import smtplint.analyzer.model.ChannelEvent;
import smtplint.analyzer.model.Exchange;
import smtplint.analyzer.model.Phase;
import smtplint.analyzer.model.Reply;
import smtplint.analyzer.model.Session;
import smtplint.analyzer.model.Trait;
import smtplint.analyzer.model.Verb;
import smtplint.analyzer.rules.Findings;
import smtplint.analyzer.rules.Findings.Found;
import smtplint.analyzer.rules.RuleFamily;
import smtplint.analyzer.source.Evidence;
import smtplint.analyzer.source.Span;

/** One reply to each command, in their order: RFC 5321 §4.2, and one for each recipient: RFC 2033 §4.2. */
public final class ReplyMatchingRules extends RuleFamily {

    public ReplyMatchingRules() {
        super("reply");

        rule("missing")
                .severity(ERROR)
                .needs(LINES, BOTH, ORDER)
                .blames(SERVER)
                .rfc(5321, "4.2")
                .says("%s got no reply, and the commands after it did")
                .because("Every command must generate exactly one reply. A client that counts replies takes the "
                        + "next one for this command and stays one behind.")
                .bad("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250-mx.example.org
                        S: 250 PIPELINING
                        C: MAIL FROM:<alice@example.com>
                        S: 250 ok
                        C: RCPT TO:<bob@example.org>
                           ^^^^^^^^^^^^^^^^^^^^^^^^^
                        C: DATA
                        S: 354 go ahead
                        """)
                .good("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250-mx.example.org
                        S: 250 PIPELINING
                        C: MAIL FROM:<alice@example.com>
                        S: 250 ok
                        C: RCPT TO:<bob@example.org>
                        C: DATA
                        S: 250 ok
                        S: 354 go ahead
                        """)
                .where(Trait.UNANSWERED)
                .on(Session.class, ReplyMatchingRules::missing);

        rule("unsolicited")
                .severity(ERROR)
                .needs(LINES, BOTH, ORDER)
                .blames(SERVER)
                .rfc(5321, "4.2")
                .says("Reply %s answers no command")
                .because("Every command generates exactly one reply, and only 421 may come unasked. From here on the "
                        + "client takes each reply for the one of its next command.")
                .bad("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250 mx.example.org
                        S: 250 pleased to meet you
                           ^^^
                        C: MAIL FROM:<alice@example.com>
                        S: 250 ok
                        """)
                .good("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250-mx.example.org
                        S: 250 PIPELINING
                        C: MAIL FROM:<alice@example.com>
                        S: 250 ok
                        S: 421 mx.example.org closing
                        """)
                .where(Trait.UNPROMPTED)
                .on(Session.class, ReplyMatchingRules::unsolicited);

        rule("greeting-code-invalid")
                .severity(ERROR)
                .needs(LINES, START)
                .blames(SERVER)
                .rfc(5321, "4.3.2")
                .says("The server greets with %s instead of 220")
                .because("220 opens the session; 554, 521 and 421 refuse it. A client does not know what to do with "
                        + "another code of success.")
                .bad("""
                        # open
                        S: 250 mx.example.org ESMTP
                           ^^^
                        C: EHLO client.example.com
                        S: 250 mx.example.org
                        """)
                .good("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250 mx.example.org
                        """)
                .where(Trait.GREETING)
                .on(Exchange.class, (exchange, findings) -> {
                    int code = exchange.code();
                    if (exchange.actual().is(Phase.CONN) && code >= 200 && code < 400)
                        if (code != 220) findings.at(exchange.replies().get(0).codeSpan(), code);
                });

        rule("lmtp-final-reply-count")
                .severity(ERROR)
                .needs(LINES, BOTH, ORDER)
                .blames(SERVER)
                .rfc(2033, "4.2")
                .rfc(2033, "4.3")
                .says("The content got %s replies for %s accepted recipients")
                .because("LMTP answers the end of the content once for each accepted recipient; with another number "
                        + "the client blames the wrong recipient, or waits.")
                .bad("""
                        S: 220 mx.example.org LMTP
                        C: LHLO client.example.com
                        S: 250-mx.example.org
                        S: 250-PIPELINING
                        S: 250 ENHANCEDSTATUSCODES
                        C: MAIL FROM:<alice@example.com>
                        S: 250 2.1.0 ok
                        C: RCPT TO:<bob@example.org>
                        S: 250 2.1.5 ok
                        C: DATA
                        S: 354 go ahead
                        C: Subject: x
                        C:
                        C: .
                        S: 250 2.1.5 ok
                           ^^^
                        S: 250 2.1.5 ok
                        C: QUIT
                        S: 221 2.0.0 bye
                        """)
                .good("""
                        S: 220 mx.example.org LMTP
                        C: LHLO client.example.com
                        S: 250-mx.example.org
                        S: 250-PIPELINING
                        S: 250 ENHANCEDSTATUSCODES
                        C: MAIL FROM:<alice@example.com>
                        S: 250 2.1.0 ok
                        C: RCPT TO:<bob@example.org>
                        S: 250 2.1.5 ok
                        C: RCPT TO:<carol@example.org>
                        S: 250 2.1.5 ok
                        C: DATA
                        S: 354 go ahead
                        C: Subject: x
                        C:
                        C: .
                        S: 250 2.1.5 ok
                        S: 250 2.1.5 ok
                        C: QUIT
                        S: 221 2.0.0 bye
                        """)
                .where(Trait.LMTP)
                .on(Session.class, ReplyMatchingRules::lmtpCount);

        rule("lmtp-data-without-rcpt-not-503")
                .severity(ERROR)
                .needs(LINES, BOTH, ORDER)
                .blames(SERVER)
                .rfc(2033, "4.2")
                .says("LMTP: DATA without an accepted recipient answered with %s instead of 503")
                .because("The end of the content is answered once for each accepted recipient: with none, the client "
                        + "would wait for a reply that never comes. DATA MUST fail with 503.")
                .bad("""
                        S: 220 mx.example.org LMTP
                        C: LHLO client.example.com
                        S: 250-mx.example.org
                        S: 250-PIPELINING
                        S: 250 ENHANCEDSTATUSCODES
                        C: MAIL FROM:<alice@example.com>
                        S: 250 2.1.0 ok
                        C: RCPT TO:<nobody@example.org>
                        S: 550 5.1.1 no such user
                        C: DATA
                        S: 354 go ahead
                           ^^^
                        """)
                .good("""
                        S: 220 mx.example.org LMTP
                        C: LHLO client.example.com
                        S: 250-mx.example.org
                        S: 250-PIPELINING
                        S: 250 ENHANCEDSTATUSCODES
                        C: MAIL FROM:<alice@example.com>
                        S: 250 2.1.0 ok
                        C: RCPT TO:<nobody@example.org>
                        S: 550 5.1.1 no such user
                        C: DATA
                        S: 503 5.5.1 no valid recipients
                        """)
                .verbs(Verb.DATA)
                .where(Trait.LMTP)
                .on(Exchange.class, (exchange, findings) -> {
                    boolean judged = exchange.is(Verb.DATA)
                            && exchange.actual().lmtp()
                            && exchange.actual().is(Phase.MAIL)
                            && !exchange.tainted();
                    int code = exchange.code();
                    if (judged && code != 0 && code != 503 && code != 421)
                        findings.at(exchange.replies().get(0).codeSpan(), code);
                });

        rule("reports-client-fault")
                .severity(WARNING)
                .needs(LINES)
                .blames(CLIENT)
                .rfc(5321, "4.2.2")
                .says("The server answered %s to a command that this recording does not show")
                .because("500, 501 and 503 say that the client sent something wrong. Only the server's side was "
                        + "recorded, so what it was can't be seen.")
                .instead("Record both sides to learn which command it was.")
                .bad("""
                        S: 220 mx.example.org ESMTP
                        S: 250 mx.example.org
                        S: 503 need MAIL first
                           ^^^
                        S: 221 bye
                        """)
                .good("""
                        S: 220 mx.example.org ESMTP
                        S: 250 mx.example.org
                        S: 250 ok
                        S: 221 bye
                        """)
                .on(Session.class, ReplyMatchingRules::reportedFault);
    }

    /** The first command without a reply is the cause; later ones are what the shift made of it. */
    private static void missing(Session session, Findings findings) {
        List<Exchange> exchanges = session.exchanges();
        int answered = lastAnswered(exchanges);
        Optional<Found> first = Optional.empty();
        for (int i = afterGreeting(exchanges); i < answered; i++) {
            Exchange exchange = exchanges.get(i);
            if (!exchange.replies().isEmpty() || !owesReply(exchange) || isInHole(session, i)) continue;
            Span place = exchange.command().orElseThrow().span();
            if (first.isPresent()) first.get().followedBy(place, "no reply to this either");
            else first = Optional.of(findings.at(place, named(exchange)));
        }
    }

    /** True where a hole of the recording may hold the reply: it would stand before the next one that is shown. */
    private static boolean isInHole(Session session, int at) {
        List<Exchange> exchanges = session.exchanges();
        List<ChannelEvent> holes = session.events().stream()
                .filter(event -> event.kind() == ChannelEvent.Kind.GAP)
                .toList();
        if (holes.isEmpty()) return false;
        int from = exchanges.get(at).span().start();
        int to = exchanges.stream()
                .skip(at + 1L)
                .flatMap(exchange -> exchange.reply().stream())
                .mapToInt(reply -> reply.span().start())
                .findFirst()
                .orElse(Integer.MAX_VALUE);
        return holes.stream()
                .anyMatch(hole -> hole.span().start() >= from && hole.span().start() < to);
    }

    private static int afterGreeting(List<Exchange> exchanges) {
        for (int i = 0; i < exchanges.size(); i++) if (exchanges.get(i).isGreeting()) return i;
        return 0;
    }

    private static int lastAnswered(List<Exchange> exchanges) {
        for (int i = exchanges.size() - 1; i > 0; i--) {
            Exchange exchange = exchanges.get(i);
            boolean closes = exchange.code() == 421 || exchange.is(Verb.QUIT);
            if (exchange.command().isPresent() && !exchange.replies().isEmpty() && !closes) return i;
        }
        return 0;
    }

    /** Chunks without an accepted recipient get no replies under LMTP (RFC 2033 §4.3). */
    private static boolean owesReply(Exchange exchange) {
        if (exchange.command().isEmpty() || exchange.tainted() || exchange.is(Verb.QUIT)) return false;
        boolean content = exchange.endsContent() || exchange.is(Verb.BDAT);
        return !(content && exchange.known().lmtp())
                && !exchange.command().orElseThrow().line().hidden();
    }

    private static String named(Exchange exchange) {
        return switch (exchange.verb()) {
            case "." -> "The end of the content";
            case "*" -> "A step of AUTH";
            case "" -> "An empty line";
            default ->
                exchange.command().flatMap(c -> c.known()).map(Verb::name).orElse("A command");
        };
    }

    private static void unsolicited(Session session, Findings findings) {
        List<Exchange> exchanges = session.exchanges();
        Optional<Found> first = Optional.empty();
        for (int i = 1; i < exchanges.size(); i++) {
            Exchange exchange = exchanges.get(i);
            if (!exchange.isUnprompted() || exchange.tainted() || mayComeUnasked(exchange)) continue;
            // What comes between STARTTLS and the handshake is security/starttls-response-injection.
            if (exchange.known().is(Phase.TLSH) || exchange.code() > 0 && exchange.code() < 100) continue;
            if (first.isEmpty() && isExplained(exchanges, i)) continue;
            Span place = exchange.replies().get(0).codeSpan();
            if (first.isPresent()) first.get().followedBy(place, "this reply answers none either");
            else first = Optional.of(findings.at(place, exchange.code()));
        }
    }

    /** 421 at any time (RFC 5321 §3.8); 050 is what Sendmail says after VERB. A reply to a masked line may be one. */
    private static boolean mayComeUnasked(Exchange exchange) {
        int code = exchange.code();
        return code == 421 || code == 50 || code == 0 || !exchange.known().isKnown();
    }

    /** More final replies than one: LMTP's, PRDR's, or those of content that the recording leaves out. */
    private static boolean isExplained(List<Exchange> exchanges, int i) {
        int before = i - 1;
        while (before > 0 && exchanges.get(before).isUnprompted()) before--;
        Exchange command = exchanges.get(before);
        boolean content = command.endsContent() || command.is(Verb.BDAT);
        boolean elided = command.is(Verb.DATA) && command.code() == 354;
        boolean several = content
                && (command.actual().lmtp() || command.replies().stream().anyMatch(r -> r.code() == 353));
        return several || elided || command.is(Verb.QUIT) || command.is(Verb.XCLIENT);
    }

    private static void lmtpCount(Session session, Findings findings) {
        List<Exchange> exchanges = session.exchanges();
        for (int i = 0; i < exchanges.size(); i++) {
            Exchange exchange = exchanges.get(i);
            if (!exchange.endsContent() || !exchange.actual().lmtp() || exchange.tainted()) continue;
            int replies = exchange.replies().size() + unprompted(exchanges, i + 1);
            int recipients = exchange.actual().recipients();
            boolean answeredLater = i < lastAnswered(exchanges) || replies > recipients || farewellAfter(exchanges, i);
            if (replies == recipients || replies == 0 || !answeredLater || recipients == 0) continue;
            if (!exchange.actual().isKnown() || exchange.code() == 421) continue;
            findings.at(exchange.replies().get(0).codeSpan(), replies, recipients);
        }
    }

    private static boolean farewellAfter(List<Exchange> exchanges, int i) {
        return exchanges.subList(i + 1, exchanges.size()).stream().anyMatch(e -> e.is(Verb.QUIT) && e.code() == 221);
    }

    private static int unprompted(List<Exchange> exchanges, int from) {
        int i = from;
        while (i < exchanges.size()
                && exchanges.get(i).isUnprompted()
                && exchanges.get(i).code() != 421) i++;
        return i - from;
    }

    /** A group of commands whose MAIL or RCPT is refused gets 503 for the rest of it (RFC 2920 §3.1), and rightly. */
    private static void reportedFault(Session session, Findings findings) {
        if (session.evidence().contains(Evidence.BOTH)) return;
        if (session.exchanges().stream().anyMatch(e -> e.command().isPresent())) return;
        // Refused by its greeting, a session has 503 for everything but QUIT (RFC 5321 §3.1).
        if (session.exchanges().stream().limit(1).anyMatch(e -> e.code() == 554)) return;
        Optional<Found> running = Optional.empty();
        boolean pipelining = false;
        boolean refused = false;
        for (Exchange exchange : session.exchanges()) {
            int code = exchange.code();
            pipelining |= exchange.replies().get(0).text().contains("PIPELINING");
            boolean follows = code == 503 && refused && pipelining;
            boolean fault = (code == 500 || code == 501 || code == 503) && !follows;
            refused = follows || !fault && exchange.replies().get(0).isNegative();
            if (!fault) {
                running = Optional.empty();
                continue;
            }
            Reply reply = exchange.replies().get(0);
            if (running.isPresent()) running.get().followedBy(reply.codeSpan(), "and again");
            else running = Optional.of(findings.at(reply.codeSpan(), code));
        }
    }
}
