package smtplint.analyzer.rules.dialogue;

import static smtplint.analyzer.model.Side.CLIENT;
import static smtplint.analyzer.rules.Severity.ERROR;
import static smtplint.analyzer.rules.Severity.WARNING;
import static smtplint.analyzer.source.Evidence.BOTH;
import static smtplint.analyzer.source.Evidence.END;
import static smtplint.analyzer.source.Evidence.LINES;
import static smtplint.analyzer.source.Evidence.ORDER;
import static smtplint.analyzer.source.Evidence.STUFFED;

import java.util.List;
import java.util.Optional;
import smtplint.analyzer.model.ChannelEvent;
import smtplint.analyzer.model.Command;
import smtplint.analyzer.model.DataBlock;
import smtplint.analyzer.model.Exchange;
import smtplint.analyzer.model.Occurrences;
import smtplint.analyzer.model.Session;
import smtplint.analyzer.model.Trait;
import smtplint.analyzer.model.Verb;
import smtplint.analyzer.rules.Findings;
import smtplint.analyzer.rules.Findings.Found;
import smtplint.analyzer.rules.RuleFamily;
import smtplint.analyzer.source.Evidence;
import smtplint.analyzer.source.Span;

/** Content in DATA and BDAT, line by line: RFC 5321 §4.5.2 and RFC 3030 §2. */
public final class DataRules extends RuleFamily {

    public DataRules() {
        super("data");

        rule("dot-not-stuffed")
                .severity(ERROR)
                .needs(LINES, STUFFED)
                .blames(CLIENT)
                .rfc(5321, "4.5.2")
                .says("A line of the content begins with a single dot")
                .because("The client must put another dot before it. The server takes the first dot away, so "
                        + "the line arrives without it, and a line that is only a dot ends the message.")
                .instead("Double the dot at the start of every line of the content.")
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
                        C: .profile
                           ^
                        C: .
                        S: 250 ok
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
                        C: ..profile
                        C: .
                        S: 250 ok
                        """)
                .where(Trait.ODD_OCTETS)
                .on(Exchange.class, DataRules::notStuffed);

        rule("lone-dot-ended-data-early")
                .severity(ERROR)
                .needs(LINES, BOTH, ORDER)
                .blames(CLIENT)
                .rfc(5321, "4.5.2")
                .says("This dot ended the content, and %s more lines of it were taken for commands")
                .because("A line of the content that is only a dot must be sent as two dots. The rest of the "
                        + "message went to the server as commands: the mail is cut off, and its text may be "
                        + "obeyed.")
                .instead("Double the dot at the start of every line of the content.")
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
                        C: hello
                        C: .
                           ^
                        S: 250 ok
                        C: and this is the rest
                        S: 500 what
                        C: of the text
                        S: 500 what
                        C: QUIT
                        S: 221 bye
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
                        C: hello
                        C: ..
                        C: and this is the rest
                        C: of the text
                        C: .
                        S: 250 ok
                        C: QUIT
                        S: 221 bye
                        """)
                .where(Trait.CONTENT, Trait.TAINTED)
                .on(Session.class, DataRules::endedEarly);

