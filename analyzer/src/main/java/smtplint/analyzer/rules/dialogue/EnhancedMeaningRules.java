package smtplint.analyzer.rules.dialogue;

import static smtplint.analyzer.model.Side.SERVER;
import static smtplint.analyzer.rules.Severity.HINT;
import static smtplint.analyzer.rules.Severity.INFO;
import static smtplint.analyzer.rules.Severity.WARNING;
import static smtplint.analyzer.source.Evidence.BOTH;
import static smtplint.analyzer.source.Evidence.LINES;
import static smtplint.analyzer.source.Evidence.ORDER;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import smtplint.analyzer.model.Exchange;
import smtplint.analyzer.model.Reply;
import smtplint.analyzer.model.Reply.EnhancedStatus;
import smtplint.analyzer.model.Session;
import smtplint.analyzer.model.Trait;
import smtplint.analyzer.model.Verb;
import smtplint.analyzer.rules.Findings;
import smtplint.analyzer.rules.Findings.Found;
import smtplint.analyzer.rules.RuleFamily;

/** What enhanced status codes say, RFC 3463 and the registry of RFC 5248. */
public final class EnhancedMeaningRules extends RuleFamily {
    private static final String EXTENSION = "ENHANCEDSTATUSCODES";

    /** By subject, the highest detail of the registry, whose details have no gaps. */
    private static final List<Integer> HIGHEST_DETAIL = List.of(0, 10, 4, 6, 7, 6, 10, 30);

    /** subject "." detail to the reply codes that the defining RFC lists. */
    private static final Map<String, List<Integer>> PAIRS = Map.of(
            "7.8", List.of(535, 554),
            "7.9", List.of(534),
            "7.10", List.of(523),
            "7.11", List.of(524, 538),
            "7.12", List.of(422, 432),
            "7.13", List.of(525),
            "5.6", List.of(500),
            "6.7", List.of(550, 553),
            "1.10", List.of(556),
            "7.27", List.of(550));

    public EnhancedMeaningRules() {
        super("enhanced-status");

        rule("enhanced-subject-unknown")
                .severity(WARNING)
                .needs(LINES, BOTH, ORDER)
                .blames(SERVER)
                .rfc(3463)
                .says("Subject %s in an enhanced status code")
                .because(
                        "Subjects go from 0 to 7: other, address, mailbox, mail system, network, protocol, content, security.")
                .bad("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250-mx.example.org
                        S: 250 ENHANCEDSTATUSCODES
                        C: MAIL FROM:<alice@example.com>
                        S: 250 2.1.0 ok
                        C: RCPT TO:<bob@example.org>
                        S: 550 5.8.1 no such user
                               ^^^^^
                        """)
                .good("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250-mx.example.org
                        S: 250 ENHANCEDSTATUSCODES
                        C: MAIL FROM:<alice@example.com>
                        S: 250 2.1.0 ok
                        C: RCPT TO:<bob@example.org>
                        S: 550 5.1.1 no such user
                        """)
                .where(Trait.ENHANCED_STATUS)
                .on(Exchange.class, (exchange, findings) -> {
                    for (Reply reply : exchange.repliesWithStatus())
                        reply.enhanced()
                                .filter(status -> status.hasKnownClass() && status.subject() > 7)
                                .ifPresent(status -> findings.at(status.span(), status.subject()));
                });

        rule("enhanced-unregistered")
                .severity(INFO)
                .needs(LINES, BOTH, ORDER)
                .blames(SERVER)
                .rfc(5248, "2")
                .says("Enhanced status code %s is not registered")
                .because("Programs that sort bounces by the code know the registered ones only.")
                .bad("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250-mx.example.org
                        S: 250 ENHANCEDSTATUSCODES
                        C: MAIL FROM:<alice@example.com>
                        S: 250 2.1.0 ok
                        C: RCPT TO:<bob@example.org>
                        S: 550 5.1.77 no such user
                               ^^^^^^
                        """)
                .good("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250-mx.example.org
                        S: 250 ENHANCEDSTATUSCODES
                        C: MAIL FROM:<alice@example.com>
                        S: 250 2.1.0 ok
                        C: RCPT TO:<bob@example.org>
                        S: 550 5.1.1 no such user
                        """)
                .where(Trait.ENHANCED_STATUS)
                .on(Exchange.class, (exchange, findings) -> {
                    for (Reply reply : exchange.repliesWithStatus())
                        reply.enhanced()
                                .filter(status -> status.hasKnownClass() && status.subject() <= 7)
                                .filter(status -> status.detail() > HIGHEST_DETAIL.get(status.subject()))
                                .ifPresent(status -> findings.at(status.span(), status));
                });

        rule("enhanced-without-offer")
                .severity(HINT)
                .needs(LINES, BOTH, ORDER)
                .blames(SERVER)
                .rfc(2034, "4")
                .says("Enhanced status codes, although EHLO did not offer ENHANCEDSTATUSCODES")
                .because("A client may take the numbers for text where the extension was not offered.")
                .instead("Offer ENHANCEDSTATUSCODES in the reply to EHLO.")
                .bad("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250 mx.example.org
                        C: MAIL FROM:<alice@example.com>
                        S: 250 2.1.0 ok
                               ^^^^^
                        C: RCPT TO:<bob@example.org>
                        S: 250 2.1.5 ok
                        """)
                .good("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250-mx.example.org
                        S: 250 ENHANCEDSTATUSCODES
                        C: MAIL FROM:<alice@example.com>
                        S: 250 2.1.0 ok
                        C: RCPT TO:<bob@example.org>
                        S: 250 2.1.5 ok
                        """)
                .where(Trait.ENHANCED_STATUS)
                .on(Session.class, EnhancedMeaningRules::withoutOffer);

        rule("enhanced-pairing-unusual")
                .severity(HINT)
                .needs(LINES, BOTH, ORDER)
                .blames(SERVER)
                .rfc(5248, "2.4")
                .rfc(4954)
                .says("Enhanced status code %s with reply code %s; it is defined for %s")
                .because(
                        "The RFC that defines the code names the reply codes that it goes with, and clients look for the pair.")
                .bad("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250-mx.example.org
                        S: 250 ENHANCEDSTATUSCODES
                        C: MAIL FROM:<alice@example.com>
                        S: 250 2.1.0 ok
                        C: RCPT TO:<bob@example.org>
                        S: 550 5.1.10 no such user
                               ^^^^^^
                        """)
                .good("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250-mx.example.org
                        S: 250 ENHANCEDSTATUSCODES
                        C: MAIL FROM:<alice@example.com>
                        S: 250 2.1.0 ok
                        C: RCPT TO:<bob@example.org>
                        S: 550 5.1.1 no such user
                        """)
                .where(Trait.ENHANCED_STATUS, Trait.REFUSED)
                .on(Exchange.class, EnhancedMeaningRules::pairing);

        rule("enhanced-wrong-for-event")
                .severity(WARNING)
                .needs(LINES, BOTH, ORDER)
                .blames(SERVER)
                .rfc(3463)
                .says("Enhanced status code %s in a reply to %s")
                .because(
                        "X.1.1 speaks of a recipient, and MAIL names none; X.7.8 speaks of wrong credentials, and only AUTH sends some.")
                .bad("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250-mx.example.org
                        S: 250 ENHANCEDSTATUSCODES
                        C: MAIL FROM:<alice@example.com>
                        S: 550 5.1.1 no such user
                               ^^^^^
                        """)
                .good("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250-mx.example.org
                        S: 250 ENHANCEDSTATUSCODES
                        C: MAIL FROM:<alice@example.com>
                        S: 550 5.1.8 no such user
                        """)
                .where(Trait.ENHANCED_STATUS)
                .on(Exchange.class, EnhancedMeaningRules::wrongForEvent);

        rule("enhanced-generic")
                .severity(HINT)
                .needs(LINES, BOTH, ORDER)
                .blames(SERVER)
                .rfc(3463)
                .says("Enhanced status code %s says no more than the reply code")
                .because(
                        "The detail is what the extension is for: a precise code lets programs and people see what to mend.")
                .bad("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250-mx.example.org
                        S: 250 ENHANCEDSTATUSCODES
                        C: MAIL FROM:<alice@example.com>
                        S: 250 2.1.0 ok
                        C: RCPT TO:<bob@example.org>
                        S: 550 5.0.0 no such user
                               ^^^^^
                        """)
                .good("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250-mx.example.org
                        S: 250 ENHANCEDSTATUSCODES
                        C: MAIL FROM:<alice@example.com>
                        S: 250 2.1.0 ok
                        C: RCPT TO:<bob@example.org>
                        S: 550 5.1.1 no such user
                        """)
                .where(Trait.ENHANCED_STATUS, Trait.REFUSED)
                .on(Exchange.class, (exchange, findings) -> {
                    for (Reply reply : exchange.repliesWithStatus())
                        reply.enhanced()
                                .filter(status -> reply.isNegative()
                                        && status.hasKnownClass()
                                        && status.subject() == 0
                                        && status.detail() == 0)
                                .ifPresent(status -> findings.at(status.span(), status));
                });
    }

