package smtplint.analyzer.rules.dialogue;

import static smtplint.analyzer.model.Side.SERVER;
import static smtplint.analyzer.rules.Severity.ERROR;
import static smtplint.analyzer.rules.Severity.INFO;
import static smtplint.analyzer.rules.Severity.WARNING;
import static smtplint.analyzer.source.Evidence.END;
import static smtplint.analyzer.source.Evidence.LINES;
import static smtplint.analyzer.source.Evidence.ORDER;

import java.util.List;
import java.util.Locale;
import smtplint.analyzer.model.Ascii;
import smtplint.analyzer.model.Exchange;
import smtplint.analyzer.model.Reply;
import smtplint.analyzer.model.Reply.ReplyLine;
import smtplint.analyzer.model.Session;
import smtplint.analyzer.model.Trait;
import smtplint.analyzer.rules.Findings;
import smtplint.analyzer.rules.RuleFamily;
import smtplint.analyzer.session.ReplyTable;
import smtplint.analyzer.session.ReplyTable.Standing;
import smtplint.analyzer.source.Span;

/** The form of a reply and what its text says, RFC 5321 §4.2. */
public final class ReplySyntaxRules extends RuleFamily {

    public ReplySyntaxRules() {
        super("reply");

        rule("malformed")
                .severity(ERROR)
                .needs(LINES)
                .blames(SERVER)
                .rfc(5321, "4.2")
                .says("A reply line that does not begin with a reply code")
                .because("A client tells success from failure by three digits at the start of the line; "
                        + "without them it can only close the connection.")
                .bad("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: ok mx.example.org
                           ^^^^^^^^^^^^^^^^^
                        """)
                .good("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250 mx.example.org
                        """)
                .where(Trait.UNUSUAL_FORM)
                .on(Reply.class, ReplySyntaxRules::malformed);

        rule("code-first-digit")
                .severity(ERROR)
                .needs(LINES)
                .blames(SERVER)
                .rfc(5321, "4.2")
                .says("Reply code %s: its first digit is none of 2, 3, 4 and 5")
                .because("A server MUST NOT send other first digits, and a client that meets one SHOULD treat it "
                        + "as fatal.")
                .bad("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250 mx.example.org
                        C: MAIL FROM:<alice@example.com>
                        S: 650 ok
                           ^^^
                        """)
                .good("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250 mx.example.org
                        C: MAIL FROM:<alice@example.com>
                        S: 250 ok
                        """)
                .where(Trait.UNUSUAL_FORM)
                .on(Reply.class, (reply, findings) -> {
                    if (reply.code() > 0
                            && !hasFirstDigit(reply)
                            && !reply.firstLine().hidden())
                        findings.at(reply.codeSpan(), String.format(Locale.ROOT, "%03d", reply.code()));
                });

        rule("code-second-digit")
                .severity(WARNING)
                .needs(LINES)
                .blames(SERVER)
                .rfc(5321, "4.2")
                .says("Reply code %s: its second digit is above 5")
                .because("The grammar of a reply code ends at 5 in the second digit; a strict client takes the "
                        + "line for no reply at all.")
                .bad("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250 mx.example.org
                        C: MAIL FROM:<alice@example.com>
                        S: 280 ok
                           ^^^
                        """)
                .good("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250 mx.example.org
                        C: MAIL FROM:<alice@example.com>
                        S: 250 ok
                        """)
                .where(Trait.UNUSUAL_FORM)
                .on(Exchange.class, ReplySyntaxRules::secondDigit);

        rule("code-unknown")
                .severity(INFO)
                .needs(LINES)
                .blames(SERVER)
                .rfc(5321, "4.2.3")
                .says("Reply code %s stands in no RFC that smtplint knows")
                .because("Clients go by the first digit of a code that they do not know, so its meaning is lost. "
                        + "Servers SHOULD send listed codes only.")
                .bad("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250 mx.example.org
                        C: MAIL FROM:<alice@example.com>
                        S: 558 not today
                           ^^^
                        """)
                .good("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250 mx.example.org
                        C: MAIL FROM:<alice@example.com>
                        S: 550 not today
                        """)
                .where(Trait.UNUSUAL_CODE)
                .on(Exchange.class, (exchange, findings) -> {
                    for (Reply reply : exchange.replies())
                        if (!exchange.tainted()
                                && hasValidCode(reply)
                                && !ReplyTable.knows(reply.code())
                                && !ReplyCodeRules.hasRuleOfItsOwn(exchange, reply))
                            findings.at(reply.codeSpan(), reply.code());
                });

        rule("multiline-code-changes")
                .severity(ERROR)
                .needs(LINES)
                .blames(SERVER)
                .rfc(5321, "4.2.1")
                .says("Code %s in a reply that began with %s")
                .because("The code MUST be the same on every line of a reply; clients read it from any line they "
                        + "like.")
                .bad("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250-mx.example.org
                        S: 220-SIZE 1000000
                           ^^^
                        S: 250 HELP
                        """)
                .good("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250-mx.example.org
                        S: 250-SIZE 1000000
                        S: 250 HELP
                        """)
                .where(Trait.UNUSUAL_FORM)
                .on(Reply.class, ReplySyntaxRules::codeChanges);

        rule("multiline-unterminated")
                .severity(ERROR)
                .needs(LINES, ORDER)
                .blames(SERVER)
                .rfc(5321, "4.2.1")
                .says("A reply whose last line has a hyphen after the code")
                .because("A hyphen announces another line, so the client waits for it until it gives up.")
                .bad("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250-mx.example.org
                        S: 250-HELP
                           ^^^^
                        C: QUIT
                        S: 221 bye
                        """)
                .good("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250-mx.example.org
                        S: 250 HELP
                        C: QUIT
                        S: 221 bye
                        """)
                .where(Trait.UNUSUAL_FORM)
                .on(Session.class, ReplySyntaxRules::unterminated);

        rule("separator-invalid")
                .severity(ERROR)
                .needs(LINES)
                .blames(SERVER)
                .rfc(5321, "4.2")
                .says("The character after the reply code is neither a space nor a hyphen")
                .because("It tells the client whether another line follows.")
                .bad("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250:mx.example.org
                              ^
                        """)
                .good("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250 mx.example.org
                        """)
                .where(Trait.UNUSUAL_FORM)
                .on(Reply.class, (reply, findings) -> {
                    for (ReplyLine line : reply.lines())
                        if (line.code() != 0 && !line.hidden() && " -\0".indexOf(line.separator()) < 0)
                            findings.at(after(line.codeSpan()));
                });

        rule("bare-code")
                .severity(INFO)
                .needs(LINES)
                .blames(SERVER)
                .rfc(5321, "4.2")
                .says("A reply code without any text")
                .because("Clients MUST accept it, but senders SHOULD NOT send bare codes: people read these lines, "
                        + "and old clients want the space.")
                .bad("""
                        S: 220 mx.example.org ESMTP
                        C: HELO client.example.com
                        S: 250 mx.example.org
                        C: NOOP
                        S: 250
                           ^^^
                        """)
                .good("""
                        S: 220 mx.example.org ESMTP
                        C: HELO client.example.com
                        S: 250 mx.example.org
                        C: NOOP
                        S: 250 ok
                        """)
                .where(Trait.UNUSUAL_FORM)
                .on(Reply.class, (reply, findings) -> {
                    ReplyLine last = reply.lines().get(reply.lines().size() - 1);
                    boolean bare = reply.terminated() && last.text().value().isBlank();
                    if (bare && last.code() > 99 && !last.hidden()) findings.at(last.codeSpan());
                });

        rule("251-551-without-path")
                .severity(WARNING)
                .needs(LINES)
                .blames(SERVER)
                .rfc(5321, "3.4")
                .says("Reply %s without the path to send to")
                .because("251 and 551 are the replies whose text a client reads: it holds the new address.")
                .bad("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250 mx.example.org
                        C: MAIL FROM:<alice@example.com>
                        S: 250 ok
                        C: RCPT TO:<bob@example.org>
                        S: 551 user has moved
                           ^^^
                        """)
                .good("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250 mx.example.org
                        C: MAIL FROM:<alice@example.com>
                        S: 250 ok
                        C: RCPT TO:<bob@example.org>
                        S: 551 user not local; please try <bob@example.net>
                        """)
                .where(Trait.UNUSUAL_FORM)
                .on(Reply.class, (reply, findings) -> {
                    boolean redirects = reply.code() == 251 || reply.code() == 551;
                    if (redirects && !reply.firstLine().hidden() && reply.text().indexOf('@') < 0)
                        findings.at(reply.codeSpan(), reply.code());
                });

        rule("class-contradicts-text")
                .severity(INFO)
                .needs(LINES)
                .blames(SERVER)
                .rfc(5321, "4.2.1")
                .says("Reply %s, and its text says \"%s\"")
                .because("The client acts on the first digit only: it retries after 4yz and gives up after 5yz, "
                        + "whatever the text says.")
                .bad("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250 mx.example.org
                        C: MAIL FROM:<alice@example.com>
                        S: 250 ok
                        C: RCPT TO:<bob@example.org>
                        S: 550 mailbox busy, try again later
                           ^^^
                        """)
                .good("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250 mx.example.org
                        C: MAIL FROM:<alice@example.com>
                        S: 250 ok
                        C: RCPT TO:<bob@example.org>
                        S: 450 mailbox busy, try again later
                        """)
                .where(Trait.REFUSED)
                .on(Reply.class, ReplySyntaxRules::contradiction);

        rule("permanent-code-for-greylisting")
                .severity(INFO)
                .needs(LINES)
                .blames(SERVER)
                .rfc(6647)
                .says("Greylisting with reply %s, which is permanent")
                .because("Greylisting waits for a second attempt; after 5yz a client makes none.")
                .bad("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250 mx.example.org
                        C: MAIL FROM:<alice@example.com>
                        S: 250 ok
                        C: RCPT TO:<bob@example.org>
                        S: 550 greylisted
                           ^^^
                        """)
                .good("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250 mx.example.org
                        C: MAIL FROM:<alice@example.com>
                        S: 250 ok
                        C: RCPT TO:<bob@example.org>
                        S: 450 greylisted
                        """)
                .where(Trait.REFUSED)
                .on(Reply.class, (reply, findings) -> {
                    if (reply.isPermanent() && speaksOfGreylisting(reply)) findings.at(reply.codeSpan(), reply.code());
                });
    }

