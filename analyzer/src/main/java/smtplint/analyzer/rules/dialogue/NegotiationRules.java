package smtplint.analyzer.rules.dialogue;

import static smtplint.analyzer.model.Side.CLIENT;
import static smtplint.analyzer.model.Side.SERVER;
import static smtplint.analyzer.rules.Severity.INFO;
import static smtplint.analyzer.rules.Severity.WARNING;
import static smtplint.analyzer.source.Evidence.BOTH;
import static smtplint.analyzer.source.Evidence.LINES;
import static smtplint.analyzer.source.Evidence.ORDER;

import java.util.List;
import java.util.Optional;
import smtplint.analyzer.model.Ascii;
import smtplint.analyzer.model.Command;
import smtplint.analyzer.model.Exchange;
import smtplint.analyzer.model.Offers;
import smtplint.analyzer.model.Parameter;
import smtplint.analyzer.model.Session;
import smtplint.analyzer.model.Trait;
import smtplint.analyzer.rules.Findings;
import smtplint.analyzer.rules.RuleFamily;

/** What was offered against what was used: limits of an offer, offers before and after TLS, replies for each recipient. */
public final class NegotiationRules extends RuleFamily {

    public NegotiationRules() {
        super("extension");

        rule("capabilities-changed")
                .severity(INFO)
                .needs(LINES, BOTH, ORDER)
                .blames(SERVER)
                .rfc(3207, "4.2")
                .says("Inside TLS the server no longer offers %s")
                .because("The offers may differ, and the client must forget the earlier ones. A server that takes "
                        + "useful extensions away inside TLS mostly has two configurations that went apart.")
                .bad("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250-mx.example.org
                        S: 250-PIPELINING
                        S: 250 STARTTLS
                        C: STARTTLS
                        S: 220 go ahead
                        # tls
                        C: EHLO client.example.com
                        S: 250-mx.example.org
                           ^^^
                        S: 250 SIZE 1000000
                        """)
                .good("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250-mx.example.org
                        S: 250-PIPELINING
                        S: 250 STARTTLS
                        C: STARTTLS
                        S: 220 go ahead
                        # tls
                        C: EHLO client.example.com
                        S: 250-mx.example.org
                        S: 250-PIPELINING
                        S: 250 AUTH PLAIN
                        """)
                .on(Session.class, NegotiationRules::changed);

        rule("futurerelease-over-limit")
                .severity(WARNING)
                .needs(LINES, BOTH, ORDER)
                .blames(CLIENT)
                .rfc(4865)
                .says("%s is beyond the offered limit, %s")
                .because("The server said in its offer how long and until when it holds a message; it refuses what "
                        + "goes beyond.")
                .bad("""
                        # port 587
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250-mx.example.org
                        S: 250 FUTURERELEASE 3600 2026-12-31T00:00:00Z
                        C: MAIL FROM:<alice@example.com> HOLDFOR=7200
                                                         ^^^^^^^^^^^^
                        S: 501 too long
                        """)
                .good("""
                        # port 587
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250-mx.example.org
                        S: 250 FUTURERELEASE 3600 2026-12-31T00:00:00Z
                        C: MAIL FROM:<alice@example.com> HOLDUNTIL=2026-12-24T18:00:00Z
                        S: 250 ok
                        """)
                .where(Trait.PARAMETERS)
                .on(Exchange.class, NegotiationRules::heldTooLong);

        rule("deliverby-below-minimum")
                .severity(WARNING)
                .needs(LINES, BOTH, ORDER)
                .blames(CLIENT)
                .rfc(2852)
                .says("BY asks for return after %s seconds; the server offers %s at least")
                .because("The server can't promise so short a time and refuses the message.")
                .bad("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250-mx.example.org
                        S: 250 DELIVERBY 240
                        C: MAIL FROM:<alice@example.com> BY=120;R
                                                         ^^^^^^^^
                        S: 501 too short
                        """)
                .good("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250-mx.example.org
                        S: 250 DELIVERBY 240
                        C: MAIL FROM:<alice@example.com> BY=240;R
                        S: 250 ok
                        """)
                .where(Trait.PARAMETERS)
                .on(Exchange.class, NegotiationRules::tooSoon);

        rule("prdr-reply-shape")
                .severity(INFO)
                .needs(LINES, BOTH, ORDER)
                .blames(SERVER)
                .says("353 %s")
                .because("With PRDR the end of the content gets 353, then one reply for each accepted recipient, "
                        + "then one for the message. A client counts them to know which reply is whose.")
                .bad("""
                        C: MAIL FROM:<alice@example.com> PRDR
                        S: 250 ok
                        C: RCPT TO:<bob@example.org>
                        S: 250 ok
                        C: RCPT TO:<carol@example.org>
                        S: 250 ok
                        C: DATA
                        S: 354 go ahead
                        C: Subject: x
                        C:
                        C: hello
                        C: .
                        S: 353 replies follow
                           ^^^
                        S: 250 bob
                        S: 250 taken
                        C: QUIT
                        S: 221 bye
                        """)
                .good("""
                        C: MAIL FROM:<alice@example.com> PRDR
                        S: 250 ok
                        C: RCPT TO:<bob@example.org>
                        S: 250 ok
                        C: RCPT TO:<carol@example.org>
                        S: 250 ok
                        C: DATA
                        S: 354 go ahead
                        C: Subject: x
                        C:
                        C: hello
                        C: .
                        S: 353 replies follow
                        S: 250 bob
                        S: 550 not for carol
                        S: 250 taken
                        C: QUIT
                        S: 221 bye
                        """)
                .on(Session.class, NegotiationRules::prdr);
    }

