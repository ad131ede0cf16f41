package smtplint.analyzer.rules.dialogue;

import static smtplint.analyzer.model.Side.CLIENT;
import static smtplint.analyzer.rules.Severity.ERROR;
import static smtplint.analyzer.rules.Severity.HINT;
import static smtplint.analyzer.rules.Severity.INFO;
import static smtplint.analyzer.rules.Severity.WARNING;
import static smtplint.analyzer.source.Evidence.BOTH;
import static smtplint.analyzer.source.Evidence.LINES;
import static smtplint.analyzer.source.Evidence.ORDER;

import java.util.Optional;
import smtplint.analyzer.model.Ascii;
import smtplint.analyzer.model.Command;
import smtplint.analyzer.model.DataBlock;
import smtplint.analyzer.model.Exchange;
import smtplint.analyzer.model.Parameter;
import smtplint.analyzer.model.Session;
import smtplint.analyzer.model.SessionState;
import smtplint.analyzer.model.Trait;
import smtplint.analyzer.rules.Findings;
import smtplint.analyzer.rules.RuleFamily;
import smtplint.analyzer.source.Evidence;
import smtplint.analyzer.source.Span;

/** What the content needs of the extensions 8BITMIME and SIZE: RFC 6152 and RFC 1870. */
public final class ContentExtensionRules extends RuleFamily {
    /** Octets by which a message may grow on its way, or be counted otherwise. */
    private static final int ALLOWANCE = 1024;

    /** From here on the size of a message is worth declaring; RFC 5321 §4.5.3.1.7 wants servers to take 64K. */
    private static final int LARGE = 65_536;

    public ContentExtensionRules() {
        super("extension");

        rule("eightbitmime-not-offered-8bit-sent")
                .severity(ERROR)
                .needs(LINES, BOTH, ORDER, Evidence.MESSAGE)
                .blames(CLIENT)
                .rfc(6152)
                .rfc(1652, "3")
                .says("Octets above 127 in the content, and the server did not offer 8BITMIME")
                .because("Without the extension the client must not send such content under any "
                        + "circumstances: the server may refuse it or clear the high bit of every octet.")
                .instead("Encode the text in quoted-printable or base64.")
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
                        C: Content-Type: text/plain; charset=utf-8
                        C: Content-Transfer-Encoding: 8bit
                        C:
                        C: Grüße
                             ^^
                        C: .
                        S: 250 ok
                        """)
                .good("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250-mx.example.org
                        S: 250 8BITMIME
                        C: MAIL FROM:<alice@example.com> BODY=8BITMIME
                        S: 250 ok
                        C: RCPT TO:<bob@example.org>
                        S: 250 ok
                        C: DATA
                        S: 354 go ahead
                        C: Subject: x
                        C: Content-Type: text/plain; charset=utf-8
                        C: Content-Transfer-Encoding: 8bit
                        C:
                        C: Grüße
                        C: .
                        S: 250 ok
                        """)
                .where(Trait.ODD_OCTETS)
                .on(Exchange.class, ContentExtensionRules::notOffered);

        rule("eightbit-content-declared-7bit")
                .severity(ERROR)
                .needs(LINES, Evidence.MESSAGE)
                .blames(CLIENT)
                .rfc(6152)
                .rfc(1652, "3")
                .says("Octets above 127 in content that BODY=7BIT declares to be ASCII")
                .because("The server may pass it on to a host that takes ASCII only, without converting it.")
                .instead("Declare BODY=8BITMIME.")
                .bad("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250-mx.example.org
                        S: 250 8BITMIME
                        C: MAIL FROM:<alice@example.com> BODY=7BIT
                        S: 250 ok
                        C: RCPT TO:<bob@example.org>
                        S: 250 ok
                        C: DATA
                        S: 354 go ahead
                        C: Subject: x
                        C: Content-Type: text/plain; charset=utf-8
                        C: Content-Transfer-Encoding: 8bit
                        C:
                        C: Grüße
                             ^^
                        C: .
                        S: 250 ok
                        """)
                .good("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250-mx.example.org
                        S: 250 8BITMIME
                        C: MAIL FROM:<alice@example.com> BODY=8BITMIME
                        S: 250 ok
                        C: RCPT TO:<bob@example.org>
                        S: 250 ok
                        C: DATA
                        S: 354 go ahead
                        C: Subject: x
                        C: Content-Type: text/plain; charset=utf-8
                        C: Content-Transfer-Encoding: 8bit
                        C:
                        C: Grüße
                        C: .
                        S: 250 ok
                        """)
                .where(Trait.ODD_OCTETS)
                .on(Exchange.class, (exchange, findings) -> {
                    if (exchange.known().body().equals("7BIT")) eightBit(exchange, findings);
                });

