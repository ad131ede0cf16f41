package smtplint.analyzer.rules.dialogue;

import static smtplint.analyzer.rules.Severity.ERROR;
import static smtplint.analyzer.rules.Severity.WARNING;
import static smtplint.analyzer.source.Evidence.BOTH;
import static smtplint.analyzer.source.Evidence.LINES;
import static smtplint.analyzer.source.Evidence.ORDER;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import smtplint.analyzer.model.Ascii;
import smtplint.analyzer.model.Exchange;
import smtplint.analyzer.model.Offers;
import smtplint.analyzer.model.Offers.Offer;
import smtplint.analyzer.model.Session;
import smtplint.analyzer.model.Side;
import smtplint.analyzer.model.Text;
import smtplint.analyzer.model.Verb;
import smtplint.analyzer.rules.Findings;
import smtplint.analyzer.rules.RuleFamily;

/** What single service extensions ask of the server that offers them. */
public final class OfferRules extends RuleFamily {

    private static final Set<String> LIMITS = Set.of("MAILMAX", "RCPTMAX", "RCPTDOMAINMAX");

    public OfferRules() {
        super("extension");

        rule("size-keyword-malformed")
                .severity(ERROR)
                .needs(LINES, BOTH)
                .blames(Side.SERVER)
                .rfc(1870, "3")
                .says("SIZE with %s, which is no number of octets")
                .because("The parameter of SIZE is one decimal number, or it is left out. Clients that compare "
                        + "it take nonsense for a limit.")
                .bad("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250-mx.example.com
                    S: 250 SIZE 10M
                                ^^^
                    """)
                .good("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250-mx.example.com
                    S: 250-PIPELINING
                    S: 250 SIZE 10485760
                    """)
                .verbs(Verb.EHLO, Verb.LHLO)
                .on(Exchange.class, OfferRules::sizeKeyword);

        rule("binarymime-without-chunking")
                .severity(ERROR)
                .needs(LINES, BOTH)
                .blames(Side.SERVER)
                .rfc(3030, "3")
                .says("BINARYMIME offered without CHUNKING")
                .because("BINARYMIME can only be used with CHUNKING: without BDAT there is no way to send the "
                        + "content.")
                .bad("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250-mx.example.com
                    S: 250 BINARYMIME
                           ^^^^^^^^^^
                    """)
                .good("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250-mx.example.com
                    S: 250-CHUNKING
                    S: 250 BINARYMIME
                    """)
                .verbs(Verb.EHLO, Verb.LHLO)
                .on(Exchange.class, (exchange, findings) -> needs(exchange, "BINARYMIME", "CHUNKING", findings));

        rule("smtputf8-without-8bitmime")
                .severity(ERROR)
                .needs(LINES, BOTH)
                .blames(Side.SERVER)
                .rfc(6531, "3.1")
                .says("SMTPUTF8 offered without 8BITMIME")
                .because("A server that offers SMTPUTF8 MUST announce 8BITMIME too: internationalized content is "
                        + "8-bit content.")
                .bad("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250-mx.example.com
                    S: 250 SMTPUTF8
                           ^^^^^^^^
                    """)
                .good("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250-mx.example.com
                    S: 250-8BITMIME
                    S: 250 SMTPUTF8
                    """)
                .verbs(Verb.EHLO, Verb.LHLO)
                .on(Exchange.class, (exchange, findings) -> needs(exchange, "SMTPUTF8", "8BITMIME", findings));

        rule("starttls-offered-after-tls")
                .severity(WARNING)
                .needs(LINES, BOTH)
                .blames(Side.SERVER)
                .rfc(3207, "4.2")
                .says("STARTTLS offered inside TLS")
                .because(
                        "A server MUST NOT return STARTTLS in the reply to an EHLO that came after the " + "handshake.")
                .bad("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250-mx.example.com
                    S: 250 STARTTLS
                    C: STARTTLS
                    S: 220 2.0.0 go ahead
                    # tls
                    C: EHLO client.example.org
                    S: 250-mx.example.com
                    S: 250 STARTTLS
                           ^^^^^^^^
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
                .verbs(Verb.EHLO, Verb.LHLO)
                .on(Exchange.class, OfferRules::starttlsInsideTls);

        rule("auth-keyword-empty")
                .severity(WARNING)
                .needs(LINES, BOTH)
                .blames(Side.SERVER)
                .rfc(4954)
                .says("AUTH offered without a mechanism")
                .because("The parameters of AUTH are its mechanisms; with none a client can't authenticate.")
                .bad("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250-mx.example.com
                    S: 250 AUTH
                           ^^^^
                    """)
                .good("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250-mx.example.com
                    S: 250 AUTH PLAIN
                    """)
                .verbs(Verb.EHLO, Verb.LHLO)
                .on(Exchange.class, (exchange, findings) -> {
                    for (Offer offer : EhloReplyRules.offers(exchange))
                        if (offer.is("AUTH") && offer.parameters().isEmpty())
                            findings.at(offer.keyword().span());
                });

        rule("limits-keyword-malformed")
                .severity(WARNING)
                .needs(LINES, BOTH)
                .blames(Side.SERVER)
                .rfc(9422)
                .says("LIMITS with %s, which has no number")
                .because("MAILMAX, RCPTMAX and RCPTDOMAINMAX are numbers; clients ignore others and run into the "
                        + "limit.")
                .bad("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250-mx.example.com
                    S: 250 LIMITS RCPTMAX=many
                                  ^^^^^^^^^^^^
                    """)
                .good("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250-mx.example.com
                    S: 250 LIMITS RCPTMAX=50
                    """)
                .verbs(Verb.EHLO, Verb.LHLO)
                .on(Exchange.class, OfferRules::limitsKeyword);

        rule("limits-exceeded")
                .severity(WARNING)
                .needs(LINES, BOTH, ORDER)
                .blames(Side.CLIENT)
                .rfc(9422)
                .says("%s over the limit %s that the server has announced")
                .because("The client was told the limit in the reply to EHLO; the server refuses what goes "
                        + "beyond it.")
                .bad("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250-mx.example.com
                    S: 250 LIMITS RCPTMAX=1
                    C: MAIL FROM:<alice@example.org>
                    S: 250 2.1.0 ok
                    C: RCPT TO:<bob@example.com>
                    S: 250 2.1.5 ok
                    C: RCPT TO:<carol@example.com>
                       ^^^^
                    S: 452 4.5.3 too many recipients
                    """)
                .good("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250-mx.example.com
                    S: 250 LIMITS RCPTMAX=1
                    C: MAIL FROM:<alice@example.org>
                    S: 250 2.1.0 ok
                    C: RCPT TO:<bob@example.com>
                    S: 250 2.1.5 ok
                    """)
                .on(Session.class, OfferRules::limitsExceeded);
    }

    private static void sizeKeyword(Exchange exchange, Findings findings) {
        for (Offer offer : EhloReplyRules.offers(exchange)) {
            if (!offer.is("SIZE") || offer.parameters().isEmpty()) continue;
            Text first = offer.parameters().get(0);
            if (!Ascii.isDigits(first.value())) findings.at(first.span(), first.value());
        }
    }

    private static void needs(Exchange exchange, String keyword, String other, Findings findings) {
        List<Offer> offers = EhloReplyRules.offers(exchange);
        if (offers.isEmpty() || !exchange.after().offers().lacks(other)) return;
        for (Offer offer : offers)
            if (offer.is(keyword)) findings.at(offer.keyword().span());
    }

    private static void starttlsInsideTls(Exchange exchange, Findings findings) {
        if (!exchange.actual().tls()) return;
        for (Offer offer : EhloReplyRules.offers(exchange))
            if (offer.is("STARTTLS")) findings.at(offer.keyword().span());
    }

    private static void limitsKeyword(Exchange exchange, Findings findings) {
        for (Offer offer : EhloReplyRules.offers(exchange)) {
            if (!offer.is("LIMITS")) continue;
            for (Text limit : offer.parameters()) {
                int equals = limit.value().indexOf('=');
                boolean known =
                        equals > 0 && LIMITS.contains(Ascii.upper(limit.value().substring(0, equals)));
                if (known && !Ascii.isDigits(limit.value().substring(equals + 1)))
                    findings.at(limit.span(), limit.value());
            }
        }
    }

    private static void limitsExceeded(Session session, Findings findings) {
        int transactions = 0;
        for (Exchange exchange : session.exchanges()) {
            if (exchange.tainted()) continue;
            Offers offers = exchange.known().offers();
            if (exchange.is(Verb.RCPT)) {
                int limit = limit(offers, "RCPTMAX");
                if (exchange.assumed().recipientsTried() == limit) over(exchange, "RCPTMAX", limit, findings);
            } else if (exchange.is(Verb.MAIL)) {
                int limit = limit(offers, "MAILMAX");
                if (transactions++ == limit) over(exchange, "MAILMAX", limit, findings);
            }
        }
    }

    /** Reported at the first command beyond the limit. */
    private static void over(Exchange exchange, String name, int limit, Findings findings) {
        findings.at(exchange.command().orElseThrow().verb().span(), exchange.verb(), name + "=" + limit);
    }

    /** No limit is -1. */
    private static int limit(Offers offers, String name) {
        Optional<Offer> limits = offers.find("LIMITS");
        if (limits.isEmpty()) return -1;
        return limits.get().parameters().stream()
                .map(Text::upper)
                .filter(p -> p.startsWith(name + "="))
                .map(p -> p.substring(name.length() + 1))
                .filter(v -> Ascii.isDigits(v) && v.length() <= 6)
                .mapToInt(Integer::parseInt)
                .findFirst()
                .orElse(-1);
    }
}
