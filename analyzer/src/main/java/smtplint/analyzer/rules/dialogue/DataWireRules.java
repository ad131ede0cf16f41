package smtplint.analyzer.rules.dialogue;

import static smtplint.analyzer.model.Side.CLIENT;
import static smtplint.analyzer.model.Side.SERVER;
import static smtplint.analyzer.rules.Severity.ERROR;
import static smtplint.analyzer.rules.Severity.INFO;
import static smtplint.analyzer.rules.Severity.WARNING;
import static smtplint.analyzer.source.Evidence.BOTH;
import static smtplint.analyzer.source.Evidence.ORDER;
import static smtplint.analyzer.source.Evidence.WIRE;

import java.util.List;
import java.util.Optional;
import smtplint.analyzer.model.Command;
import smtplint.analyzer.model.DataBlock;
import smtplint.analyzer.model.Exchange;
import smtplint.analyzer.model.FakeEnd;
import smtplint.analyzer.model.Session;
import smtplint.analyzer.model.Trait;
import smtplint.analyzer.rules.Findings;
import smtplint.analyzer.rules.Findings.Found;
import smtplint.analyzer.rules.RuleFamily;

/** Octets of the content that only a byte-exact recording shows: RFC 5321 §2.3.8 and §4.1.1.4. */
public final class DataWireRules extends RuleFamily {

