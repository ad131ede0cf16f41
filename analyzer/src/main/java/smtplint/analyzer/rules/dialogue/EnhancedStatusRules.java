package smtplint.analyzer.rules.dialogue;

import static smtplint.analyzer.model.Side.SERVER;
import static smtplint.analyzer.rules.Severity.ERROR;
import static smtplint.analyzer.rules.Severity.INFO;
import static smtplint.analyzer.rules.Severity.WARNING;
import static smtplint.analyzer.source.Evidence.BOTH;
import static smtplint.analyzer.source.Evidence.LINES;
import static smtplint.analyzer.source.Evidence.ORDER;

import java.util.Optional;
import smtplint.analyzer.model.Exchange;
import smtplint.analyzer.model.Reply;
import smtplint.analyzer.model.Reply.EnhancedStatus;
import smtplint.analyzer.model.Reply.ReplyLine;
import smtplint.analyzer.model.Session;
import smtplint.analyzer.model.Trait;
import smtplint.analyzer.rules.Findings;
import smtplint.analyzer.rules.Findings.Found;
import smtplint.analyzer.rules.RuleFamily;

/** Where enhanced status codes stand and what form they have, RFC 2034. */
public final class EnhancedStatusRules extends RuleFamily {

    public EnhancedStatusRules() {
        super("enhanced-status");

        rule("enhanced-class-mismatch")
                .severity(ERROR)
                .needs(LINES, BOTH, ORDER)
                .blames(SERVER)
                .rfc(2034, "4")
                .rfc(3463)
                .says("Enhanced status code %s in a %s reply")
                .because(
                        "The class must agree with the first digit of the reply code. A bounce that quotes it says the opposite of what happened.")
                .bad("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250-mx.example.org
                        S: 250 ENHANCEDSTATUSCODES
                        C: MAIL FROM:<alice@example.com>
                        S: 250 5.1.0 ok
                               ^^^^^
                        """)
                .good("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250-mx.example.org
                        S: 250 ENHANCEDSTATUSCODES
                        C: MAIL FROM:<alice@example.com>
                        S: 250 2.1.0 ok
                        """)
                .where(Trait.ENHANCED_STATUS, Trait.STATUS_ODD)
                .on(Exchange.class, EnhancedStatusRules::classMismatch);

        rule("enhanced-missing")
                .severity(WARNING)
                .needs(LINES, BOTH, ORDER)
                .blames(SERVER)
                .rfc(2034, "4")
                .says("No enhanced status code in this reply, although ENHANCEDSTATUSCODES was offered")
                .because(
                        "A server that offers the extension must put a code into all 2yz, 4yz and 5yz replies except the greeting and those to EHLO and HELO.")
                .bad("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250-mx.example.org
                        S: 250 ENHANCEDSTATUSCODES
                        C: MAIL FROM:<alice@example.com>
                        S: 250 ok
                           ^^^
                        """)
                .good("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250-mx.example.org
                        S: 250 ENHANCEDSTATUSCODES
                        C: MAIL FROM:<alice@example.com>
                        S: 250 2.1.0 ok
                        """)
                .where(Trait.STATUS_MISSING)
                .on(Session.class, EnhancedStatusRules::missing);

        rule("enhanced-malformed")
                .severity(WARNING)
                .needs(LINES, BOTH, ORDER)
                .blames(SERVER)
                .rfc(2034, "4")
                .says("\"%s\" is not an enhanced status code")
                .because(
                        "A code is class, subject and detail with dots between them, subject and detail of one to three digits without leading zeros.")
                .bad("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250-mx.example.org
                        S: 250 ENHANCEDSTATUSCODES
                        C: MAIL FROM:<alice@example.com>
                        S: 250 2.1.0 ok
                        C: RCPT TO:<bob@example.org>
                        S: 550 5.1 no such user
                               ^^^
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
                .where(Trait.STATUS_ODD)
                .on(Exchange.class, EnhancedStatusRules::malformed);

        rule("enhanced-class-invalid")
                .severity(ERROR)
                .needs(LINES, BOTH, ORDER)
                .blames(SERVER)
                .rfc(2034, "4")
                .says("Class %s in an enhanced status code")
                .because("There are three classes: 2 for success, 4 for a transient and 5 for a permanent failure.")
                .bad("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250-mx.example.org
                        S: 250 ENHANCEDSTATUSCODES
                        C: MAIL FROM:<alice@example.com>
                        S: 250 2.1.0 ok
                        C: RCPT TO:<bob@example.org>
                        S: 550 3.1.1 no such user
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
                .where(Trait.ENHANCED_STATUS, Trait.STATUS_ODD)
                .on(Exchange.class, (exchange, findings) -> {
                    for (Reply reply : exchange.repliesWithStatus())
                        for (ReplyLine line : reply.lines())
                            line.enhanced()
                                    .filter(status -> !status.hasKnownClass())
                                    .ifPresent(status -> findings.at(status.span(), status.statusClass()));
                });

        rule("enhanced-not-on-every-line")
                .severity(WARNING)
                .needs(LINES, BOTH, ORDER)
                .blames(SERVER)
                .rfc(2034, "4")
                .says("A line without the enhanced status code that the other lines of the reply have")
                .because("The same code must stand at the beginning of the text of each line.")
                .bad("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250-mx.example.org
                        S: 250 ENHANCEDSTATUSCODES
                        C: MAIL FROM:<alice@example.com>
                        S: 250 2.1.0 ok
                        C: RCPT TO:<bob@example.org>
                        S: 550-5.1.1 no such user
                        S: 550 ask the postmaster
                           ^^^
                        """)
                .good("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250-mx.example.org
                        S: 250 ENHANCEDSTATUSCODES
                        C: MAIL FROM:<alice@example.com>
                        S: 250 2.1.0 ok
                        C: RCPT TO:<bob@example.org>
                        S: 550-5.1.1 no such user
                        S: 550 5.1.1 ask the postmaster
                        """)
                .where(Trait.ENHANCED_STATUS, Trait.STATUS_ODD)
                .on(Exchange.class, EnhancedStatusRules::notEverywhere);

        rule("enhanced-differs-between-lines")
                .severity(ERROR)
                .needs(LINES, BOTH, ORDER)
                .blames(SERVER)
                .rfc(2034, "4")
                .says("Enhanced status code %s in a reply that began with %s")
                .because("The same code must stand on each line of a reply; the client can't tell which one holds.")
                .bad("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250-mx.example.org
                        S: 250 ENHANCEDSTATUSCODES
                        C: MAIL FROM:<alice@example.com>
                        S: 250 2.1.0 ok
                        C: RCPT TO:<bob@example.org>
                        S: 550-5.1.1 no such user
                        S: 550 5.7.1 ask the postmaster
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
                        S: 550-5.1.1 no such user
                        S: 550 5.1.1 ask the postmaster
                        """)
                .where(Trait.ENHANCED_STATUS, Trait.STATUS_ODD)
                .on(Exchange.class, EnhancedStatusRules::differs);

        rule("enhanced-on-greeting-or-ehlo")
                .severity(INFO)
                .needs(LINES, BOTH, ORDER)
                .blames(SERVER)
                .rfc(2034, "4")
                .says("Enhanced status code in the %s")
                .because(
                        "Codes belong into all replies but the greeting and the replies to EHLO and HELO, where the text begins with the name of the server.")
                .bad("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 550 5.7.1 go away
                               ^^^^^
                        """)
                .good("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 550 go away
                        """)
                .where(Trait.ENHANCED_STATUS)
                .on(Exchange.class, EnhancedStatusRules::onGreeting);

        rule("enhanced-on-3xx")
                .severity(INFO)
                .needs(LINES, BOTH, ORDER)
                .blames(SERVER)
                .rfc(2034, "4")
                .says("Enhanced status code in a %s reply")
                .because("3yz replies carry none: nothing has succeeded or failed yet.")
                .bad("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250-mx.example.org
                        S: 250 ENHANCEDSTATUSCODES
                        C: MAIL FROM:<alice@example.com>
                        S: 250 2.1.0 ok
                        C: RCPT TO:<bob@example.org>
                        S: 250 2.1.5 ok
                        C: DATA
                        S: 354 3.0.0 go ahead
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
                        S: 250 2.1.5 ok
                        C: DATA
                        S: 354 go ahead
                        """)
                .where(Trait.ENHANCED_STATUS, Trait.STATUS_ODD)
                .on(Exchange.class, (exchange, findings) -> {
                    for (Reply reply : exchange.replies())
                        if (reply.isIntermediate()
                                && !exchange.tainted()
                                && !reply.firstLine().hidden())
                            reply.enhanced().ifPresent(status -> findings.at(status.span(), reply.code()));
                });
    }

    private static void classMismatch(Exchange exchange, Findings findings) {
        for (Reply reply : exchange.repliesWithStatus()) {
            reply.enhanced()
                    .filter(status -> status.hasKnownClass() && status.statusClass() != reply.code() / 100)
                    .ifPresent(status -> findings.at(status.span(), status, reply.code()));
        }
    }

    /** A server that forgets the code once forgets it often: the first is reported. */
    private static void missing(Session session, Findings findings) {
        Optional<Found> first = Optional.empty();
        for (Exchange exchange : session.exchanges()) {
            for (Reply reply : exchange.repliesWithStatus()) {
                if (hasStatus(reply)) continue;
                if (first.isPresent()) first.get().followedBy(reply.codeSpan(), "none here either");
                else first = Optional.of(findings.at(reply.codeSpan()));
            }
        }
    }

    private static boolean hasStatus(Reply reply) {
        for (ReplyLine line : reply.lines())
            if (line.enhanced().isPresent() || line.numbers().isPresent()) return true;
        return false;
    }

    private static void malformed(Exchange exchange, Findings findings) {
        for (Reply reply : exchange.repliesWithStatus()) {
            for (ReplyLine line : reply.lines()) {
                line.numbers()
                        .filter(numbers -> line.enhanced().isEmpty() || hasBadGroup(numbers.value()))
                        .ifPresent(numbers -> findings.at(numbers.span(), numbers.value()));
            }
        }
    }

    private static boolean hasBadGroup(String numbers) {
        for (String group : numbers.split("\\.", -1))
            if (group.isEmpty() || group.length() > 3 || group.length() > 1 && group.charAt(0) == '0') return true;
        return false;
    }

    private static void notEverywhere(Exchange exchange, Findings findings) {
        for (Reply reply : exchange.repliesWithStatus()) {
            if (reply.enhanced().isEmpty()) continue;
            Optional<Found> first = Optional.empty();
            for (ReplyLine line : reply.lines()) {
                if (line.enhanced().isPresent() || line.numbers().isPresent()) continue;
                if (first.isPresent()) first.get().followedBy(line.codeSpan(), "none here either");
                else first = Optional.of(findings.at(line.codeSpan()));
            }
        }
    }

    private static void differs(Exchange exchange, Findings findings) {
        for (Reply reply : exchange.repliesWithStatus()) {
            Optional<EnhancedStatus> first = reply.enhanced();
            for (ReplyLine line : reply.lines()) {
                Optional<EnhancedStatus> other = line.enhanced()
                        .filter(status ->
                                !status.toString().equals(first.orElseThrow().toString()));
                if (other.isEmpty()) continue;
                findings.at(other.get().span(), other.get(), first.orElseThrow());
                break;
            }
        }
    }

    private static void onGreeting(Exchange exchange, Findings findings) {
        if (!exchange.isHello() && !exchange.isGreeting()) return;
        for (Reply reply : exchange.replies())
            reply.firstLine()
                    .enhanced()
                    .filter(EnhancedStatus::hasKnownClass)
                    .ifPresent(status -> findings.at(
                            status.span(), exchange.isHello() ? "reply to " + exchange.verb() : "greeting"));
    }
}
