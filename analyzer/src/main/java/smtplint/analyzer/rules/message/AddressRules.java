package smtplint.analyzer.rules.message;

import static smtplint.analyzer.model.Side.MESSAGE;
import static smtplint.analyzer.rules.Severity.ERROR;
import static smtplint.analyzer.rules.Severity.HINT;
import static smtplint.analyzer.rules.Severity.INFO;
import static smtplint.analyzer.rules.Severity.WARNING;

import smtplint.analyzer.model.AddressList;
import smtplint.analyzer.model.AddressList.AddressProblem.Kind;
import smtplint.analyzer.model.FieldName;
import smtplint.analyzer.model.HeaderField;
import smtplint.analyzer.model.Trait;
import smtplint.analyzer.rules.Findings;
import smtplint.analyzer.rules.Rule;
import smtplint.analyzer.rules.RuleFamily;

/** Addresses in header fields: RFC 5322 §3.4, §4.4. */
public final class AddressRules extends RuleFamily {

    public AddressRules() {
        super("header-syntax");

        rule("address-invalid")
                .severity(ERROR)
                .blames(MESSAGE)
                .rfc(5322, "3.4.1")
                .says("This is no address: expected %s")
                .because("Programs that can't read it drop the recipient, or refuse the whole message.")
                .badMessage(to("bob..smith@example.net", "    ^"))
                .goodMessage(to("bob.smith@example.net", ""))
                .where(Trait.MALFORMED)
                .on(HeaderField.Addresses.class, problems(Kind.INVALID));

        rule("address-domain-missing")
                .severity(ERROR)
                .blames(MESSAGE)
                .rfc(5322, "3.4.1")
                .says("This mailbox has no domain: expected %s")
                .because("An addr-spec is local-part \"@\" domain; a bare name means something on one host only.")
                .badMessage(to("<bob>", " ^^^"))
                .goodMessage(to("<bob@example.net>", ""))
                .where(Trait.MALFORMED)
                .on(HeaderField.Addresses.class, problems(Kind.DOMAIN_MISSING));

        rule("address-brackets-unbalanced")
                .severity(ERROR)
                .blames(MESSAGE)
                .rfc(5322, "3.4")
                .says("The angle brackets don't pair: expected %s")
                .because("One pair holds one address; parsers differ in what they make of anything else.")
                .badMessage(to("Bob <bob@example.net", "                    ^"))
                .goodMessage(to("Bob <bob@example.net>", ""))
                .where(Trait.MALFORMED)
                .on(HeaderField.Addresses.class, problems(Kind.BRACKETS_UNBALANCED));

        rule("address-separator-semicolon")
                .severity(ERROR)
                .blames(MESSAGE)
                .rfc(5322, "3.4")
                .says("Addresses are separated by \";\": expected %s")
                .because("A comma separates addresses; a semicolon ends a group.")
                .badMessage(to("bob@example.net; carol@example.net", "               ^"))
                .goodMessage(to("bob@example.net, carol@example.net", ""))
                .where(Trait.MALFORMED)
                .on(HeaderField.Addresses.class, problems(Kind.SEPARATOR_SEMICOLON));

        rule("header-comment-unbalanced")
                .severity(ERROR)
                .blames(MESSAGE)
                .rfc(5322, "3.2.2")
                .says("The parentheses of a comment don't balance: expected %s")
                .because("The comment swallows what follows it.")
                .badMessage(to("bob@example.net (Bob", "                ^^^^"))
                .goodMessage(to("bob@example.net (Bob)", ""))
                .where(Trait.MALFORMED)
                .on(HeaderField.Addresses.class, problems(Kind.COMMENT_UNBALANCED));

        rule("header-quoted-string-unterminated")
                .severity(ERROR)
                .blames(MESSAGE)
                .rfc(5322, "3.2.4")
                .says("A quoted string is opened and not closed: expected %s")
                .because("The string swallows the address behind it.")
                .badMessage(to("\"Bob <bob@example.net>", "^^^^^^^^^^^^^^^^^^^^^^"))
                .goodMessage(to("\"Bob\" <bob@example.net>", ""))
                .where(Trait.MALFORMED)
                .on(HeaderField.Addresses.class, problems(Kind.QUOTED_STRING_UNTERMINATED));

        rule("address-list-empty")
                .severity(ERROR)
                .blames(MESSAGE)
                .rfc(5322, "3.6.2")
                .rfc(5322, "3.6.3")
                .says("%s has no address")
                .because("Of the address fields only Bcc may be empty.")
                .instead("Leave the field out.")
                .badMessage("""
                        Date: Sun, 22 Nov 2026 10:00:00 +0000
                        From: alice@example.com
                        To:
                        ^^
                        Message-ID: <1@client.example.com>

                        Hello.
                        """)
                .goodMessage(to("bob@example.net", ""))
                .on(HeaderField.Addresses.class, (field, findings) -> {
                    boolean mayBeEmpty = field.known() == FieldName.BCC || field.known() == FieldName.RESENT_BCC;
                    boolean reported = !field.list().problems().isEmpty();
                    if (field.list().isEmpty() && !mayBeEmpty && !reported)
                        findings.at(field.name().span(), field.name().value());
                });

        rule("group-unterminated")
                .severity(ERROR)
                .blames(MESSAGE)
                .rfc(5322, "3.4")
                .says("The group \"%s\" has no closing \";\"")
                .because("What follows is taken for members of the group.")
                .badMessage(to("Team: bob@example.net, carol@example.net", "^^^^"))
                .goodMessage(to("Team: bob@example.net, carol@example.net;", ""))
                .where(Trait.GROUP)
                .on(
                        HeaderField.Addresses.class,
                        (field, findings) -> groups(field, (group) -> {
                            if (!group.terminated())
                                findings.at(
                                        group.displayName().span(),
                                        group.displayName().value());
                        }));

        rule("group-in-from-or-sender")
                .severity(WARNING)
                .blames(MESSAGE)
                .rfc(6854)
                .says("%s holds a group")
                .because("Groups in originator fields are for limited use; many programs can't show them.")
                .badMessage("""
                        Date: Sun, 22 Nov 2026 10:00:00 +0000
                        From: Nobody:;
                              ^^^^^^
                        Message-ID: <1@client.example.com>

                        Hello.
                        """)
                .goodMessage(to("bob@example.net", ""))
                .fields(FieldName.FROM, FieldName.SENDER, FieldName.RESENT_FROM, FieldName.RESENT_SENDER)
                .where(Trait.GROUP)
                .on(
                        HeaderField.Addresses.class,
                        (field, findings) -> groups(
                                field,
                                group -> findings.at(
                                        group.displayName().span(), field.name().value())));

        rule("address-phrase-needs-quotes")
                .severity(WARNING)
                .blames(MESSAGE)
                .rfc(5322, "3.2.3")
                .rfc(5322, "3.2.5")
                .says("The display name has characters that need quotes")
                .because(
                        "Of the specials only \".\" is met unquoted in old messages; others cut the name or the address.")
                .instead("Write the name in double quotes.")
                .badMessage(to("Bob [Ops] <bob@example.net>", "^^^^^^^^^"))
                .goodMessage(to("\"Bob [Ops]\" <bob@example.net>", ""))
                .where(Trait.IRREGULAR)
                .on(
                        HeaderField.Addresses.class,
                        (field, findings) -> field.list()
                                .mailboxes()
                                .forEach(mailbox -> mailbox.phraseNeedsQuotes()
                                        .filter(place -> !field.lines().isEncoded(place))
                                        .ifPresent(findings::at)));

        rule("address-phrase-dot-unquoted")
                .severity(HINT)
                .blames(MESSAGE)
                .rfc(5322, "4.1")
                .says("The display name has an unquoted \".\"")
                .because("Readers must accept it; the grammar for writers wants quotes.")
                .badMessage(to("Bob Q. Public <bob@example.net>", "     ^"))
                .goodMessage(to("\"Bob Q. Public\" <bob@example.net>", ""))
                .where(Trait.IRREGULAR)
                .on(
                        HeaderField.Addresses.class,
                        (field, findings) -> field.list()
                                .mailboxes()
                                .forEach(mailbox -> mailbox.phraseDot()
                                        .filter(place -> !field.lines().isEncoded(place))
                                        .ifPresent(findings::at)));

        rule("address-route-obsolete")
                .severity(WARNING)
                .blames(MESSAGE)
                .rfc(5322, "4.4")
                .says("The address has a source route")
                .because("Routes are obsolete; they must not be generated, and few programs take them.")
                .badMessage(to("<@relay.example.org:bob@example.net>", " ^^^^^^^^^^^^^^^^^^^"))
                .goodMessage(to("<bob@example.net>", ""))
                .where(Trait.IRREGULAR)
                .on(
                        HeaderField.Addresses.class,
                        (field, findings) -> field.list()
                                .mailboxes()
                                .forEach(mailbox -> mailbox.route().ifPresent(findings::at)));

        rule("address-obsolete-local-part")
                .severity(INFO)
                .blames(MESSAGE)
                .rfc(5322, "4.4")
                .says("The address is in obsolete syntax")
                .because("White space or comments between the words of a local-part, and list elements without content,"
                        + " must not be generated.")
                .badMessage(to("bob . smith@example.net", "^^^^^^^^^^^"))
                .goodMessage(to("bob.smith@example.net", ""))
                .where(Trait.IRREGULAR)
                .on(HeaderField.Addresses.class, (field, findings) -> {
                    field.list().mailboxes().stream()
                            .map(mailbox -> mailbox.mailbox().localPart())
                            .filter(local -> local.obsolete())
                            .forEach(local -> findings.at(local.span()));
                    field.list().emptyElements().forEach(findings::at);
                });

        rule("address-part-too-long")
                .severity(WARNING)
                .blames(MESSAGE)
                .rfc(5321, "4.5.3.1.1")
                .rfc(5321, "4.5.3.1.2")
                .says("The %s has %s octets, more than the %s that a path may have")
                .because("Mail to this address can't be sent through servers that keep to the limits.")
                .badMessage(to("{b*65}@example.net", "^^^^^^"))
                .goodMessage(to("{b*60}@example.net", ""))
                .on(
                        HeaderField.Addresses.class,
                        (field, findings) -> field.list().mailboxes().forEach(mailbox -> tooLong(mailbox, findings)));
    }

