package smtplint.analyzer.rules.dialogue;

import static smtplint.analyzer.rules.Severity.ERROR;
import static smtplint.analyzer.rules.Severity.WARNING;
import static smtplint.analyzer.source.Evidence.LINES;

import java.util.List;
import java.util.Optional;
import smtplint.analyzer.model.Command;
import smtplint.analyzer.model.Host;
import smtplint.analyzer.model.MailPath;
import smtplint.analyzer.model.Mailbox;
import smtplint.analyzer.model.Side;
import smtplint.analyzer.model.Trait;
import smtplint.analyzer.model.Verb;
import smtplint.analyzer.rules.Findings;
import smtplint.analyzer.rules.RuleFamily;

/** The paths of MAIL and RCPT: RFC 5321 §3.3, §4.1.2 and §4.1.3. */
public final class PathSyntaxRules extends RuleFamily {

    public PathSyntaxRules() {
        super("command-syntax");

        rule("mail-keyword-missing")
                .severity(ERROR)
                .needs(LINES)
                .blames(Side.CLIENT)
                .rfc(5321, "4.1.1")
                .says("%s without %s")
                .because("The path of MAIL follows FROM: and that of RCPT follows TO:. Without the keyword "
                        + "servers answer 501.")
                .bad("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250 mx.example.com
                    C: MAIL <alice@example.org>
                       ^^^^
                    S: 501 5.5.4 syntax
                    """)
                .good("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250 mx.example.com
                    C: MAIL FROM:<alice@example.org>
                    S: 250 2.1.0 ok
                    """)
                .verbs(Verb.MAIL, Verb.RCPT)
                .where(Trait.UNUSUAL_FORM)
                .on(Command.class, PathSyntaxRules::keywordMissing);

        rule("space-around-path-colon")
                .severity(WARNING)
                .needs(LINES)
                .blames(Side.CLIENT)
                .rfc(5321, "3.3")
                .says("White space beside the colon of %s")
                .because("Spaces are not permitted on either side of the colon. Most servers are lenient, strict "
                        + "ones answer 501.")
                .bad("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250 mx.example.com
                    C: MAIL FROM: <alice@example.org>
                                 ^
                    S: 250 2.1.0 ok
                    """)
                .good("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250 mx.example.com
                    C: MAIL FROM:<alice@example.org>
                    S: 250 2.1.0 ok
                    """)
                .verbs(Verb.MAIL, Verb.RCPT)
                .where(Trait.UNUSUAL_FORM)
                .on(Command.class, PathSyntaxRules::spaceAroundColon);

        rule("path-brackets-missing")
                .severity(WARNING)
                .needs(LINES)
                .blames(Side.CLIENT)
                .rfc(5321, "3.3")
                .rfc(5321, "4.1.2")
                .says("Path without angle brackets")
                .because("A path is always surrounded by \"<\" and \">\". Most servers are lenient, strict ones "
                        + "answer 501.")
                .bad("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250 mx.example.com
                    C: MAIL FROM:alice@example.org
                                 ^^^^^^^^^^^^^^^^^
                    S: 250 2.1.0 ok
                    """)
                .good("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250 mx.example.com
                    C: MAIL FROM:<alice@example.org>
                    S: 250 2.1.0 ok
                    """)
                .verbs(Verb.MAIL, Verb.RCPT)
                .where(Trait.UNUSUAL_FORM)
                .on(
                        Command.class,
                        (command, findings) -> path(command).ifPresent(path -> bracketsMissing(path, findings)));

        rule("path-has-display-name")
                .severity(ERROR)
                .needs(LINES)
                .blames(Side.CLIENT)
                .rfc(5321, "4.1.2")
                .says("Display name in a path")
                .because("A path is a mailbox in angle brackets and nothing else; names and comments belong to "
                        + "the header fields of the message.")
                .bad("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250 mx.example.com
                    C: MAIL FROM:Alice <alice@example.org>
                                 ^^^^^^^^^^^^^^^^^^^^^^^^^
                    S: 501 5.5.4 syntax
                    """)
                .good("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250 mx.example.com
                    C: MAIL FROM:<alice@example.org>
                    S: 250 2.1.0 ok
                    """)
                .verbs(Verb.MAIL, Verb.RCPT)
                .where(Trait.UNUSUAL_FORM)
                .on(Command.class, (command, findings) -> path(command).ifPresent(path -> displayName(path, findings)));

        rule("path-mailbox-invalid")
                .severity(ERROR)
                .needs(LINES)
                .blames(Side.CLIENT)
                .rfc(5321, "4.1.2")
                .says("No valid mailbox in the path: %s")
                .because("The local-part is a dot-string or a quoted string. Servers answer 501 or 553, and the "
                        + "next hop may do so if this one does not.")
                .bad("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250 mx.example.com
                    C: MAIL FROM:<alice@example.org>
                    S: 250 2.1.0 ok
                    C: RCPT TO:<bob smith@example.com>
                                   ^
                    S: 501 5.5.4 syntax
                    """)
                .good("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250 mx.example.com
                    C: MAIL FROM:<alice@example.org>
                    S: 250 2.1.0 ok
                    C: RCPT TO:<"bob smith"@example.com>
                    S: 250 2.1.5 ok
                    """)
                .verbs(Verb.MAIL, Verb.RCPT)
                .where(Trait.UNUSUAL_FORM)
                .on(
                        Command.class,
                        (command, findings) -> path(command).ifPresent(path -> mailboxInvalid(path, findings)));

        rule("path-domain-not-fqdn")
                .severity(WARNING)
                .needs(LINES)
                .blames(Side.CLIENT)
                .rfc(5321, "2.3.5")
                .says("Path with %s")
                .because("Only fully-qualified domain names are permitted in SMTP. What is not qualified is "
                        + "completed with the domain of whoever happens to read it. Only postmaster in RCPT may "
                        + "stand alone.")
                .bad("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250 mx.example.com
                    C: MAIL FROM:<alice@example.org>
                    S: 250 2.1.0 ok
                    C: RCPT TO:<bob@mailhost>
                                    ^^^^^^^^
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
                .on(Command.class, PathSyntaxRules::notQualified);

        rule("path-domain-label-invalid")
                .severity(ERROR)
                .needs(LINES)
                .blames(Side.CLIENT)
                .rfc(5321, "2.3.5")
                .rfc(5321, "4.1.2")
                .says("Invalid domain in a path: %s")
                .because("Labels are made of letters, digits and inner hyphens, up to 63 octets. No such name "
                        + "can be found in the DNS, so the mail can't be delivered or returned.")
                .bad("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250 mx.example.com
                    C: MAIL FROM:<alice@example.org>
                    S: 250 2.1.0 ok
                    C: RCPT TO:<bob@-example.com>
                                    ^
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
                .on(
                        Command.class,
                        (command, findings) -> path(command).ifPresent(path -> labelInvalid(path, findings)));

        rule("path-domain-trailing-dot")
                .severity(ERROR)
                .needs(LINES)
                .blames(Side.CLIENT)
                .rfc(5321, "4.1.2")
                .says("Domain of the path ends with a dot")
                .because("The grammar of a domain has no dot at its end; some servers refuse it, others compare "
                        + "the name with the dot and don't find it.")
                .bad("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250 mx.example.com
                    C: MAIL FROM:<alice@example.org>
                    S: 250 2.1.0 ok
                    C: RCPT TO:<bob@example.com.>
                                    ^^^^^^^^^^^^
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
                .on(Command.class, (command, findings) -> path(command).ifPresent(path -> trailingDot(path, findings)));

        rule("path-literal-invalid")
                .severity(ERROR)
                .needs(LINES)
                .blames(Side.CLIENT)
                .rfc(5321, "4.1.3")
                .says("Malformed address literal %s in a path")
                .because("A literal is four numbers up to 255, or IPv6: and an IPv6 address, in brackets; no "
                        + "other tag is registered; no server can deliver to any other.")
                .bad("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250 mx.example.com
                    C: MAIL FROM:<alice@example.org>
                    S: 250 2.1.0 ok
                    C: RCPT TO:<bob@[192.0.2.256]>
                                    ^^^^^^^^^^^^^
                    S: 501 5.5.4 syntax
                    """)
                .good("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250 mx.example.com
                    C: MAIL FROM:<alice@example.org>
                    S: 250 2.1.0 ok
                    C: RCPT TO:<bob@[192.0.2.25]>
                    S: 250 2.1.5 ok
                    """)
                .verbs(Verb.MAIL, Verb.RCPT)
                .where(Trait.UNUSUAL_FORM)
                .on(
                        Command.class,
                        (command, findings) -> path(command).ifPresent(path -> literalInvalid(path, findings)));

        rule("path-source-route")
                .severity(WARNING)
                .needs(LINES)
                .blames(Side.CLIENT)
                .rfc(5321, "4.1.2")
                .rfc(5321, "App. C")
                .says("Source route in a path")
                .because("Source routes MUST be accepted but SHOULD NOT be generated; servers ignore the route "
                        + "or decline the mail.")
                .instead("Send the mailbox alone.")
                .bad("""
                    S: 220 mx.example.com ESMTP
                    C: EHLO client.example.org
                    S: 250 mx.example.com
                    C: MAIL FROM:<alice@example.org>
                    S: 250 2.1.0 ok
                    C: RCPT TO:<@relay.example.com:bob@example.com>
                                 ^^^^^^^^^^^^^^^^^
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
                .on(Command.class, (command, findings) -> path(command).ifPresent(path -> sourceRoute(path, findings)));
    }

    private static void keywordMissing(Command command, Findings findings) {
        if (command.line().hidden()) return;
        if (command instanceof Command.Mail mail && mail.keyword().isEmpty())
            findings.at(command.verb().span(), "MAIL", "FROM:");
        else if (command instanceof Command.Rcpt rcpt && rcpt.keyword().isEmpty())
            findings.at(command.verb().span(), "RCPT", "TO:");
    }

    private static void spaceAroundColon(Command command, Findings findings) {
        if (command instanceof Command.Mail mail)
            mail.spaceAroundColon().ifPresent(space -> findings.at(space.span(), "FROM:"));
        else if (command instanceof Command.Rcpt rcpt)
            rcpt.spaceAroundColon().ifPresent(space -> findings.at(space.span(), "TO:"));
    }

    /** The path of MAIL or RCPT, where the keyword stands before it and the recording shows it. */
    static Optional<MailPath> path(Command command) {
        if (command.line().hidden()) return Optional.empty();
        if (command instanceof Command.Mail mail && mail.keyword().isPresent()) return Optional.of(mail.reversePath());
        if (command instanceof Command.Rcpt rcpt && rcpt.keyword().isPresent()) return Optional.of(rcpt.forwardPath());
        return Optional.empty();
    }

    private static void bracketsMissing(MailPath path, Findings findings) {
        if (path instanceof MailPath.Path p && !p.bracketed() && p.displayName().isEmpty()) findings.at(p.span());
    }

    private static void displayName(MailPath path, Findings findings) {
        if (path instanceof MailPath.Path p && !p.displayName().isEmpty()) findings.at(p.span());
    }

    private static void mailboxInvalid(MailPath path, Findings findings) {
        if (path instanceof MailPath.Malformed malformed) {
            findings.at(
                    malformed.problem().span(),
                    "expected " + malformed.problem().expected());
        } else if (path instanceof MailPath.Path p && !p.mailbox().localPart().valid()) {
            findings.at(
                    p.mailbox().localPart().faultSpan(), p.mailbox().localPart().fault());
        }
    }

    private static void notQualified(Command command, Findings findings) {
        if (!(path(command).orElse(null) instanceof MailPath.Path path)) return;
        Mailbox mailbox = path.mailbox();
        if (!mailbox.localPart().valid()) return;
        if (mailbox.host().isEmpty()) {
            boolean postmaster = command instanceof Command.Rcpt
                    && mailbox.localPart().value().equalsIgnoreCase("postmaster");
            if (!postmaster) findings.at(mailbox.span(), "no domain");
            return;
        }
        domain(path)
                .filter(name -> name.valid() && name.value().indexOf('.') < 0)
                .ifPresent(name -> findings.at(name.span(), "the single label " + name.value() + " as its domain"));
    }

    private static void labelInvalid(MailPath path, Findings findings) {
        domain(path).filter(name -> !name.valid()).ifPresent(name -> findings.at(name.faultSpan(), name.fault()));
    }

    private static void trailingDot(MailPath path, Findings findings) {
        domain(path).filter(name -> name.valid() && name.hasTrailingDot()).ifPresent(name -> findings.at(name.span()));
    }

    private static void literalInvalid(MailPath path, Findings findings) {
        if (path instanceof MailPath.Path p
                && p.mailbox().host().orElse(null) instanceof Host.AddressLiteral literal
                && (!literal.valid() || literal.kind() == Host.AddressLiteral.Kind.GENERAL))
            findings.at(literal.span(), literal.value());
    }

    private static void sourceRoute(MailPath path, Findings findings) {
        if (!(path instanceof MailPath.Path p) || p.sourceRoute().isEmpty()) return;
        List<Host.DomainName> route = p.sourceRoute();
        findings.at(route.get(0).span().to(route.get(route.size() - 1).span()));
    }

    private static Optional<Host.DomainName> domain(MailPath path) {
        return path instanceof MailPath.Path p && p.mailbox().host().orElse(null) instanceof Host.DomainName name
                ? Optional.of(name)
                : Optional.empty();
    }
}
