package smtplint.analyzer.rules.dialogue;

import static smtplint.analyzer.rules.Severity.ERROR;
import static smtplint.analyzer.rules.Severity.HINT;
import static smtplint.analyzer.rules.Severity.INFO;
import static smtplint.analyzer.rules.Severity.WARNING;
import static smtplint.analyzer.source.Evidence.LINES;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import smtplint.analyzer.model.Ascii;
import smtplint.analyzer.model.Command;
import smtplint.analyzer.model.MailPath;
import smtplint.analyzer.model.Mailbox;
import smtplint.analyzer.model.Side;
import smtplint.analyzer.model.Trait;
import smtplint.analyzer.model.Verb;
import smtplint.analyzer.rules.Findings;
import smtplint.analyzer.rules.RuleFamily;

/** Paths that the grammar takes but that fail all the same: their length, quoting and routing characters. */
public final class PathShapeRules extends RuleFamily {

    private static final int LOCAL_PART = 64;
    private static final int DOMAIN = 255;
    private static final int PATH = 256;

    public PathShapeRules() {
        super("command-syntax");

        rule("path-local-part-too-long")
                .severity(WARNING)
                .needs(LINES)
                .blames(Side.CLIENT)
                .rfc(5321, "4.5.3.1.1")
                .says("Local-part of %s octets, over 64")
                .because("64 octets is the most that every server must take; longer ones fail at some hop.")
                .bad("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250 mx.example.com
                    C: MAIL FROM:<alice@example.org>
                    S: 250 2.1.0 ok
                    C: RCPT TO:<{x*65}@example.com>
                                ^^^^^^
                    S: 501 5.5.4 syntax
                    """)
                .good("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250 mx.example.com
                    C: MAIL FROM:<alice@example.org>
                    S: 250 2.1.0 ok
                    C: RCPT TO:<bob@example.com>
                    S: 250 2.1.5 ok
                    """)
                .verbs(Verb.MAIL, Verb.RCPT)
                .where(Trait.UNUSUAL_FORM)
                .on(Command.class, PathShapeRules::localPartTooLong);

        rule("path-domain-too-long")
                .severity(WARNING)
                .needs(LINES)
                .blames(Side.CLIENT)
                .rfc(5321, "4.5.3.1.2")
                .says("Domain of %s octets, over 255")
                .because("255 octets is the limit of a domain name, in SMTP as in the DNS.")
                .bad("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250 mx.example.com
                    C: MAIL FROM:<alice@example.org>
                    S: 250 2.1.0 ok
                    C: RCPT TO:<bob@{abcdefgh.*32}example.com>
                                    ^^^^^^^^^^^^^^^^^^^^^^^^^
                    S: 501 5.5.4 syntax
                    """)
                .good("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250 mx.example.com
                    C: MAIL FROM:<alice@example.org>
                    S: 250 2.1.0 ok
                    C: RCPT TO:<bob@example.com>
                    S: 250 2.1.5 ok
                    """)
                .verbs(Verb.MAIL, Verb.RCPT)
                .where(Trait.UNUSUAL_FORM)
                .on(Command.class, PathShapeRules::domainTooLong);

        rule("path-too-long")
                .severity(WARNING)
                .needs(LINES)
                .blames(Side.CLIENT)
                .rfc(5321, "4.5.3.1.3")
                .says("Path of %s octets, over 256")
                .because("256 octets, brackets and separators included, is the most that every server must take.")
                .bad("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250 mx.example.com
                    C: MAIL FROM:<alice@example.org>
                    S: 250 2.1.0 ok
                    C: RCPT TO:<{x*40}@{abcdefgh.*26}com>
                               ^^^^^^^^^^^^^^^^^^^^^^^^^^^
                    S: 501 5.5.4 syntax
                    """)
                .good("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250 mx.example.com
                    C: MAIL FROM:<alice@example.org>
                    S: 250 2.1.0 ok
                    C: RCPT TO:<bob@example.com>
                    S: 250 2.1.5 ok
                    """)
                .verbs(Verb.MAIL, Verb.RCPT)
                .where(Trait.UNUSUAL_FORM)
                .on(Command.class, PathShapeRules::tooLong);

        rule("path-quoting-unneeded")
                .severity(HINT)
                .needs(LINES)
                .blames(Side.CLIENT)
                .rfc(5321, "4.1.2")
                .says("Local-part quoted without need")
                .because("The sender SHOULD use the form with the minimum of quoting: some software compares the "
                        + "forms as they stand.")
                .bad("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250 mx.example.com
                    C: MAIL FROM:<alice@example.org>
                    S: 250 2.1.0 ok
                    C: RCPT TO:<"bob.smith"@example.com>
                                ^^^^^^^^^^^
                    S: 250 2.1.5 ok
                    """)
                .good("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250 mx.example.com
                    C: MAIL FROM:<alice@example.org>
                    S: 250 2.1.0 ok
                    C: RCPT TO:<bob.smith@example.com>
                    S: 250 2.1.5 ok
                    """)
                .verbs(Verb.MAIL, Verb.RCPT)
                .where(Trait.UNUSUAL_FORM)
                .on(Command.class, PathShapeRules::quotingUnneeded);

        rule("path-local-part-routing-chars")
                .severity(INFO)
                .needs(LINES)
                .blames(Side.CLIENT)
                .rfc(5321, "App. C")
                .says("Routing character %s in a local-part")
                .because("Old relays read %, ! and an inner @ as a route to another host. Today they are refused "
                        + "as attempts to relay, or taken literally.")
                .bad("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250 mx.example.com
                    C: MAIL FROM:<alice@example.org>
                    S: 250 2.1.0 ok
                    C: RCPT TO:<bob%example.net@example.com>
                                ^^^^^^^^^^^^^^^
                    S: 250 2.1.5 ok
                    """)
                .good("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250 mx.example.com
                    C: MAIL FROM:<alice@example.org>
                    S: 250 2.1.0 ok
                    C: RCPT TO:<bob@example.com>
                    S: 250 2.1.5 ok
                    """)
                .verbs(Verb.MAIL, Verb.RCPT)
                .where(Trait.UNUSUAL_FORM)
                .on(Command.class, PathShapeRules::routingCharacters);

        rule("rcpt-null-path")
                .severity(ERROR)
                .needs(LINES)
                .blames(Side.CLIENT)
                .rfc(5321, "4.1.1.3")
                .rfc(5321, "4.1.2")
                .says("RCPT with the null path")
                .because("Only a reverse-path may be empty: there is nobody to deliver to.")
                .bad("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250 mx.example.com
                    C: MAIL FROM:<alice@example.org>
                    S: 250 2.1.0 ok
                    C: RCPT TO:<>
                               ^^
                    S: 501 5.5.4 syntax
                    """)
                .good("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250 mx.example.com
                    C: MAIL FROM:<alice@example.org>
                    S: 250 2.1.0 ok
                    C: RCPT TO:<bob@example.com>
                    S: 250 2.1.5 ok
                    """)
                .where(Trait.UNUSUAL_FORM)
                .on(Command.Rcpt.class, (rcpt, findings) -> {
                    if (rcpt.forwardPath() instanceof MailPath.NullPath)
                        findings.at(rcpt.forwardPath().span());
                });
    }