        rule("terminator-missing")
                .severity(ERROR)
                .needs(LINES, ORDER, END)
                .blames(CLIENT)
                .rfc(5321, "4.1.1.4")
                .rfc(5321, "4.1.1.10")
                .says("The session ended inside the content, without the line that holds only a dot")
                .because("Without the end of the content the server must drop the message. The client may "
                        + "believe that it was sent.")
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
                        C: hello
                           ^^^^^
                        # close client
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
                        C: hello
                        C: .
                        S: 250 ok
                        C: QUIT
                        S: 221 bye
                        # close client
                        """)
                .where(Trait.CONTENT, Trait.UNANSWERED)
                .on(Session.class, DataRules::unterminated);

        rule("bdat-length-mismatch")
                .severity(ERROR)
                .needs(LINES, BOTH, ORDER, STUFFED)
                .blames(CLIENT)
                .rfc(3030, "2")
                .says("BDAT announced %s octets and %s were sent")
                .because("The server counts octets and nothing else: with fewer it waits, with more it takes "
                        + "the rest for commands.")
                .bad("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250-mx.example.org
                        S: 250 CHUNKING
                        C: MAIL FROM:<alice@example.com>
                        S: 250 ok
                        C: RCPT TO:<bob@example.org>
                        S: 250 ok
                        C: BDAT 400 LAST
                           ^^^^^^^^^^^^^
                        C: Subject: x
                        C:
                        C: hello
                        S: 250 ok
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
                        C: BDAT 21 LAST
                        C: Subject: x
                        C:
                        C: hello
                        S: 250 ok
                        """)
                .verbs(Verb.BDAT)
                .on(Session.class, DataRules::lengthMismatch);

        rule("bdat-content-dot-stuffed")
                .severity(WARNING)
                .needs(LINES, STUFFED)
                .blames(CLIENT)
                .rfc(3030, "2")
                .says("The dots of this chunk are doubled, as if it were sent with DATA")
                .because("BDAT counts octets and needs no dot-stuffing: the doubled dots, and a dot that ends "
                        + "the content, stay in the message.")
                .bad("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250-mx.example.org
                        S: 250 CHUNKING
                        C: MAIL FROM:<alice@example.com>
                        S: 250 ok
                        C: RCPT TO:<bob@example.org>
                        S: 250 ok
                        C: BDAT 24 LAST
                        C: Subject: x
                        C:
                        C: hello
                        C: .
                           ^
                        S: 250 ok
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
                        C: BDAT 21 LAST
                        C: Subject: x
                        C:
                        C: hello
                        S: 250 ok
                        """)
                .on(Command.Bdat.class, DataRules::chunkStuffed);

        rule("bdat-zero-length-not-last")
                .severity(WARNING)
                .needs(LINES)
                .blames(CLIENT)
                .rfc(3030, "2")
                .says("BDAT with no octets, and not the last")
                .because("An empty chunk makes sense only with LAST, to end the content; servers refuse it, "
                        + "and then the transaction is lost.")
                .bad("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250-mx.example.org
                        S: 250 CHUNKING
                        C: MAIL FROM:<alice@example.com>
                        S: 250 ok
                        C: RCPT TO:<bob@example.org>
                        S: 250 ok
                        C: BDAT 0
                           ^^^^^^
                        S: 250 ok
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
                        C: BDAT 0 LAST
                        S: 250 ok
                        """)
                .on(Command.Bdat.class, (bdat, findings) -> {
                    if (bdat.size() == 0 && !bdat.last() && bdat.problem().isEmpty()) findings.at(bdat.span());
                });
    }

    private static void notStuffed(Exchange exchange, Findings findings) {
        exchange.content().ifPresent(block -> findings.atFirst(block.facts().unstuffedDots));
    }

    /** Lines that no client sends as commands, right after a dot: the wake of SessionBuilder. */
    private static void endedEarly(Session session, Findings findings) {
        if (isUnstuffed(session)) return;
        List<Exchange> exchanges = session.exchanges();
        for (int i = 0; i < exchanges.size(); i++) {
            Optional<Span> dot = exchanges.get(i).content().flatMap(DataBlock::dot);
            int end = i + 1;
            while (end < exchanges.size() && exchanges.get(end).tainted()) end++;
            if (dot.isEmpty() || end == i + 1) continue;
            Found found = findings.at(dot.get(), end - i - 1);
            for (Exchange wake : exchanges.subList(i + 1, Math.min(end, i + 1 + Occurrences.KEPT)))
                found.followedBy(wake.span(), "taken for a command");
            found.followedByMore(Math.max(0, end - i - 1 - Occurrences.KEPT));
        }
    }

    /** Where the program shows content without the dots it stuffed, a lone dot may be a line of the message. */
    private static boolean isUnstuffed(Session session) {
        return session.evidence().contains(Evidence.MESSAGE)
                && !session.evidence().contains(Evidence.STUFFED);
    }

    private static void unterminated(Session session, Findings findings) {
        Optional<Exchange> last = session.lastExchange();
        boolean byServer = session.events().stream().anyMatch(e -> e.kind() == ChannelEvent.Kind.CLOSED_BY_SERVER);
        if (last.isEmpty() || byServer || !last.get().replies().isEmpty()) return;
        last.get()
                .content()
                .filter(block -> block.dot().isEmpty() && block.facts().lines > 0)
                .ifPresent(block -> findings.at(block.facts().lastLine));
    }

    /**
     * Where line ends are not shown CRLF is assumed, so that the sum may be off by one of them. Octets above 127 may be
     * shown in another charset, and then say nothing.
     */
    /** Octets behind a chunk that are no command, and were sent before the chunk was answered. */
    private static long beyondChunk(List<Exchange> exchanges, int from) {
        long octets = 0;
        for (int i = from; i < exchanges.size(); i++) {
            Exchange exchange = exchanges.get(i);
            if (!exchange.tainted() || !(exchange.command().orElse(null) instanceof Command.Unknown unknown)) break;
            octets += unknown.line().octets() + 2;
        }
        return octets;
    }

    private static void lengthMismatch(Session session, Findings findings) {
        int doubt = session.evidence().contains(Evidence.WIRE) ? 0 : 2;
        List<Exchange> exchanges = session.exchanges();
        for (int i = 0; i < exchanges.size(); i++) {
            Exchange exchange = exchanges.get(i);
            if (!(exchange.command().orElse(null) instanceof Command.Bdat bdat) || exchange.tainted()) continue;
            long beyond = beyondChunk(exchanges, i + 1);
            if (beyond > 0 && bdat.chunk().filter(DataBlock::visible).isPresent()) {
                findings.at(bdat.line().text().span(), bdat.size(), bdat.size() + beyond)
                        .because(exchanges.get(i + 1).span(), "taken for a command");
                continue;
            }
            boolean answered = exchange.accepted() && bdat.size() >= 0;
            exchange.chunk()
                    .map(DataBlock::facts)
                    .filter(facts -> answered && !facts.eightBit.any() && facts.octets < bdat.size() - doubt)
                    .ifPresent(facts -> findings.at(bdat.line().text().span(), bdat.size(), facts.octets));
        }
    }

    private static void chunkStuffed(Command.Bdat bdat, Findings findings) {
        bdat.chunk().filter(DataBlock::visible).ifPresent(chunk -> {
            if (chunk.facts().endsWithLoneDot && bdat.last()) findings.at(chunk.facts().lastLine);
        });
    }
}