    private static void withoutOffer(Session session, Findings findings) {
        Optional<Found> first = Optional.empty();
        for (Exchange exchange : session.exchanges()) {
            boolean withheld =
                    exchange.actual().isExtended() && exchange.actual().offers().lacks(EXTENSION);
            if (!withheld || exchange.isHello() || exchange.tainted()) continue;
            for (Reply reply : exchange.replies()) {
                Optional<EnhancedStatus> status =
                        reply.enhanced().filter(s -> s.statusClass() == reply.code() / 100 && !reply.isIntermediate());
                if (status.isEmpty()) continue;
                if (first.isPresent()) first.get().followedBy(status.get().span(), "and here");
                else first = Optional.of(findings.at(status.get().span()));
            }
        }
    }

    private static void pairing(Exchange exchange, Findings findings) {
        for (Reply reply : exchange.repliesWithStatus()) {
            if (!reply.isNegative() || isOutOfPlace(exchange, reply)) continue;
            reply.enhanced().ifPresent(status -> {
                List<Integer> codes =
                        PAIRS.getOrDefault(status.subject() + "." + status.detail(), List.of(reply.code()));
                if (!codes.contains(reply.code())) findings.at(status.span(), status, reply.code(), words(codes));
            });
        }
    }

    private static String words(List<Integer> codes) {
        return String.join(" or ", codes.stream().map(String::valueOf).toList());
    }

    private static void wrongForEvent(Exchange exchange, Findings findings) {
        for (Reply reply : exchange.repliesWithStatus()) {
            if (isOutOfPlace(exchange, reply))
                reply.enhanced().ifPresent(status -> findings.at(status.span(), status, exchange.verb()));
        }
    }

    private static boolean isOutOfPlace(Exchange exchange, Reply reply) {
        boolean recipientOnMail = is(reply, 1, 1) && exchange.is(Verb.MAIL) && reply.isNegative();
        return recipientOnMail
                || is(reply, 7, 8) && (exchange.is(Verb.MAIL) || exchange.is(Verb.RCPT) || exchange.is(Verb.DATA));
    }

    private static boolean is(Reply reply, int subject, int detail) {
        Optional<EnhancedStatus> status = reply.enhanced();
        return status.isPresent() && status.get().is(subject, detail);
    }
}
