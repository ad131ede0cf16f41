package smtplint.analyzer.rules.dialogue;

import static smtplint.analyzer.rules.Severity.ERROR;
import static smtplint.analyzer.rules.Severity.HINT;
import static smtplint.analyzer.rules.Severity.INFO;
import static smtplint.analyzer.rules.Severity.WARNING;
import static smtplint.analyzer.source.Evidence.BOTH;
import static smtplint.analyzer.source.Evidence.LINES;
import static smtplint.analyzer.source.Evidence.ORDER;
import static smtplint.analyzer.source.Evidence.ROLE;
import static smtplint.analyzer.source.Evidence.START;

import java.util.Optional;
import smtplint.analyzer.model.Circumstances.Protocol;
import smtplint.analyzer.model.Exchange;
import smtplint.analyzer.model.Phase;
import smtplint.analyzer.model.Session;
import smtplint.analyzer.model.Side;
import smtplint.analyzer.model.Trait;
import smtplint.analyzer.model.Verb;
import smtplint.analyzer.rules.Findings;
import smtplint.analyzer.rules.RuleFamily;
import smtplint.analyzer.session.OrderFault;

/** Greeting and hello: who speaks first, when a hello is due, and which one (RFC 5321 §4.1.4, RFC 2033 §4.1). */
public final class HelloOrderRules extends RuleFamily {