    public DataWireRules() {
        super("data");

        rule("bare-lf-in-data")
                .severity(ERROR)
                .needs(WIRE)
                .blames(CLIENT)
                .rfc(5321, "2.3.8")
                .says("LF without CR in the content")
                .because("Clients MUST NOT send it. Some servers refuse the message; others take the LF for a "
                        + "line end, so that a dot behind it may end the message.")
                .instead("Convert line ends to CRLF before sending.")
                .bad("""
                        # lossless
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
                        C: hello\\n
                                ^^
                        C: world
                        C: .
                        S: 250 ok
                        """)
                .good("""
                        # lossless
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
                        C: world
                        C: .
                        S: 250 ok
                        """)
                .where(Trait.ODD_OCTETS)
                .on(
                        Exchange.class,
                        (exchange, findings) ->
                                text(exchange).ifPresent(block -> findings.atFirst(block.facts().bareLf)));

        rule("bare-cr-in-data")
                .severity(ERROR)
                .needs(WIRE)
                .blames(CLIENT)
                .rfc(5321, "2.3.8")
                .rfc(5322, "2.3")
                .says("CR without LF in the content")
                .because("CR and LF MUST only occur together. Programs that end a line at a CR see other "
                        + "lines than the server did.")
                .bad("""
                        # lossless
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
                        C: hello\\rworld
                                ^^
                        C: .
                        S: 250 ok
                        """)
                .good("""
                        # lossless
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
                        C: world
                        C: .
                        S: 250 ok
                        """)
                .where(Trait.ODD_OCTETS)
                .on(
                        Exchange.class,
                        (exchange, findings) ->
                                text(exchange).ifPresent(block -> findings.atFirst(block.facts().bareCr)));

        rule("nul-in-data")
                .severity(ERROR)
                .needs(WIRE)
                .blames(CLIENT)
                .rfc(2045, "2.7")
                .rfc(2045, "2.8")
                .says("NUL octet in the content")
                .because("NUL is allowed in binary content only. Programs that take it for the end of a "
                        + "string cut the message there.")
                .instead("Encode the part in base64.")
                .bad("""
                        # lossless
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
                        C: hello\\0world
                                ^^
                        C: .
                        S: 250 ok
                        """)
                .good("""
                        # lossless
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
                        """)
                .where(Trait.ODD_OCTETS)
                .on(
                        Exchange.class,
                        (exchange, findings) -> text(exchange).ifPresent(block -> findings.atFirst(block.facts().nul)));

        rule("control-chars-in-data")
                .severity(INFO)
                .needs(WIRE)
                .blames(CLIENT)
                .rfc(5321, "4.1.1.4")
                .says("Control characters in the content")
                .because("Controls other than HT, CR and LF may cause problems and SHOULD be avoided.")
                .bad("""
                        # lossless
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
                        C: hello\\x08world
                                ^^^^
                        C: .
                        S: 250 ok
                        """)
                .good("""
                        # lossless
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
                        """)
                .where(Trait.ODD_OCTETS)
                .on(
                        Exchange.class,
                        (exchange, findings) ->
                                text(exchange).ifPresent(block -> findings.atFirst(block.facts().controls)));

        rule("nonstandard-end-of-data-sent")
                .severity(ERROR)
                .needs(WIRE)
                .blames(CLIENT)
                .rfc(5321, "4.1.1.4")
                .rfc(5321, "2.3.8")
                .says("%s inside the content, which some servers take for its end")
                .because("Only CRLF, dot, CRLF ends the content. A server that takes this for the end reads "
                        + "what follows as commands: one message becomes two, and the second one is forged "
                        + "(SMTP smuggling).")
                .instead("Convert line ends to CRLF and double leading dots before sending.")
                .bad("""
                        # lossless
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
                        C: hello\\n.\\r\\nMAIL FROM:<admin@example.org>
                                  ^
                        C: .
                        S: 250 ok
                        """)
                .good("""
                        # lossless
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
                        """)
                .where(Trait.CONTENT, Trait.ODD_OCTETS)
                .on(Session.class, DataWireRules::sent);

        rule("nonstandard-end-of-data-accepted")
                .severity(ERROR)
                .needs(WIRE, BOTH, ORDER)
                .blames(SERVER)
                .rfc(5321, "4.1.1.4")
                .says("The server took %s for the end of the content")
                .because("Only CRLF, dot, CRLF ends the content. A server that takes anything else lets a "
                        + "sender hide a second message in the first (SMTP smuggling).")
                .bad("""
                        # lossless
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
                        C: hello\\n
                        C: .
                           ^
                        S: 250 ok
                        C: QUIT
                        S: 221 bye
                        """)
                .good("""
                        # lossless
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
                        """)
                .where(Trait.CONTENT)
                .on(Session.class, DataWireRules::accepted);

        rule("bdat-text-bare-lf")
                .severity(WARNING)
                .needs(WIRE)
                .blames(CLIENT)
                .rfc(3030, "3")
                .rfc(2045, "2.7")
                .says("LF without CR in a chunk of text")
                .because("Without BODY=BINARYMIME the lines of the content end with CRLF in BDAT too; a "
                        + "server that passes the message on with DATA has to change it.")
                .bad("""
                        # lossless
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250-mx.example.org
                        S: 250 CHUNKING
                        C: MAIL FROM:<alice@example.com>
                        S: 250 ok
                        C: RCPT TO:<bob@example.org>
                        S: 250 ok
                        C: BDAT 20 LAST
                        C: Subject: x
                        C:
                        C: hello\\n
                                ^^
                        S: 250 ok
                        """)
                .good("""
                        # lossless
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
                .where(Trait.ODD_OCTETS)
                .on(Exchange.class, (exchange, findings) -> {
                    if (!(exchange.command().orElse(null) instanceof Command.Bdat bdat) || isBinary(exchange)) return;
                    bdat.chunk().ifPresent(chunk -> findings.atFirst(chunk.facts().bareLf));
                });

        rule("message-without-final-crlf")
                .severity(INFO)
                .needs(WIRE)
                .blames(CLIENT)
                .rfc(5321, "4.1.1.4")
                .says("The last line of the content has no line end")
                .because("A server that passes the message on with DATA must add CRLF, and a signature over "
                        + "the body may break.")
                .bad("""
                        # lossless
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250-mx.example.org
                        S: 250 CHUNKING
                        C: MAIL FROM:<alice@example.com>
                        S: 250 ok
                        C: RCPT TO:<bob@example.org>
                        S: 250 ok
                        C: BDAT 19 LAST
                        C: Subject: x
                        C:
                        C: hello\\
                           ^^^^^
                        S: 250 ok
                        """)
                .good("""
                        # lossless
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
                .on(Command.Bdat.class, (bdat, findings) -> {
                    if (bdat.last())
                        bdat.chunk()
                                .filter(chunk -> chunk.facts().lines > 0 && !chunk.facts().endsWithLineEnd)
                                .ifPresent(chunk -> findings.at(chunk.facts().lastLine));
                });
    }

    /** Content after DATA, unless it is declared to be binary. */
    private static Optional<DataBlock> text(Exchange exchange) {
        return exchange.content().filter(block -> !exchange.tainted() && !isBinary(exchange));
    }

    private static boolean isBinary(Exchange exchange) {
        return exchange.known().body().equals("BINARYMIME");
    }

    /** The first of one content, the others folded under it; where strict and lenient servers go on is shown. */
    private static void sent(Session session, Findings findings) {
        List<Exchange> exchanges = session.exchanges();
        for (int i = 0; i < exchanges.size(); i++) {
            Optional<DataBlock> block = text(exchanges.get(i));
            if (block.isEmpty() || block.get().facts().fakeEnds.isEmpty()) continue;
            List<FakeEnd> ends = block.get().facts().fakeEnds;
            FakeEnd first = ends.get(0);
            Found found = findings.at(first.dot(), first.form())
                    .because(first.next(), "the next command of a server that takes the dot for the end");
            nextCommand(exchanges, i)
                    .ifPresent(c -> found.because(c.verb().span(), "the next command of a server that does not"));
            for (FakeEnd end : ends.subList(1, ends.size())) found.followedBy(end.dot(), end.form());
            found.followedByMore(block.get().facts().fakeEndsTotal - ends.size());
        }
    }

    /** What the client did is judged by the rule on what it sent; here the server's reply shows that it believed it. */
    private static void accepted(Session session, Findings findings) {
        List<Exchange> exchanges = session.exchanges();
        for (int i = 0; i < exchanges.size(); i++) {
            Exchange exchange = exchanges.get(i);
            Optional<DataBlock> block = text(exchange);
            if (block.isEmpty() || !(exchange.command().orElseThrow() instanceof Command.EndOfData end)) continue;
            if (!end.isFake() || !exchange.accepted()) continue;
            Found found = findings.at(block.get().dot().orElseThrow(), end.form());
            nextCommand(exchanges, i)
                    .ifPresent(c -> found.because(
                            c.verb().span(), "a strict server reads this as content, up to CRLF, dot, CRLF"));
        }
    }

    private static Optional<Command> nextCommand(List<Exchange> exchanges, int after) {
        return exchanges.stream()
                .skip(after + 1L)
                .flatMap(e -> e.command().stream())
                .findFirst();
    }
}
