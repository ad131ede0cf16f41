package smtplint.analyzer.rules.dialogue;

import static smtplint.analyzer.rules.Severity.ERROR;
import static smtplint.analyzer.rules.Severity.WARNING;
import static smtplint.analyzer.source.Evidence.BOTH;
import static smtplint.analyzer.source.Evidence.LINES;
import static smtplint.analyzer.source.Evidence.ORDER;

import java.util.Optional;
import smtplint.analyzer.model.ChannelEvent;
import smtplint.analyzer.model.Exchange;
import smtplint.analyzer.model.Phase;
import smtplint.analyzer.model.Session;
import smtplint.analyzer.model.Side;
import smtplint.analyzer.model.Verb;
import smtplint.analyzer.rules.Findings;
import smtplint.analyzer.rules.RuleFamily;
import smtplint.analyzer.session.OrderFault;

/** The order of BDAT chunks, and of DATA beside them: RFC 3030 §2 and §3. */
public final class ChunkOrderRules extends RuleFamily {

    public ChunkOrderRules() {
        super("command-order");

        rule("rcpt-after-data")
                .severity(ERROR)
                .needs(LINES, BOTH, ORDER)
                .blames(Side.CLIENT)
                .rfc(5321, "4.1.4")
                .rfc(3030, "2")
                .says("%s between the first BDAT chunk and the last")
                .because("The message is sent after all MAIL and RCPT replies are in; once a chunk is under way the "
                        + "envelope can't change any more.")
                .bad("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250-mx.example.com
                    S: 250 CHUNKING
                    C: MAIL FROM:<alice@example.org>
                    S: 250 2.1.0 ok
                    C: RCPT TO:<bob@example.com>
                    S: 250 2.1.5 ok
                    C: BDAT 13
                    C: Subject: hi
                    S: 250 2.0.0 13 octets
                    C: RCPT TO:<carol@example.com>
                       ^^^^
                    S: 503 5.5.1 only BDAT or RSET now
                    """)
                .good("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250-mx.example.com
                    S: 250 CHUNKING
                    C: MAIL FROM:<alice@example.org>
                    S: 250 2.1.0 ok
                    C: RCPT TO:<bob@example.com>
                    S: 250 2.1.5 ok
                    C: BDAT 13 LAST
                    C: Subject: hi
                    S: 250 2.0.0 ok
                    """)
                .verbs(Verb.BDAT)
                .on(
                        Session.class,
                        (session, findings) ->
                                TransactionOrderRules.report(session, OrderFault.Kind.BETWEEN_CHUNKS, findings));

        rule("bdat-and-data-mixed")
                .severity(ERROR)
                .needs(LINES, ORDER)
                .blames(Side.CLIENT)
                .rfc(3030, "2")
                .says("%s in a transaction whose content began with the other of DATA and BDAT")
                .because(
                        "DATA and BDAT cannot be used in the same transaction: the server answers 503, and a RSET MUST "
                                + "follow.")
                .bad("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250-mx.example.com
                    S: 250 CHUNKING
                    C: MAIL FROM:<alice@example.org>
                    S: 250 2.1.0 ok
                    C: RCPT TO:<bob@example.com>
                    S: 250 2.1.5 ok
                    C: BDAT 13
                    C: Subject: hi
                    S: 250 2.0.0 13 octets
                    C: DATA
                       ^^^^
                    S: 503 5.5.1 only BDAT or RSET now
                    """)
                .good("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250-mx.example.com
                    S: 250 CHUNKING
                    C: MAIL FROM:<alice@example.org>
                    S: 250 2.1.0 ok
                    C: RCPT TO:<bob@example.com>
                    S: 250 2.1.5 ok
                    C: BDAT 13
                    C: Subject: hi
                    S: 250 2.0.0 13 octets
                    C: BDAT 0 LAST
                    S: 250 2.0.0 ok
                    """)
                .verbs(Verb.BDAT)
                .on(
                        Session.class,
                        (session, findings) ->
                                TransactionOrderRules.report(session, OrderFault.Kind.DATA_AND_BDAT, findings));

        rule("data-with-binarymime")
                .severity(ERROR)
                .needs(LINES, ORDER)
                .blames(Side.CLIENT)
                .rfc(3030, "3")
                .says("DATA after BODY=BINARYMIME")
                .because("Binary content has no line structure in which a lone dot could end it; the server answers "
                        + "503, and the transaction MUST be reset.")
                .instead("Send the content with BDAT.")
                .bad("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250-mx.example.com
                    S: 250-CHUNKING
                    S: 250 BINARYMIME
                    C: MAIL FROM:<alice@example.org> BODY=BINARYMIME
                    S: 250 2.1.0 ok
                    C: RCPT TO:<bob@example.com>
                    S: 250 2.1.5 ok
                    C: DATA
                       ^^^^
                    S: 503 5.5.1 use BDAT
                    """)
                .good("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250-mx.example.com
                    S: 250-CHUNKING
                    S: 250 BINARYMIME
                    C: MAIL FROM:<alice@example.org> BODY=BINARYMIME
                    S: 250 2.1.0 ok
                    C: RCPT TO:<bob@example.com>
                    S: 250 2.1.5 ok
                    C: BDAT 13 LAST
                    C: Subject: hi
                    S: 250 2.0.0 ok
                    """)
                .verbs(Verb.DATA)
                .on(Exchange.class, ChunkOrderRules::dataWithBinaryMime);

        rule("bdat-last-missing")
                .severity(WARNING)
                .needs(LINES, BOTH, ORDER)
                .blames(Side.CLIENT)
                .rfc(3030, "2")
                .rfc(5321, "4.1.1.10")
                .says("The chunks of this transaction never got their LAST")
                .because("Without BDAT LAST the server can't take the message: it drops all chunks and cancels the "
                        + "transaction.")
                .instead("End the message with BDAT 0 LAST, or drop it with RSET.")
                .bad("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250-mx.example.com
                    S: 250 CHUNKING
                    C: MAIL FROM:<alice@example.org>
                    S: 250 2.1.0 ok
                    C: RCPT TO:<bob@example.com>
                    S: 250 2.1.5 ok
                    C: BDAT 13
                       ^^^^
                    C: Subject: hi
                    S: 250 2.0.0 13 octets
                    C: QUIT
                    S: 221 2.0.0 bye
                    """)
                .good("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250-mx.example.com
                    S: 250 CHUNKING
                    C: MAIL FROM:<alice@example.org>
                    S: 250 2.1.0 ok
                    C: RCPT TO:<bob@example.com>
                    S: 250 2.1.5 ok
                    C: BDAT 13
                    C: Subject: hi
                    S: 250 2.0.0 13 octets
                    C: BDAT 0 LAST
                    S: 250 2.0.0 ok
                    C: QUIT
                    S: 221 2.0.0 bye
                    """)
                .verbs(Verb.BDAT)
                .on(Session.class, ChunkOrderRules::lastMissing);

        rule("bdat-after-last")
                .severity(ERROR)
                .needs(LINES, ORDER)
                .blames(Side.CLIENT)
                .rfc(3030, "2")
                .says("%s after BDAT LAST without a new MAIL")
                .because("The transaction ended with LAST: a further BDAT is illegal and is answered 503, and its "
                        + "octets are lost.")
                .bad("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250-mx.example.com
                    S: 250 CHUNKING
                    C: MAIL FROM:<alice@example.org>
                    S: 250 2.1.0 ok
                    C: RCPT TO:<bob@example.com>
                    S: 250 2.1.5 ok
                    C: BDAT 13 LAST
                    C: Subject: hi
                    S: 250 2.0.0 ok
                    C: BDAT 0 LAST
                       ^^^^
                    S: 503 5.5.1 no transaction
                    """)
                .good("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250-mx.example.com
                    S: 250 CHUNKING
                    C: MAIL FROM:<alice@example.org>
                    S: 250 2.1.0 ok
                    C: RCPT TO:<bob@example.com>
                    S: 250 2.1.5 ok
                    C: BDAT 13 LAST
                    C: Subject: hi
                    S: 250 2.0.0 ok
                    C: MAIL FROM:<alice@example.org>
                    S: 250 2.1.0 ok
                    """)
                .verbs(Verb.BDAT)
                .on(
                        Session.class,
                        (session, findings) ->
                                TransactionOrderRules.report(session, OrderFault.Kind.CHUNK_AFTER_LAST, findings));

        rule("bdat-continues-after-rejected-chunk")
                .severity(WARNING)
                .needs(LINES, BOTH, ORDER)
                .blames(Side.CLIENT)
                .rfc(3030, "2")
                .says("%s sent on although the refusal of a chunk had arrived")
                .because("After a 4yz or 5yz reply to a chunk the transaction has failed, and the client MUST NOT send "
                        + "any additional BDAT; only chunks already in the pipeline are excused.")
                .instead("Send RSET.")
                .bad("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250-mx.example.com
                    S: 250 CHUNKING
                    C: MAIL FROM:<alice@example.org>
                    S: 250 2.1.0 ok
                    C: RCPT TO:<bob@example.com>
                    S: 250 2.1.5 ok
                    C: BDAT 13
                    C: Subject: hi
                    S: 452 4.3.1 disk full
                    C: BDAT 0 LAST
                       ^^^^
                    S: 503 5.5.1 RSET first
                    """)
                .good("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250-mx.example.com
                    S: 250 CHUNKING
                    C: MAIL FROM:<alice@example.org>
                    S: 250 2.1.0 ok
                    C: RCPT TO:<bob@example.com>
                    S: 250 2.1.5 ok
                    C: BDAT 13
                    C: Subject: hi
                    S: 452 4.3.1 disk full
                    C: RSET
                    S: 250 2.0.0 ok
                    """)
                .verbs(Verb.BDAT)
                .on(
                        Session.class,
                        (session, findings) ->
                                TransactionOrderRules.report(session, OrderFault.Kind.CHUNK_AFTER_REJECTED, findings));

        rule("rset-missing-after-indeterminate-state")
                .severity(WARNING)
                .needs(LINES, BOTH, ORDER)
                .blames(Side.CLIENT)
                .rfc(3030, "2")
                .says("%s instead of RSET after a refused chunk")
                .because("The state after a failed BDAT is indeterminate: a RSET MUST be issued before additional "
                        + "commands, or the server may still hold the old envelope.")
                .bad("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250-mx.example.com
                    S: 250 CHUNKING
                    C: MAIL FROM:<alice@example.org>
                    S: 250 2.1.0 ok
                    C: RCPT TO:<bob@example.com>
                    S: 250 2.1.5 ok
                    C: BDAT 13
                    C: Subject: hi
                    S: 452 4.3.1 disk full
                    C: MAIL FROM:<alice@example.org>
                       ^^^^
                    S: 503 5.5.1 RSET first
                    """)
                .good("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250-mx.example.com
                    S: 250 CHUNKING
                    C: MAIL FROM:<alice@example.org>
                    S: 250 2.1.0 ok
                    C: RCPT TO:<bob@example.com>
                    S: 250 2.1.5 ok
                    C: BDAT 13
                    C: Subject: hi
                    S: 452 4.3.1 disk full
                    C: RSET
                    S: 250 2.0.0 ok
                    C: MAIL FROM:<alice@example.org>
                    S: 250 2.1.0 ok
                    """)
                .verbs(Verb.BDAT)
                .on(
                        Session.class,
                        (session, findings) ->
                                TransactionOrderRules.report(session, OrderFault.Kind.RESET_MISSING, findings));
    }

