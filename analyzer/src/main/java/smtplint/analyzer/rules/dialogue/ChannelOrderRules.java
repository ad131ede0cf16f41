package smtplint.analyzer.rules.dialogue;

import static smtplint.analyzer.rules.Severity.ERROR;
import static smtplint.analyzer.rules.Severity.INFO;
import static smtplint.analyzer.rules.Severity.WARNING;
import static smtplint.analyzer.source.Evidence.BOTH;
import static smtplint.analyzer.source.Evidence.LINES;
import static smtplint.analyzer.source.Evidence.ORDER;

import smtplint.analyzer.model.Command;
import smtplint.analyzer.model.Exchange;
import smtplint.analyzer.model.Phase;
import smtplint.analyzer.model.SessionState;
import smtplint.analyzer.model.Side;
import smtplint.analyzer.model.Verb;
import smtplint.analyzer.rules.Findings;
import smtplint.analyzer.rules.RuleFamily;

/** Where STARTTLS, AUTH, ETRN and the turning of roles may stand: RFC 3207 §4, RFC 4954, RFC 1985 §5. */
public final class ChannelOrderRules extends RuleFamily {

    public ChannelOrderRules() {
        super("command-order");

        rule("starttls-before-ehlo")
                .severity(WARNING)
                .needs(LINES, BOTH, ORDER)
                .blames(Side.CLIENT)
                .rfc(3207, "2")
                .says("STARTTLS, which no EHLO reply of this session has offered")
                .because("The server announces TLS by the EHLO keyword STARTTLS; asked without it, it may refuse, and "
                        + "a client that goes on regardless then sends in the clear.")
                .instead("Send EHLO and look for STARTTLS in the reply.")
                .bad("""
                    S: 220 mx.example.com ESMTP
                    C: STARTTLS
                       ^^^^^^^^
                    S: 503 5.5.1 EHLO first
                    """)
                .good("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250-mx.example.com
                    S: 250 STARTTLS
                    C: STARTTLS
                    S: 220 2.0.0 go ahead
                    """)
                .verbs(Verb.STARTTLS)
                .on(Exchange.class, ChannelOrderRules::starttlsNotOffered);

        rule("starttls-in-transaction")
                .severity(WARNING)
                .needs(LINES, BOTH, ORDER)
                .blames(Side.CLIENT)
                .rfc(3207, "4.2")
                .says("STARTTLS inside a mail transaction")
                .because("The handshake resets the session, so the envelope given so far is lost; most servers answer "
                        + "503.")
                .instead("Start TLS directly after the first EHLO.")
                .bad("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250-mx.example.com
                    S: 250 STARTTLS
                    C: MAIL FROM:<alice@example.org>
                    S: 250 2.1.0 ok
                    C: STARTTLS
                       ^^^^^^^^
                    S: 503 5.5.1 not in a transaction
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
                .verbs(Verb.STARTTLS)
                .on(Exchange.class, (exchange, findings) -> {
                    SessionState state = exchange.assumed();
                    if (judged(exchange) && inEnvelope(state) && !state.tls()) findings.at(verbOf(exchange));
                });

        rule("xclient-in-transaction")
                .severity(INFO)
                .needs(LINES, BOTH, ORDER)
                .blames(Side.CLIENT)
                .says("%s inside a mail transaction")
                .because("XCLIENT and XFORWARD tell of the client that a whole transaction comes from, so they stand "
                        + "before MAIL; servers answer 503. No RFC has them, Postfix's XCLIENT_README and "
                        + "XFORWARD_README describe them.")
                .bad("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO proxy.example.org
                    S: 250-mx.example.com
                    S: 250 XCLIENT NAME ADDR
                    C: MAIL FROM:<alice@example.org>
                    S: 250 2.1.0 ok
                    C: XCLIENT NAME=client.example.net
                       ^^^^^^^
                    S: 503 5.5.1 mail transaction in progress
                    """)
                .good("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO proxy.example.org
                    S: 250-mx.example.com
                    S: 250 XCLIENT NAME ADDR
                    C: XCLIENT NAME=client.example.net
                    S: 220 mx.example.com ESMTP
                    """)
                .verbs(Verb.XCLIENT, Verb.XFORWARD)
                .on(Exchange.class, (exchange, findings) -> {
                    if (judged(exchange) && inEnvelope(exchange.assumed()))
                        findings.at(verbOf(exchange), exchange.verb());
                });

        rule("starttls-when-active")
                .severity(ERROR)
                .needs(LINES, BOTH, ORDER)
                .blames(Side.CLIENT)
                .rfc(3207, "4.2")
                .says("STARTTLS although TLS is active")
                .because("A client MUST NOT attempt to start a TLS session inside another one.")
                .bad("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250-mx.example.com
                    S: 250 STARTTLS
                    C: STARTTLS
                    S: 220 2.0.0 go ahead
                    # tls
                    C: EHLO client.example.org
                    S: 250 mx.example.com
                    C: STARTTLS
                       ^^^^^^^^
                    S: 503 5.5.1 TLS is active
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
                .verbs(Verb.STARTTLS)
                .on(Exchange.class, (exchange, findings) -> {
                    if (judged(exchange) && exchange.assumed().tls()) findings.at(verbOf(exchange));
                });

        rule("auth-without-ehlo")
                .severity(WARNING)
                .needs(LINES, BOTH, ORDER)
                .blames(Side.CLIENT)
                .rfc(4954)
                .rfc(5321, "2.2.1")
                .says("AUTH without an accepted EHLO")
                .because("AUTH is a service extension: only the reply to EHLO says whether the server has it and with "
                        + "which mechanisms.")
                .bad("""
                    S: 220 mx.example.com ESMTP
                    C: AUTH PLAIN
                       ^^^^
                    S: 503 5.5.1 EHLO first
                    """)
                .good("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250-mx.example.com
                    S: 250 AUTH PLAIN
                    C: AUTH PLAIN AGFsaWNlAHNlY3JldA==
                    S: 235 2.7.0 ok
                    """)
                .verbs(Verb.AUTH)
                .on(Exchange.class, (exchange, findings) -> {
                    SessionState state = exchange.assumed();
                    boolean early = state.is(Phase.INIT) || state.is(Phase.READY) && isPlainSmtp(state);
                    if (exchange.is(Verb.AUTH) && judged(exchange) && early) findings.at(verbOf(exchange));
                });

        rule("auth-in-transaction")
                .severity(ERROR)
                .needs(LINES, BOTH, ORDER)
                .blames(Side.CLIENT)
                .rfc(4954)
                .says("AUTH inside a mail transaction")
                .because("AUTH is not permitted during a mail transaction: the identity must be settled before MAIL.")
                .bad("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250-mx.example.com
                    S: 250 AUTH PLAIN
                    C: MAIL FROM:<alice@example.org>
                    S: 250 2.1.0 ok
                    C: AUTH PLAIN AGFsaWNlAHNlY3JldA==
                       ^^^^
                    S: 503 5.5.1 not in a transaction
                    """)
                .good("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250-mx.example.com
                    S: 250 AUTH PLAIN
                    C: AUTH PLAIN AGFsaWNlAHNlY3JldA==
                    S: 235 2.7.0 ok
                    C: MAIL FROM:<alice@example.org>
                    S: 250 2.1.0 ok
                    """)
                .verbs(Verb.AUTH)
                .on(Exchange.class, (exchange, findings) -> {
                    if (exchange.is(Verb.AUTH) && judged(exchange) && inEnvelope(exchange.assumed()))
                        findings.at(verbOf(exchange));
                });

        rule("auth-after-success")
                .severity(ERROR)
                .needs(LINES, BOTH, ORDER)
                .blames(Side.CLIENT)
                .rfc(4954)
                .says("AUTH after a successful AUTH")
                .because("After one AUTH has succeeded no more may be issued in the session; the server MUST answer "
                        + "503.")
                .instead("Open a new session for another identity.")
                .bad("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250-mx.example.com
                    S: 250 AUTH PLAIN
                    C: AUTH PLAIN AGFsaWNlAHNlY3JldA==
                    S: 235 2.7.0 ok
                    C: AUTH PLAIN AGNhcm9sAHNlY3JldA==
                       ^^^^
                    S: 503 5.5.1 already authenticated
                    """)
                .good("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250-mx.example.com
                    S: 250 AUTH PLAIN
                    C: AUTH PLAIN AGFsaWNlAHdyb25n
                    S: 535 5.7.8 wrong
                    C: AUTH PLAIN AGFsaWNlAHNlY3JldA==
                    S: 235 2.7.0 ok
                    """)
                .verbs(Verb.AUTH)
                .on(Exchange.class, (exchange, findings) -> {
                    SessionState state = exchange.known();
                    if (exchange.is(Verb.AUTH) && judged(exchange) && state.authenticated() && state.is(Phase.READY))
                        findings.at(verbOf(exchange));
                });

        rule("auth-exchange-interrupted")
                .severity(WARNING)
                .needs(LINES, BOTH, ORDER)
                .blames(Side.CLIENT)
                .rfc(4954)
                .says("%s where the server waits for a response of the AUTH exchange")
                .because("After 334 the server takes the next line as base64, whatever it looks like: the command is "
                        + "not carried out.")
                .instead("Cancel the exchange with a line that holds only \"*\".")
                .bad("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250-mx.example.com
                    S: 250 AUTH LOGIN
                    C: AUTH LOGIN
                    S: 334 VXNlcm5hbWU6
                    C: MAIL FROM:<alice@example.org>
                       ^^^^
                    S: 501 5.5.2 not base64
                    """)
                .good("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250-mx.example.com
                    S: 250 AUTH LOGIN
                    C: AUTH LOGIN
                    S: 334 VXNlcm5hbWU6
                    C: *
                    S: 501 5.0.0 cancelled
                    C: MAIL FROM:<alice@example.org>
                    S: 250 2.1.0 ok
                    """)
                .on(Exchange.class, (exchange, findings) -> {
                    boolean within = exchange.known().is(Phase.AUTHX)
                            && exchange.command().isPresent();
                    if (within && !(exchange.command().get() instanceof Command.AuthResponse) && judged(exchange))
                        findings.at(verbOf(exchange), exchange.verb());
                });

        rule("etrn-in-transaction")
                .severity(ERROR)
                .needs(LINES, BOTH, ORDER)
                .blames(Side.CLIENT)
                .rfc(1985, "5")
                .says("ETRN inside a mail transaction")
                .because("ETRN is illegal between MAIL and the end of the mail data and its reply.")
                .bad("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250-mx.example.com
                    S: 250 ETRN
                    C: MAIL FROM:<alice@example.org>
                    S: 250 2.1.0 ok
                    C: ETRN example.org
                       ^^^^
                    S: 503 5.5.1 not in a transaction
                    """)
                .good("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250-mx.example.com
                    S: 250 ETRN
                    C: ETRN example.org
                    S: 250 2.0.0 queueing started
                    """)
                .verbs(Verb.ETRN)
                .on(Exchange.class, (exchange, findings) -> {
                    if (judged(exchange) && inEnvelope(exchange.assumed())) findings.at(verbOf(exchange));
                });

        rule("turn-or-atrn-without-auth")
                .severity(WARNING)
                .needs(LINES, BOTH, ORDER)
                .blames(Side.CLIENT)
                .rfc(5321, "App. F.1")
                .rfc(2645)
                .says("%s without authentication")
                .because("Whoever turns the roles gets the mail that waits for another host: without AUTH anybody "
                        + "could fetch it.")
                .bad("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250-mx.example.com
                    S: 250 ATRN
                    C: ATRN example.org
                       ^^^^
                    S: 530 5.7.0 authenticate first
                    """)
                .good("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250-mx.example.com
                    S: 250-ATRN
                    S: 250 AUTH PLAIN
                    C: AUTH PLAIN AGFsaWNlAHNlY3JldA==
                    S: 235 2.7.0 ok
                    C: ATRN example.org
                    S: 453 4.0.0 you have no mail
                    """)
                .verbs(Verb.ATRN, Verb.TURN)
                .on(Exchange.class, (exchange, findings) -> {
                    SessionState state = exchange.assumed();
                    boolean due = state.is(Phase.READY) || state.is(Phase.INIT) && exchange.is(Verb.TURN);
                    if (due && judged(exchange) && state.offers().known() && !state.authenticated())
                        findings.at(verbOf(exchange), exchange.verb());
                });

        rule("turn-in-transaction")
                .severity(WARNING)
                .needs(LINES, BOTH, ORDER)
                .blames(Side.CLIENT)
                .rfc(5321, "4.1.4")
                .rfc(2645)
                .says("%s inside a mail transaction")
                .because("The roles change, and the envelope given so far belongs to nobody; a server answers 503.")
                .instead("End the transaction, or drop it with RSET.")
                .bad("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250-mx.example.com
                    S: 250-ATRN
                    S: 250 AUTH PLAIN
                    C: AUTH PLAIN AGFsaWNlAHNlY3JldA==
                    S: 235 2.7.0 ok
                    C: MAIL FROM:<alice@example.org>
                    S: 250 2.1.0 ok
                    C: ATRN example.org
                       ^^^^
                    S: 503 5.5.1 not in a transaction
                    """)
                .good("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250-mx.example.com
                    S: 250-ATRN
                    S: 250 AUTH PLAIN
                    C: AUTH PLAIN AGFsaWNlAHNlY3JldA==
                    S: 235 2.7.0 ok
                    C: ATRN example.org
                    S: 453 4.0.0 you have no mail
                    """)
                .verbs(Verb.ATRN, Verb.TURN)
                .on(Exchange.class, (exchange, findings) -> {
                    if (judged(exchange) && inEnvelope(exchange.assumed()))
                        findings.at(verbOf(exchange), exchange.verb());
                });
    }

    private static void starttlsNotOffered(Exchange exchange, Findings findings) {
        SessionState state = exchange.assumed();
        if (!judged(exchange) || state.tls() || inEnvelope(state)) return;
        boolean early = state.is(Phase.INIT) || state.is(Phase.READY);
        if (early && state.offers().lacks("STARTTLS")) findings.at(verbOf(exchange));
    }

    private static boolean isPlainSmtp(SessionState state) {
        return state.hello().filter(v -> v == Verb.HELO).isPresent();
    }

    private static boolean inEnvelope(SessionState state) {
        return state.inTransaction() && !state.is(Phase.CONTENT) && !state.is(Phase.FINAL);
    }

    private static boolean judged(Exchange exchange) {
        return !exchange.tainted() && exchange.assumed().isKnown();
    }

    private static smtplint.analyzer.source.Span verbOf(Exchange exchange) {
        return exchange.command().orElseThrow().verb().span();
    }
}
