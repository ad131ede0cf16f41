package smtplint.analyzer.rules;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import smtplint.analyzer.model.Exchange;
import smtplint.analyzer.model.Offers;
import smtplint.analyzer.model.Reply;
import smtplint.analyzer.model.Session;

/**
 * Habits of widely used software that break the letter of an RFC and harm nobody. Where the product shows itself, what it
 * is known for is worth knowing and no fault to act on: the finding names it and is info at most.
 */
public final class Quirks {
    /** How it is recognised: a word in the greeting, in any reply, or an EHLO keyword. */
    private static final String TABLE = """
            product               | sign                                  | excuses
            Amazon SES            | greeting SimpleEmailService           | command-order/server-closed-without-421
            Amazon SES            | greeting SimpleEmailService           | reply/unsolicited
            Cisco SMTP inspection | greeting ********                     | extension/ehlo-keyword-mangled
            Cisco SMTP inspection | greeting ********                     | reply/greeting-domain-missing
            Exim                  | greeting ESMTP Exim                   | reply/code-unlisted-but-common
            Gmail                 | reply gsmtp                           | reply/500-vs-502-swapped
            Microsoft Exchange    | greeting Microsoft ESMTP MAIL Service | enhanced-status/enhanced-unregistered
            Postfix               | greeting ESMTP Postfix                | reply/500-vs-502-swapped
            qmail                 | reply (#5.                            | reply/500-vs-502-swapped
            qmail                 | reply smtplf.html                     | command-order/server-closed-without-421
            Sendmail              | greeting Sendmail                     | reply/code-first-digit
            """;

    private static final List<Quirk> ALL = TABLE.lines()
            .skip(1)
            .map(line -> Arrays.stream(line.split("\\|")).map(String::strip).toList())
            .map(cells -> new Quirk(
                    cells.get(0),
                    cells.get(1).substring(0, cells.get(1).indexOf(' ')),
                    cells.get(1).substring(cells.get(1).indexOf(' ') + 1),
                    cells.get(2)))
            .toList();

    private Quirks() {}

    /**
     * @param where "greeting", "reply" or "offer"
     * @param sign the text to be found there
     */
    public record Quirk(String product, String where, String sign, String rule) {
        private boolean isShownIn(Session session) {
            for (Exchange exchange : session.exchanges()) {
                if (where.equals("offer") && exchange.isHello()) {
                    Offers offers = exchange.after().offers();
                    if (offers.has(sign)) return true;
                }
                boolean asked = where.equals("reply") || where.equals("greeting") && exchange.isGreeting();
                for (Reply reply : asked ? exchange.replies() : List.<Reply>of())
                    if (reply.text().contains(sign)) return true;
            }
            return false;
        }
    }

    /** The table, for those who print it. */
    public static List<Quirk> all() {
        return ALL;
    }

    /** The product that shows itself in the session and is known for what the rule finds. */
    public static Optional<String> product(Rule rule, Session session) {
        for (Quirk quirk : ALL)
            if (quirk.rule().equals(rule.id()) && quirk.isShownIn(session)) return Optional.of(quirk.product());
        return Optional.empty();
    }
}
