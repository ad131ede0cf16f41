package smtplint.analyzer.rules.dialogue;

import static smtplint.analyzer.model.Side.CLIENT;
import static smtplint.analyzer.rules.Severity.ERROR;
import static smtplint.analyzer.rules.Severity.INFO;
import static smtplint.analyzer.rules.Severity.WARNING;
import static smtplint.analyzer.source.Evidence.BOTH;
import static smtplint.analyzer.source.Evidence.LINES;
import static smtplint.analyzer.source.Evidence.ORDER;

import java.util.List;
import smtplint.analyzer.model.DataBlock;
import smtplint.analyzer.model.Exchange;
import smtplint.analyzer.model.Message;
import smtplint.analyzer.model.Trait;
import smtplint.analyzer.rules.Findings;
import smtplint.analyzer.rules.RuleFamily;
import smtplint.analyzer.source.Evidence;

/** Lines of the content that should not be there: RFC 5321 §4.1.1.4 and §4.5.3.1.6. */
public final class DataLineRules extends RuleFamily {

    public DataLineRules() {
        super("data");

        rule("blank-line-before-dot")
                .severity(INFO)
                .needs(LINES, Evidence.MESSAGE)
                .blames(CLIENT)
                .rfc(5321, "4.1.1.4")
                .says("An empty line directly before the dot")
                .because("The line end before the dot belongs to the last line of the content. An extra CRLF "
                        + "MUST NOT be added: it becomes an empty line of the message and may break its "
                        + "signature.")
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
                        C:
                        C: .
                           ^
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
                        C: hello
                        C: .
                        S: 250 ok
                        """)
                .where(Trait.CONTENT)
                .on(Exchange.class, DataLineRules::blankLine);

        rule("empty")
                .severity(WARNING)
                .needs(LINES, BOTH, ORDER, Evidence.MESSAGE)
                .blames(CLIENT)
                .rfc(5321, "4.1.1.4")
                .says("The content is empty")
                .because("Content without header section does not conform: not even the fields that every "
                        + "message must have are there. A script that failed to read its input sends this.")
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
                        C: .
                           ^
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
                        C: hello
                        C: .
                        S: 250 ok
                        """)
                .where(Trait.CONTENT)
                .on(Exchange.class, (exchange, findings) -> {
                    boolean allRefused = exchange.known().recipients() == 0;
                    exchange.content()
                            .filter(block -> block.dot().isPresent() && block.facts().lines == 0 && !allRefused)
                            .ifPresent(block -> findings.at(block.dot().orElseThrow()));
                });

        rule("line-too-long")
                .severity(ERROR)
                .needs(LINES, Evidence.MESSAGE)
                .blames(CLIENT)
                .rfc(5321, "4.5.3.1.6")
                .rfc(5322, "2.1.1")
                .says("A line of more than 998 octets in the content")
                .because("Lines MUST NOT be longer than 998 octets without their CRLF. Servers refuse the "
                        + "message, or cut the line in two, which breaks signatures and attachments.")
                .instead("Encode the part in quoted-printable or base64.")
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
                        C: {x*1000}
                           ^^^^^^^^
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
                        C: {x*998}
                        C: .
                        S: 250 ok
                        """)
                .where(Trait.ODD_OCTETS)
                .on(Exchange.class, (exchange, findings) -> {
                    if (!isBinary(exchange))
                        blocks(exchange).forEach(block -> findings.atFirst(block.facts().longLines));
                });

        rule("mbox-from-line-in-message")
                .severity(WARNING)
                .needs(Evidence.MESSAGE)
                .blames(CLIENT)
                .rfc(5322, "2.2")
                .says("The message begins with a \"From \" line")
                .because("It is the separator of an mbox file and no header field: the message was taken from "
                        + "the file without cutting it off, and every field after it may be read as body.")
                .instead("Remove the line.")
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
                        C: From alice@example.com Sun Nov 22 10:00:00 2026
                           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
                        C: Subject: x
                        C:
                        C: hello
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
                        C: hello
                        C: .
                        S: 250 ok
                        """)
                .on(Message.class, (message, findings) -> {
                    if (message.context() == Message.Context.TRANSFERRED)
                        message.postmark().ifPresent(line -> findings.at(line.span()));
                });
    }

    private static List<DataBlock> blocks(Exchange exchange) {
        if (exchange.tainted()) return List.of();
        return exchange.content().or(exchange::chunk).stream().toList();
    }

    private static boolean isBinary(Exchange exchange) {
        return exchange.known().body().equals("BINARYMIME");
    }

    private static void blankLine(Exchange exchange, Findings findings) {
        exchange.content().ifPresent(block -> {
            boolean body =
                    block.message().filter(m -> m.body().facts().octets > 2).isPresent();
            if (body
                    && block.facts().lines > 0
                    && block.facts().lastLine.isEmpty()
                    && block.dot().isPresent()) findings.at(block.dot().orElseThrow());
        });
    }
}