    private static void malformed(Reply reply, Findings findings) {
        for (ReplyLine line : reply.lines()) {
            if (line.code() != 0 || line.hidden()) continue;
            findings.at(line.span());
            return;
        }
    }

    private static boolean hasFirstDigit(Reply reply) {
        return reply.code() >= 200 && reply.code() < 600;
    }

    private static boolean hasValidCode(Reply reply) {
        return hasFirstDigit(reply)
                && reply.code() / 10 % 10 <= 5
                && !reply.firstLine().hidden();
    }

    private static void secondDigit(Exchange exchange, Findings findings) {
        for (Reply reply : exchange.replies()) {
            boolean offends = hasFirstDigit(reply)
                    && reply.code() / 10 % 10 > 5
                    && !reply.firstLine().hidden();
            boolean seen = ReplyTable.row(exchange)
                    .filter(row -> ReplyTable.standing(row, reply.code()) == Standing.SEEN)
                    .isPresent();
            if (offends && !seen && !ReplyCodeRules.hasRuleOfItsOwn(exchange, reply))
                findings.at(reply.codeSpan(), reply.code());
        }
    }

    private static void codeChanges(Reply reply, Findings findings) {
        int first = reply.firstLine().code();
        for (ReplyLine line : reply.lines()) {
            if (line.code() == first || line.code() == 0 || first == 0 || line.hidden()) continue;
            findings.at(line.codeSpan(), line.code(), first);
            return;
        }
    }