    public HelloOrderRules() {
        super("command-order");

        rule("client-talks-before-greeting")
                .severity(WARNING)
                .needs(LINES, BOTH, ORDER, START)
                .blames(Side.CLIENT)
                .rfc(5321, "4.3.1")
                .says("%s sent before the greeting")
                .because("The sender SHOULD wait for the greeting. Many servers take early talk as the mark of "
                        + "malware and refuse or delay the session.")
                .bad("""
                    # open
                    C: EHLO client.example.org
                       ^^^^
                    S: 220 mx.example.com ESMTP
                    S: 250 mx.example.com
                    """)
                .good("""
                    # open
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250 mx.example.com
                    """)
                .where(Trait.BEFORE_GREETING)
                .on(Session.class, HelloOrderRules::talksBeforeGreeting);

        rule("duplicate-ehlo")
                .severity(HINT)
                .needs(LINES, BOTH, ORDER)
                .blames(Side.CLIENT)
                .rfc(5321, "4.1.4")
                .says("%s again, with nothing in between that would change the answer")
                .because("Only TLS, AUTH or XCLIENT can change what the server offers; a second hello costs a round "
                        + "trip and acts as RSET.")
                .bad("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250 mx.example.com
                    C: EHLO client.example.org
                       ^^^^
                    S: 250 mx.example.com
                    """)
                .good("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250-mx.example.com
                    S: 250 STARTTLS
                    C: STARTTLS
                    S: 220 2.0.0 go ahead
                    # tls
                    C: EHLO client.example.org
                    S: 250 mx.example.com
                    """)
                .where(Trait.OUT_OF_TURN)
                .on(Session.class, HelloOrderRules::duplicateHello);

        rule("helo-after-ehlo")
                .severity(INFO)
                .needs(LINES, BOTH, ORDER)
                .blames(Side.CLIENT)
                .rfc(5321, "4.1.1.1")
                .says("HELO after an accepted EHLO")
                .because("HELO is for servers that refuse EHLO. From here on the client has given up every service "
                        + "extension that the server offered.")
                .bad("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250 mx.example.com
                    C: HELO client.example.org
                       ^^^^
                    S: 250 mx.example.com
                    """)
                .good("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 502 5.5.1 command not implemented
                    C: HELO client.example.org
                    S: 250 mx.example.com
                    """)
                .verbs(Verb.HELO)
                .on(Exchange.class, HelloOrderRules::heloAfterEhlo);

        rule("ehlo-missing-after-starttls")
                .severity(ERROR)
                .needs(LINES, BOTH, ORDER)
                .blames(Side.CLIENT)
                .rfc(3207, "4.2")
                .rfc(5321, "4.1.1.1")
                .says("%s without a new EHLO after the TLS handshake")
                .because("The handshake resets the session to its initial state: the server MUST forget the hello, and "
                        + "a client MUST send one before a mail transaction.")
                .instead("Send EHLO as the first command inside TLS.")
                .bad("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250-mx.example.com
                    S: 250 STARTTLS
                    C: STARTTLS
                    S: 220 2.0.0 go ahead
                    # tls
                    C: MAIL FROM:<alice@example.org>
                       ^^^^
                    S: 503 5.5.1 EHLO first
                    """)
                .good("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250-mx.example.com
                    S: 250 STARTTLS
                    C: STARTTLS
                    S: 220 2.0.0 go ahead
                    # tls
                    C: EHLO client.example.org
                    S: 250 mx.example.com
                    C: MAIL FROM:<alice@example.org>
                    S: 250 2.1.0 ok
                    """)
                .where(Trait.OUT_OF_TURN)
                .on(
                        Session.class,
                        (session, findings) ->
                                TransactionOrderRules.report(session, OrderFault.Kind.NO_HELLO_AFTER_TLS, findings));

        rule("xclient-without-new-ehlo")
                .severity(INFO)
                .needs(LINES, BOTH, ORDER)
                .blames(Side.CLIENT)
                .rfc(5321, "4.1.4")
                .says("%s without a new EHLO after XCLIENT")
                .because("An accepted XCLIENT puts the session back to where the greeting was just sent, so a hello is "
                        + "due before mail commands.")
                .bad("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250-mx.example.com
                    S: 250 XCLIENT NAME ADDR
                    C: XCLIENT ADDR=192.0.2.7
                    S: 220 mx.example.com ESMTP
                    C: MAIL FROM:<alice@example.org>
                       ^^^^
                    S: 503 5.5.1 EHLO first
                    """)
                .good("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250-mx.example.com
                    S: 250 XCLIENT NAME ADDR
                    C: XCLIENT ADDR=192.0.2.7
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250 mx.example.com
                    C: MAIL FROM:<alice@example.org>
                    S: 250 2.1.0 ok
                    """)
                .verbs(Verb.XCLIENT)
                .where(Trait.OUT_OF_TURN)
                .on(
                        Session.class,
                        (session, findings) -> TransactionOrderRules.report(
                                session, OrderFault.Kind.NO_HELLO_AFTER_XCLIENT, findings));

        rule("lhlo-required-on-lmtp")
                .severity(ERROR)
                .needs(LINES, BOTH)
                .needs(LINES, ROLE)
                .blames(Side.CLIENT)
                .rfc(2033, "4.1")
                .says("%s on an LMTP channel")
                .because("LMTP replaces HELO and EHLO by LHLO, so that two peers that speak different protocols notice "
                        + "it.")
                .instead("Send LHLO, or connect to the SMTP port.")
                .bad("""
                    # protocol lmtp
                    S: 220 mx.example.com LMTP
                    C: EHLO client.example.org
                       ^^^^
                    S: 500 5.5.1 unknown command
                    """)
                .good("""
                    # protocol lmtp
                    S: 220 mx.example.com LMTP
                    C: LHLO client.example.org
                    S: 250-mx.example.com
                    S: 250-PIPELINING
                    S: 250 ENHANCEDSTATUSCODES
                    """)
                .on(Session.class, HelloOrderRules::lhloRequired);

        rule("lhlo-on-smtp")
                .severity(ERROR)
                .needs(LINES, BOTH)
                .needs(LINES, ROLE)
                .blames(Side.CLIENT)
                .rfc(2033, "4.1")
                .says("LHLO on an SMTP channel")
                .because("LHLO belongs to LMTP, which answers the end of mail data once per recipient; an SMTP server "
                        + "does not know it.")
                .instead("Send EHLO.")
                .bad("""
                    S: 220 mx.example.com ESMTP
                    C: LHLO client.example.org
                       ^^^^
                    S: 500 5.5.1 unknown command
                    C: EHLO client.example.org
                    S: 250 mx.example.com
                    """)
                .good("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250 mx.example.com
                    """)
                .verbs(Verb.LHLO)
                .on(Session.class, HelloOrderRules::lhloOnSmtp);

        rule("lmtp-on-port-25")
                .severity(ERROR)
                .needs(LINES, BOTH, ROLE)
                .blames(Side.SERVER)
                .rfc(2033, "5")
                .says("LMTP spoken on TCP port 25")
                .because("LMTP MUST NOT be used on port 25: whoever connects there expects SMTP, and one reply at the "
                        + "end of mail data.")
                .bad("""
                    # port 25
                    S: 220 mx.example.com LMTP
                    C: LHLO client.example.org
                       ^^^^
                    S: 250-mx.example.com
                    S: 250-PIPELINING
                    S: 250 ENHANCEDSTATUSCODES
                    """)
                .good("""
                    # port 24
                    S: 220 mx.example.com LMTP
                    C: LHLO client.example.org
                    S: 250-mx.example.com
                    S: 250-PIPELINING
                    S: 250 ENHANCEDSTATUSCODES
                    """)
                .verbs(Verb.LHLO)
                .on(Session.class, HelloOrderRules::lmtpAccepted);
    }

    /** A client that found PIPECONNECT in the reply may have known it from an earlier session. */
    private static void talksBeforeGreeting(Session session, Findings findings) {
        if (offersPipeConnect(session)) return;
        earlyCommand(session)
                .ifPresent(early ->
                        findings.at(early.command().orElseThrow().verb().span(), early.verb()));
    }

    static boolean offersPipeConnect(Session session) {
        return session.exchanges().stream()
                .map(e -> e.after().offers())
                .anyMatch(o -> o.has("PIPECONNECT") || o.has("PIPE_CONNECT") || o.has("X_PIPE_CONNECT"));
    }

    /** The first command that came before the greeting; empty where no greeting was seen at all. */
    static Optional<Exchange> earlyCommand(Session session) {
        if (session.greeting().isEmpty()) return Optional.empty();
        return session.exchanges().stream()
                .filter(e -> e.command().isPresent() && e.known().is(Phase.CONN) && !e.tainted())
                .findFirst();
    }

    private static void duplicateHello(Session session, Findings findings) {
        Optional<Verb> said = Optional.empty();
        for (Exchange exchange : session.exchanges()) {
            if (exchange.command().isEmpty() || exchange.tainted()) continue;
            Optional<Verb> verb = exchange.command().get().known();
            boolean hello = verb.filter(Verb::isHello).isPresent();
            if (hello && verb.equals(said) && exchange.known().is(Phase.READY) && exchange.accepted())
                findings.at(exchange.command().get().verb().span(), exchange.verb());
            if (hello && exchange.accepted()) said = verb;
            else if (changesOffers(exchange)) said = Optional.empty();
        }
    }

    private static boolean changesOffers(Exchange exchange) {
        return exchange.is(Verb.STARTTLS)
                || exchange.is(Verb.AUTH)
                || exchange.is(Verb.XCLIENT)
                || exchange.verb().equals(".");
    }

    private static void heloAfterEhlo(Exchange exchange, Findings findings) {
        boolean downgrade = exchange.known().hello().filter(v -> v == Verb.EHLO).isPresent();
        if (downgrade && exchange.known().is(Phase.READY) && !exchange.tainted())
            findings.at(exchange.command().orElseThrow().verb().span());
    }

    /** A 500 to EHLO alone proves nothing: the channel must be named LMTP, or answer LHLO. */
    private static void lhloRequired(Session session, Findings findings) {
        boolean named = session.circumstances()
                .protocol()
                .filter(p -> p == Protocol.LMTP)
                .isPresent();
        boolean shown = session.exchanges().stream().anyMatch(e -> e.is(Verb.LHLO) && e.accepted());
        if (!named && !shown) return;
        for (Exchange exchange : session.exchanges()) {
            boolean smtp = exchange.is(Verb.EHLO) || exchange.is(Verb.HELO);
            if (smtp && isRead(exchange) && !exchange.accepted())
                findings.at(exchange.command().orElseThrow().verb().span(), exchange.verb());
        }
    }

    /** Inside AUTH and after QUIT no command is read, whichever it is. */
    private static boolean isRead(Exchange exchange) {
        Phase phase = exchange.known().phase();
        return !exchange.tainted() && phase != Phase.AUTHX && phase != Phase.BYE;
    }

    private static void lhloOnSmtp(Session session, Findings findings) {
        boolean named = session.circumstances()
                .protocol()
                .filter(p -> p != Protocol.LMTP)
                .isPresent();
        boolean shown =
                session.exchanges().stream().anyMatch(e -> (e.is(Verb.EHLO) || e.is(Verb.HELO)) && e.accepted());
        if (!named && !shown) return;
        for (Exchange exchange : session.exchanges())
            if (exchange.is(Verb.LHLO) && isRead(exchange) && !exchange.accepted())
                findings.at(exchange.command().orElseThrow().verb().span());
    }

    private static void lmtpAccepted(Session session, Findings findings) {
        if (session.circumstances().port() != 25) return;
        session.exchanges().stream()
                .filter(e -> e.is(Verb.LHLO) && e.accepted())
                .findFirst()
                .ifPresent(e -> findings.at(e.command().orElseThrow().verb().span()));
    }
}
