package smtplint.analyzer.rules.dialogue;

import static smtplint.analyzer.model.Side.BETWEEN;
import static smtplint.analyzer.model.Side.SERVER;
import static smtplint.analyzer.rules.Severity.ERROR;
import static smtplint.analyzer.rules.Severity.INFO;
import static smtplint.analyzer.rules.Severity.WARNING;
import static smtplint.analyzer.source.Evidence.BOTH;
import static smtplint.analyzer.source.Evidence.LINES;
import static smtplint.analyzer.source.Evidence.ORDER;

import java.util.Optional;
import smtplint.analyzer.model.Circumstances;
import smtplint.analyzer.model.Command;
import smtplint.analyzer.model.Exchange;
import smtplint.analyzer.model.HostNames;
import smtplint.analyzer.model.MailPath;
import smtplint.analyzer.model.Phase;
import smtplint.analyzer.model.Session;
import smtplint.analyzer.model.Trait;
import smtplint.analyzer.model.Verb;
import smtplint.analyzer.rules.Findings;
import smtplint.analyzer.rules.Findings.Found;
import smtplint.analyzer.rules.RuleFamily;

/** What attackers between client and server do, and what lets strangers use a server: RFC 3207 §6, RFC 5321 §7.9. */
public final class AttackRules extends RuleFamily {

    public AttackRules() {
        super("security");

        rule("starttls-response-injection")
                .severity(ERROR)
                .needs(LINES, BOTH, ORDER)
                .blames(BETWEEN)
                .rfc(3207, "4.2")
                .says("Reply %s in clear between the 220 to STARTTLS and the TLS handshake")
                .because("A client that keeps it takes it for the answer to the first command inside TLS: whoever "
                        + "stands between the two can forge what looks encrypted.")
                .instead("Clients must throw away all that they have read before the handshake.")
                .bad("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250-mx.example.org
                        S: 250 STARTTLS
                        C: STARTTLS
                        S: 220 go ahead
                        S: 250 forged
                           ^^^
                        # tls
                        C: EHLO client.example.com
                        S: 250 mx.example.org
                        """)
                .good("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250-mx.example.org
                        S: 250 STARTTLS
                        C: STARTTLS
                        S: 220 go ahead
                        # tls
                        C: EHLO client.example.com
                        S: 250 mx.example.org
                        """)
                .where(Trait.UNPROMPTED)
                .on(Session.class, (session, findings) -> {
                    Optional<Found> first = Optional.empty();
                    for (Exchange exchange : session.exchanges()) {
                        boolean between =
                                exchange.isUnprompted() && exchange.known().is(Phase.TLSH);
                        if (!between || exchange.tainted() || exchange.code() == 421) continue;
                        if (first.isEmpty())
                            first = Optional.of(
                                    findings.at(exchange.replies().get(0).codeSpan(), exchange.code()));
                        else first.get().followedBy(exchange.replies().get(0).codeSpan(), "and here");
                    }
                });

        rule("starttls-offered-elsewhere")
                .severity(INFO)
                .needs(LINES, BOTH)
                .blames(BETWEEN)
                .rfc(3207, "6")
                .says("%s does not offer STARTTLS here, and did in another session of this recording")
                .because("A server may treat clients differently. But this is also what remains when somebody "
                        + "between the two takes the offer away, so that mail and passwords go in clear.")
                .bad("""
                        # session 1
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250-mx.example.org
                        S: 250 STARTTLS
                        # session 2
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                           ^^^^
                        S: 250-mx.example.org
                        S: 250 SIZE
                        """)
                .good("""
                        # session 1
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250-mx.example.org
                        S: 250 STARTTLS
                        # session 2
                        S: 220 mx2.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250-mx2.example.org
                        S: 250 SIZE
                        """)
                .on(Session.class, AttackRules::offerMissing);

        rule("open-relay-suspected")
                .severity(WARNING)
                .needs(LINES, BOTH, ORDER)
                .blames(SERVER)
                .rfc(5321, "7.9")
                .says("The server took a recipient that names a route through it to %s, from a client that it does not "
                        + "know")
                .because("A server that follows such routes forwards mail from anybody to anybody. Spammers find "
                        + "it, and its address ends up on blocking lists.")
                .instead("Refuse recipients outside the own domains with 550, however they are written.")
                .bad("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250 mx.example.org
                        C: MAIL FROM:<alice@example.com>
                        S: 250 ok
                        C: RCPT TO:<victim%example.net@example.org>
                                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
                        S: 250 ok
                        """)
                .good("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250 mx.example.org
                        C: MAIL FROM:<alice@example.com>
                        S: 250 ok
                        C: RCPT TO:<victim%example.net@example.org>
                        S: 550 5.7.1 relaying denied
                        """)
                .where(Trait.UNUSUAL_FORM)
                .on(Session.class, AttackRules::relays);
    }