        rule("eightbit-content-not-declared")
                .severity(WARNING)
                .needs(LINES, BOTH, ORDER, Evidence.MESSAGE)
                .blames(CLIENT)
                .rfc(6152)
                .rfc(1652, "3")
                .says("Octets above 127 in the content, and MAIL had no BODY=8BITMIME")
                .because("The server offers 8BITMIME, but only the parameter tells it that the content needs "
                        + "it: without it, it may pass the content on to a host that takes ASCII only.")
                .instead("Add BODY=8BITMIME to MAIL.")
                .bad("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250-mx.example.org
                        S: 250 8BITMIME
                        C: MAIL FROM:<alice@example.com>
                        S: 250 ok
                        C: RCPT TO:<bob@example.org>
                        S: 250 ok
                        C: DATA
                        S: 354 go ahead
                        C: Subject: x
                        C: Content-Type: text/plain; charset=utf-8
                        C: Content-Transfer-Encoding: 8bit
                        C:
                        C: Grüße
                             ^^
                        C: .
                        S: 250 ok
                        """)
                .good("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250-mx.example.org
                        S: 250 8BITMIME
                        C: MAIL FROM:<alice@example.com> BODY=8BITMIME
                        S: 250 ok
                        C: RCPT TO:<bob@example.org>
                        S: 250 ok
                        C: DATA
                        S: 354 go ahead
                        C: Subject: x
                        C: Content-Type: text/plain; charset=utf-8
                        C: Content-Transfer-Encoding: 8bit
                        C:
                        C: Grüße
                        C: .
                        S: 250 ok
                        """)
                .where(Trait.ODD_OCTETS)
                .on(Exchange.class, (exchange, findings) -> {
                    SessionState state = exchange.known();
                    if (state.body().isEmpty() && state.offers().has("8BITMIME")) eightBit(exchange, findings);
                });

        rule("size-declared-mismatch")
                .severity(INFO)
                .needs(LINES, Evidence.MESSAGE)
                .blames(CLIENT)
                .rfc(1870, "6.3")
                .rfc(1870, "5")
                .says("The content has %s octets, and SIZE declared %s")
                .because("A server that trusted the declaration may refuse the message after it was sent. The "
                        + "declared size should not be smaller than the message.")
                .bad("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250-mx.example.org
                        S: 250 SIZE 1000000
                        C: MAIL FROM:<alice@example.com> SIZE=10
                        S: 250 ok
                        C: RCPT TO:<bob@example.org>
                        S: 250 ok
                        C: DATA
                        S: 354 go ahead
                        C: Subject: x
                        C:
                        C: {x*900}
                        C: {x*900}
                        C: .
                           ^
                        S: 250 ok
                        """)
                .good("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250-mx.example.org
                        S: 250 SIZE 1000000
                        C: MAIL FROM:<alice@example.com> SIZE=2000
                        S: 250 ok
                        C: RCPT TO:<bob@example.org>
                        S: 250 ok
                        C: DATA
                        S: 354 go ahead
                        C: Subject: x
                        C:
                        C: {x*900}
                        C: {x*900}
                        C: .
                        S: 250 ok
                        """)
                .where(Trait.CONTENT)
                .on(Session.class, (session, findings) -> sizes(session, findings, true));