    private static void localPartTooLong(Command command, Findings findings) {
        path(command).map(p -> p.mailbox().localPart()).ifPresent(local -> {
            if (octets(local) > LOCAL_PART) findings.at(local.span(), octets(local));
        });
    }

    private static void domainTooLong(Command command, Findings findings) {
        path(command).flatMap(p -> p.mailbox().host()).ifPresent(host -> {
            if (octets(host.value()) > DOMAIN) findings.at(host.span(), octets(host.value()));
        });
    }

    /** A part that is too long has been reported. */
    private static void tooLong(Command command, Findings findings) {
        path(command).ifPresent(path -> {
            int local = octets(path.mailbox().localPart());
            int domain = path.mailbox().host().map(h -> octets(h.value())).orElse(0);
            int route = path.sourceRoute().stream()
                    .mapToInt(d -> octets(d.value()) + 2)
                    .sum();
            int all = route + local + domain + (domain > 0 ? 3 : 2);
            if (all > PATH && local <= LOCAL_PART && domain <= DOMAIN) findings.at(path.span(), all);
        });
    }

    /** With its quotes, where it has them; escapes are not counted. */
    private static int octets(Mailbox.LocalPart local) {
        return octets(local.value()) + (local.quoted() ? 2 : 0);
    }

    private static int octets(String text) {
        return Ascii.hasNonAscii(text) ? text.getBytes(StandardCharsets.UTF_8).length : text.length();
    }

    private static void quotingUnneeded(Command command, Findings findings) {
        path(command)
                .map(p -> p.mailbox().localPart())
                .filter(local -> local.quoted() && local.valid() && isDotString(local.value()))
                .ifPresent(local -> findings.at(local.span()));
    }

    private static boolean isDotString(String text) {
        if (text.isEmpty() || text.endsWith(".")) return false;
        char before = '.';
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '.' ? before == '.' : !Ascii.isAtext(c)) return false;
            before = c;
        }
        return true;
    }

    private static void routingCharacters(Command command, Findings findings) {
        path(command)
                .map(p -> p.mailbox().localPart())
                .filter(Mailbox.LocalPart::valid)
                .ifPresent(local -> {
                    for (char c : new char[] {'%', '!', '@'}) {
                        if (local.value().indexOf(c) < 0) continue;
                        findings.at(local.span(), "\"" + c + "\"");
                        return;
                    }
                });
    }

    private static Optional<MailPath.Path> path(Command command) {
        return PathSyntaxRules.path(command)
                .filter(MailPath.Path.class::isInstance)
                .map(MailPath.Path.class::cast);
    }
}