    private static void offerMissing(Session session, Findings findings) {
        if (session.tlsOfferElsewhere().isEmpty() || session.isLmtp()) return;
        Optional<Exchange> hello = Optional.empty();
        for (Exchange exchange : session.exchanges()) {
            if (exchange.after().tls() || exchange.is(Verb.STARTTLS)) return;
            boolean extended = exchange.is(Verb.EHLO) && exchange.accepted() && !exchange.tainted();
            if (extended && exchange.after().offers().lacks("STARTTLS") && hello.isEmpty())
                hello = Optional.of(exchange);
        }
        if (hello.isEmpty()) return;
        boolean overwritten = hello.get().after().offers().list().stream()
                .anyMatch(offer -> EhloReplyRules.isMangled(offer.keyword().upper()));
        if (!overwritten)
            findings.at(hello.get().command().orElseThrow().verb().span(), session.serverName())
                    .because(session.tlsOfferElsewhere().get(), "offered here");
    }

    /** A client of the same host or network may be allowed to relay. */
    private static boolean isKnownClient(Session session) {
        boolean near =
                session.circumstances().peer().filter(HostNames::isPrivate).isPresent();
        boolean submission = session.circumstances()
                .protocol()
                .filter(p -> p != Circumstances.Protocol.SMTP)
                .isPresent();
        return near || submission || session.isLmtp();
    }

    private static void relays(Session session, Findings findings) {
        if (isKnownClient(session)) return;
        for (Exchange exchange : session.exchanges()) {
            if (exchange.tainted()
                    || exchange.actual().authenticated()
                    || !exchange.actual().isKnown()) continue;
            if (!(exchange.command().orElse(null) instanceof Command.Rcpt rcpt) || !exchange.accepted()) continue;
            if (!(rcpt.forwardPath() instanceof MailPath.Path path)) continue;
            String target = target(path.mailbox().localPart().value());
            String host = path.mailbox().domain();
            if (!target.isEmpty() && !HostNames.related(target, host)) findings.at(path.span(), target);
        }
    }

    /** The host to which a local-part sends on: "user%host", "user@host" or "host!user"; "" when it names none. */
    private static String target(String localPart) {
        int mark = Math.max(localPart.lastIndexOf('%'), localPart.lastIndexOf('@'));
        if (mark > 0) return host(localPart.substring(mark + 1));
        int bang = localPart.indexOf('!');
        return bang > 0 ? host(localPart.substring(0, bang)) : "";
    }

    /** Two labels at least, of letters, digits and hyphens: anything else is part of a name. */
    private static String host(String text) {
        int dot = text.indexOf('.');
        if (dot <= 0 || dot == text.length() - 1) return "";
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean label = c >= '0' && c <= '9' || (c | 32) >= 'a' && (c | 32) <= 'z' || c == '-';
            boolean dotBetween = c == '.' && i + 1 < text.length() && text.charAt(i + 1) != '.';
            if (!label && !dotBetween) return "";
        }
        return HostNames.normal(text);
    }
}