        rule("size-not-declared")
                .severity(HINT)
                .needs(LINES, BOTH, ORDER, Evidence.MESSAGE)
                .blames(CLIENT)
                .rfc(1870, "7")
                .rfc(5321, "4.5.3.1.7")
                .says("Content of %s octets, and MAIL did not declare its size")
                .because("With SIZE= a server refuses a message that is too large before it is sent.")
                .instead("Add SIZE= to MAIL when the server offers SIZE.")
                .bad("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250-mx.example.org
                        S: 250 SIZE 1000000
                        C: MAIL FROM:<alice@example.com>
                        S: 250 ok
                        C: RCPT TO:<bob@example.org>
                        S: 250 ok
                        C: DATA
                        S: 354 go ahead
                        C: Subject: x
                        C:
                        C: {x*990}
                        C: {x*990}
                        C: {x*990}
                        C: {x*990}
                        C: {x*990}
                        C: {x*990}
                        C: {x*990}
                        C: {x*990}
                        C: {x*990}
                        C: {x*990}
                        C: {x*990}
                        C: {x*990}
                        C: {x*990}
                        C: {x*990}
                        C: {x*990}
                        C: {x*990}
                        C: {x*990}
                        C: {x*990}
                        C: {x*990}
                        C: {x*990}
                        C: {x*990}
                        C: {x*990}
                        C: {x*990}
                        C: {x*990}
                        C: {x*990}
                        C: {x*990}
                        C: {x*990}
                        C: {x*990}
                        C: {x*990}
                        C: {x*990}
                        C: {x*990}
                        C: {x*990}
                        C: {x*990}
                        C: {x*990}
                        C: {x*990}
                        C: {x*990}
                        C: {x*990}
                        C: {x*990}
                        C: {x*990}
                        C: {x*990}
                        C: {x*990}
                        C: {x*990}
                        C: {x*990}
                        C: {x*990}
                        C: {x*990}
                        C: {x*990}
                        C: {x*990}
                        C: {x*990}
                        C: {x*990}
                        C: {x*990}
                        C: {x*990}
                        C: {x*990}
                        C: {x*990}
                        C: {x*990}
                        C: {x*990}
                        C: {x*990}
                        C: {x*990}
                        C: {x*990}
                        C: {x*990}
                        C: {x*990}
                        C: {x*990}
                        C: {x*990}
                        C: {x*990}
                        C: {x*990}
                        C: {x*990}
                        C: {x*990}
                        C: {x*990}
                        C: {x*990}
                        C: {x*990}
                        C: {x*990}
                        C: .
                           ^
                        S: 250 ok
                        """)
                .good("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250-mx.example.org
                        S: 250 SIZE 1000000
                        C: MAIL FROM:<alice@example.com> SIZE=70000
                        S: 250 ok
                        C: RCPT TO:<bob@example.org>
                        S: 250 ok
                        C: DATA
                        S: 354 go ahead
                        C: Subject: x
                        C:
                        C: {x*900}
                        C: .
                        S: 250 ok
                        """)
                .where(Trait.CONTENT)
                .on(Session.class, (session, findings) -> sizes(session, findings, false));
    }

    private static void notOffered(Exchange exchange, Findings findings) {
        SessionState state = exchange.known();
        boolean declared7Bit = state.body().equals("7BIT");
        if (state.offers().lacks("8BITMIME") && !declared7Bit) eightBit(exchange, findings);
    }

    private static void eightBit(Exchange exchange, Findings findings) {
        if (exchange.tainted() || !exchange.known().isKnown()) return;
        exchange.content().or(exchange::chunk).ifPresent(block -> findings.atFirst(block.facts().eightBit));
    }

    /** Compares the content of each DATA with the MAIL before it. An allowance covers added trace fields. */
    private static void sizes(Session session, Findings findings, boolean declared) {
        Optional<Command.Mail> mail = Optional.empty();
        for (Exchange exchange : session.exchanges()) {
            if (exchange.command().orElse(null) instanceof Command.Mail opened && exchange.accepted())
                mail = Optional.of(opened);
            Optional<DataBlock> content =
                    exchange.content().filter(block -> block.dot().isPresent());
            if (content.isEmpty() || mail.isEmpty()) continue;
            long size = declaredSize(mail.get());
            long octets = content.get().facts().octets;
            Span dot = content.get().dot().orElseThrow();
            if (declared && size > 0 && octets > size + ALLOWANCE) findings.at(dot, octets, size);
            boolean offered = exchange.known().offers().has("SIZE");
            boolean silent = mail.get().parameters().stream().noneMatch(p -> p.is("SIZE"));
            if (!declared && offered && silent && octets > LARGE) findings.at(dot, octets);
        }
    }

    private static long declaredSize(Command.Mail mail) {
        if (mail.parameters().isEmpty()) return -1;
        return mail.parameters().stream()
                .filter(p -> p.is("SIZE"))
                .map(Parameter::valueOrEmpty)
                .filter(v -> Ascii.isDigits(v) && v.length() < 19)
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElse(-1);
    }
}