    private static Rule.Check<HeaderField.Addresses> problems(Kind kind) {
        return (field, findings) -> {
            for (AddressList.AddressProblem problem : field.list().problems())
                if (problem.kind() == kind)
                    findings.at(problem.problem().span(), problem.problem().expected());
        };
    }

    private static void groups(HeaderField.Addresses field, java.util.function.Consumer<AddressList.Group> visitor) {
        for (AddressList.Address address : field.list().addresses())
            if (address instanceof AddressList.Group group) visitor.accept(group);
    }

    private static void tooLong(AddressList.NamedMailbox mailbox, Findings findings) {
        int local = mailbox.mailbox().localPart().value().length();
        if (local > 64) findings.at(mailbox.mailbox().localPart().span(), "local-part", local, 64);
        mailbox.mailbox().host().ifPresent(host -> {
            int domain = host.value().length();
            if (domain > 255) findings.at(host.span(), "domain", domain, 255);
        });
    }

    private static String to(String addresses, String carets) {
        String marks = carets.isEmpty() ? "" : "    " + carets + "\n";
        return "Date: Sun, 22 Nov 2026 10:00:00 +0000\nFrom: alice@example.com\nTo: " + addresses + "\n" + marks
                + "Message-ID: <1@client.example.com>\n\nHello.\n";
    }
}