    private static void dataWithBinaryMime(Exchange exchange, Findings findings) {
        boolean binary = exchange.assumed().body().equals("BINARYMIME")
                && exchange.assumed().is(Phase.RCPT);
        if (exchange.is(Verb.DATA) && binary && !exchange.tainted())
            findings.at(exchange.command().orElseThrow().verb().span());
    }

    /** Reported at the last chunk; commands that may not stand between chunks have rules of their own. */
    private static void lastMissing(Session session, Findings findings) {
        Optional<Exchange> chunk = Optional.empty();
        for (Exchange exchange : session.exchanges()) {
            if (exchange.is(Verb.BDAT) && exchange.after().is(Phase.CHUNK)) {
                chunk = Optional.of(exchange);
                continue;
            }
            boolean leaves = exchange.is(Verb.QUIT)
                    || exchange.command()
                            .flatMap(c -> c.known())
                            .filter(Verb::isHello)
                            .isPresent();
            if (leaves && chunk.isPresent() && exchange.known().is(Phase.CHUNK)) {
                at(chunk.get(), findings);
                return;
            }
            if (!exchange.after().is(Phase.CHUNK)) chunk = Optional.empty();
        }
        boolean closed = session.events().stream()
                .anyMatch(e -> e.kind() == ChannelEvent.Kind.CLOSED_BY_CLIENT || e.kind() == ChannelEvent.Kind.CLOSED);
        if (closed) chunk.ifPresent(last -> at(last, findings));
    }

    private static void at(Exchange chunk, Findings findings) {
        findings.at(chunk.command().orElseThrow().verb().span());
    }
}