    private static void changed(Session session, Findings findings) {
        Optional<Offers> clear = Optional.empty();
        for (Exchange exchange : session.exchanges()) {
            if (!exchange.isHello() || !exchange.accepted() || exchange.tainted()) continue;
            Offers offers = exchange.after().offers();
            if (!offers.known() || !exchange.after().isExtended()) continue;
            if (!exchange.after().tls()) {
                clear = Optional.of(offers);
            } else if (clear.isPresent()) {
                List<Offers.Offer> lost = clear.get().list().stream()
                        .filter(offer -> offer.wellFormed() && !offer.is("STARTTLS"))
                        .filter(offer -> offers.lacks(offer.keyword().value()))
                        .toList();
                if (lost.isEmpty()) return;
                String names = String.join(
                        ", ", lost.stream().map(o -> o.keyword().upper()).toList());
                findings.at(exchange.replies().get(0).lines().get(0).codeSpan(), names)
                        .because(lost.get(0).span(), "offered before TLS");
                return;
            }
        }
    }

    private static void heldTooLong(Exchange exchange, Findings findings) {
        if (!(exchange.command().orElse(null) instanceof Command.Mail mail) || exchange.tainted()) return;
        Optional<Offers.Offer> offer = exchange.assumed().offers().find("FUTURERELEASE");
        if (offer.isEmpty() || offer.get().parameters().size() < 2) return;
        long seconds = ExtensionUseRules.number(offer.get().parameters().get(0).value());
        String until = offer.get().parameters().get(1).upper();
        for (Parameter parameter : mail.parameters()) {
            String value = Ascii.upper(parameter.valueOrEmpty());
            boolean longer = parameter.is("HOLDFOR") && seconds > 0 && ExtensionUseRules.number(value) > seconds;
            // Moments in UTC of one length compare as text.
            boolean later = parameter.is("HOLDUNTIL")
                    && value.length() == until.length()
                    && value.endsWith("Z")
                    && until.endsWith("Z")
                    && value.compareTo(until) > 0;
            if (longer) findings.at(parameter.span(), "HOLDFOR=" + value, seconds + " seconds");
            if (later) findings.at(parameter.span(), "HOLDUNTIL=" + value, until);
        }
    }

    private static void tooSoon(Exchange exchange, Findings findings) {
        if (!(exchange.command().orElse(null) instanceof Command.Mail mail) || exchange.tainted()) return;
        long minimum = exchange.assumed()
                .offers()
                .find("DELIVERBY")
                .filter(o -> !o.parameters().isEmpty())
                .map(o -> ExtensionUseRules.number(o.parameters().get(0).value()))
                .orElse(-1L);
        for (Parameter parameter : mail.parameters()) {
            String value = Ascii.upper(parameter.valueOrEmpty());
            int semicolon = value.indexOf(';');
            if (!parameter.is("BY") || semicolon < 1 || !value.startsWith("R", semicolon + 1)) continue;
            long seconds = ExtensionUseRules.number(value.substring(0, semicolon));
            if (seconds > 0 && seconds < minimum) findings.at(parameter.span(), seconds, minimum);
        }
    }

    private static void prdr(Session session, Findings findings) {
        boolean asked = false;
        for (Exchange exchange : session.exchanges()) {
            if (exchange.command().orElse(null) instanceof Command.Mail mail)
                asked = mail.parameters().stream().anyMatch(p -> p.is("PRDR"));
            boolean announced = exchange.endsContent()
                    && !exchange.tainted()
                    && !exchange.replies().isEmpty()
                    && exchange.replies().get(0).code() == 353;
            if (!announced || !exchange.actual().isKnown()) continue;
            int recipients = exchange.actual().recipients();
            int replies = exchange.replies().size() - 1;
            boolean broken = exchange.code() == 421;
            if (!asked) findings.at(exchange.replies().get(0).codeSpan(), "although MAIL did not ask for PRDR");
            else if (recipients > 0 && replies != recipients + 1 && !broken)
                findings.at(
                        exchange.replies().get(0).codeSpan(),
                        "is followed by " + replies + " replies; " + recipients + " recipients need "
                                + (recipients + 1));
        }
    }
}