    /** At the end of a recording a reply may have been cut; before another line or a close it was not. */
    private static void unterminated(Session session, Findings findings) {
        List<Exchange> exchanges = session.exchanges();
        for (int i = 0; i < exchanges.size(); i++) {
            boolean cut = i == exchanges.size() - 1 && !session.evidence().contains(END);
            for (Reply reply : exchanges.get(i).replies()) {
                ReplyLine last = reply.lines().get(reply.lines().size() - 1);
                boolean open = !reply.terminated() && last.separator() == '-' && !last.hidden();
                if (open && !cut) findings.at(last.codeSpan().to(after(last.codeSpan())));
            }
        }
    }

    private static Span after(Span code) {
        return new Span(code.end(), code.end() + 1);
    }

    private static final List<String> TRANSIENT_WORDS = List.of("try again later", "try later", "temporarily");
    private static final List<String> PERMANENT_WORDS =
            List.of("permanent", "user unknown", "unknown user", "no such user");

    private static void contradiction(Reply reply, Findings findings) {
        if (reply.firstLine().hidden() || speaksOfGreylisting(reply)) return;
        String text = Ascii.lower(reply.text());
        for (String words : reply.isPermanent() ? TRANSIENT_WORDS : PERMANENT_WORDS) {
            if (!text.contains(words)) continue;
            findings.at(reply.codeSpan(), reply.code(), words);
            return;
        }
    }

    private static boolean speaksOfGreylisting(Reply reply) {
        String text = Ascii.lower(reply.text());
        return text.contains("greylist") || text.contains("graylist");
    }
}
