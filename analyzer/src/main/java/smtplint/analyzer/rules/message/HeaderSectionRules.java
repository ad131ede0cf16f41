package smtplint.analyzer.rules.message;

import static smtplint.analyzer.model.Side.MESSAGE;
import static smtplint.analyzer.rules.Severity.ERROR;
import static smtplint.analyzer.rules.Severity.HINT;
import static smtplint.analyzer.rules.Severity.INFO;
import static smtplint.analyzer.rules.Severity.WARNING;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import smtplint.analyzer.model.AddressList;
import smtplint.analyzer.model.FieldName;
import smtplint.analyzer.model.HeaderField;
import smtplint.analyzer.model.HeaderSection;
import smtplint.analyzer.model.Message;
import smtplint.analyzer.model.Trait;
import smtplint.analyzer.rules.Findings;
import smtplint.analyzer.rules.RuleFamily;

/** Which fields a message must have, and how often: RFC 5322 §3.6. */
public final class HeaderSectionRules extends RuleFamily {

    private static final FieldName[] RESENT =
            Stream.of(FieldName.values()).filter(FieldName::isResent).toArray(FieldName[]::new);

    public HeaderSectionRules() {
        super("header-syntax");

        rule("date-missing")
                .severity(ERROR)
                .blames(MESSAGE)
                .rfc(5322, "3.6")
                .rfc(5322, "3.6.1")
                .says("The message has no Date field")
                .because("The origination date is one of the two fields that every message must have.")
                .badMessage("""
                        From: alice@example.com
                        ^^^^
                        Message-ID: <1@client.example.com>

                        Hello.
                        """)
                .goodMessage("""
                        Date: Sun, 22 Nov 2026 10:00:00 +0000
                        From: alice@example.com
                        Message-ID: <1@client.example.com>

                        Hello.
                        """)
                .on(Message.class, (message, findings) -> required(message, FieldName.DATE, findings));

        rule("from-missing")
                .severity(ERROR)
                .blames(MESSAGE)
                .rfc(5322, "3.6")
                .rfc(5322, "3.6.2")
                .says("The message has no From field")
                .because(
                        "From names the author; it is one of the two fields that every message must have, and receivers"
                                + " that check DMARC refuse a message without it.")
                .badMessage("""
                        Date: Sun, 22 Nov 2026 10:00:00 +0000
                        ^^^^
                        Message-ID: <1@client.example.com>

                        Hello.
                        """)
                .goodMessage("""
                        Date: Sun, 22 Nov 2026 10:00:00 +0000
                        From: alice@example.com
                        Message-ID: <1@client.example.com>

                        Hello.
                        """)
                .on(Message.class, (message, findings) -> required(message, FieldName.FROM, findings));

        rule("message-id-missing")
                .severity(WARNING)
                .blames(MESSAGE)
                .rfc(5322, "3.6.4")
                .says("The message has no Message-ID field")
                .because("Every message SHOULD have one: replies, threads and duplicate detection hang on it.")
                .badMessage("""
                        Date: Sun, 22 Nov 2026 10:00:00 +0000
                        ^^^^
                        From: alice@example.com

                        Hello.
                        """)
                .goodMessage("""
                        Date: Sun, 22 Nov 2026 10:00:00 +0000
                        From: alice@example.com
                        Message-ID: <1@client.example.com>

                        Hello.
                        """)
                .on(Message.class, (message, findings) -> required(message, FieldName.MESSAGE_ID, findings));

        rule("header-singleton-duplicated")
                .severity(ERROR)
                .blames(MESSAGE)
                .rfc(5322, "3.6")
                .says("%s occurs a second time, the field may stand only once")
                .because("Programs disagree on which of the two counts: filters may see one and readers the other.")
                .badMessage("""
                        Date: Sun, 22 Nov 2026 10:00:00 +0000
                        From: alice@example.com
                        Message-ID: <1@client.example.com>
                        Subject: first
                        Subject: second
                        ^^^^^^^

                        Hello.
                        """)
                .goodMessage("""
                        Date: Sun, 22 Nov 2026 10:00:00 +0000
                        From: alice@example.com
                        Message-ID: <1@client.example.com>
                        Subject: first

                        Hello.
                        """)
                .where(Trait.REPEATED_FIELD)
                .on(HeaderSection.class, (header, findings) -> repeated(header, FieldName.Limit.ONE, findings));

        rule("destination-field-repeated")
                .severity(WARNING)
                .blames(MESSAGE)
                .rfc(5322, "3.6")
                .rfc(5322, "4.5.3")
                .says("%s occurs a second time; the obsolete form joins the lists, many programs read the first only")
                .because("To, Cc and Bcc may stand once each; only the obsolete syntax, which must not be generated,"
                        + " allows more.")
                .instead("Put all addresses into one field.")
                .badMessage("""
                        Date: Sun, 22 Nov 2026 10:00:00 +0000
                        From: alice@example.com
                        Message-ID: <1@client.example.com>
                        To: bob@example.net
                        To: carol@example.net
                        ^^

                        Hello.
                        """)
                .goodMessage("""
                        Date: Sun, 22 Nov 2026 10:00:00 +0000
                        From: alice@example.com
                        Message-ID: <1@client.example.com>
                        To: bob@example.net, carol@example.net

                        Hello.
                        """)
                .where(Trait.REPEATED_FIELD)
                .on(HeaderSection.class, (header, findings) -> repeated(header, FieldName.Limit.LIST, findings));

        rule("from-multiple-without-sender")
                .severity(ERROR)
                .blames(MESSAGE)
                .rfc(5322, "3.6.2")
                .says("From has %s mailboxes, and there is no Sender field")
                .because("With more than one author the Sender field MUST say which mailbox sent the message.")
                .badMessage("""
                        Date: Sun, 22 Nov 2026 10:00:00 +0000
                        From: alice@example.com, carol@example.com
                        ^^^^
                        Message-ID: <1@client.example.com>

                        Hello.
                        """)
                .goodMessage("""
                        Date: Sun, 22 Nov 2026 10:00:00 +0000
                        From: alice@example.com, carol@example.com
                        Sender: alice@example.com
                        Message-ID: <1@client.example.com>

                        Hello.
                        """)
                .fields(FieldName.FROM)
                .on(HeaderSection.class, HeaderSectionRules::severalAuthors);

        rule("sender-not-single-mailbox")
                .severity(ERROR)
                .blames(MESSAGE)
                .rfc(5322, "3.6.2")
                .says("Sender holds %s mailboxes, it takes exactly one")
                .because("Sender names the one agent that sent the message.")
                .badMessage("""
                        Date: Sun, 22 Nov 2026 10:00:00 +0000
                        From: alice@example.com
                        Sender: carol@example.com, dave@example.com
                        ^^^^^^
                        Message-ID: <1@client.example.com>

                        Hello.
                        """)
                .goodMessage("""
                        Date: Sun, 22 Nov 2026 10:00:00 +0000
                        From: alice@example.com
                        Sender: carol@example.com
                        Message-ID: <1@client.example.com>

                        Hello.
                        """)
                .fields(FieldName.SENDER, FieldName.RESENT_SENDER)
                .on(HeaderField.Addresses.class, (field, findings) -> {
                    int mailboxes = field.list().mailboxes().size();
                    if (mailboxes > 1) findings.at(field.name().span(), mailboxes);
                });

        rule("sender-redundant")
                .severity(HINT)
                .blames(MESSAGE)
                .rfc(5322, "3.6.2")
                .says("Sender repeats the only mailbox of From")
                .because("Sender SHOULD NOT be used when it says what From says already.")
                .badMessage("""
                        Date: Sun, 22 Nov 2026 10:00:00 +0000
                        From: alice@example.com
                        Sender: alice@example.com
                        ^^^^^^
                        Message-ID: <1@client.example.com>

                        Hello.
                        """)
                .goodMessage("""
                        Date: Sun, 22 Nov 2026 10:00:00 +0000
                        From: alice@example.com
                        Message-ID: <1@client.example.com>

                        Hello.
                        """)
                .fields(FieldName.SENDER)
                .on(HeaderSection.class, HeaderSectionRules::redundantSender);

        rule("resent-block-incomplete")
                .severity(WARNING)
                .blames(MESSAGE)
                .rfc(5322, "3.6.6")
                .says("Resent fields without %s")
                .because("A block of resent fields must have Resent-Date and Resent-From.")
                .badMessage("""
                        Resent-To: carol@example.net
                        ^^^^^^^^^
                        Resent-From: bob@example.net
                        Date: Sun, 22 Nov 2026 10:00:00 +0000
                        From: alice@example.com
                        Message-ID: <1@client.example.com>

                        Hello.
                        """)
                .goodMessage("""
                        Resent-Date: Sun, 22 Nov 2026 11:00:00 +0000
                        Resent-To: carol@example.net
                        Resent-From: bob@example.net
                        Date: Sun, 22 Nov 2026 10:00:00 +0000
                        From: alice@example.com
                        Message-ID: <1@client.example.com>

                        Hello.
                        """)
                .fields(RESENT)
                .on(HeaderSection.class, HeaderSectionRules::incompleteResentBlock);

        rule("header-block-too-large")
                .severity(INFO)
                .blames(MESSAGE)
                .says("The header section has %s octets, more than the 102,400 that common servers take")
                .because("Servers cut or refuse header sections beyond a limit of their own.")
                .badMessage("""
                        Date: Sun, 22 Nov 2026 10:00:00 +0000
                        ^^^^
                        From: alice@example.com
                        Message-ID: <1@client.example.com>
                        {X-Note: abcdefghijklmnopqrstuvwxyz0123456789␍␊*2600}

                        Hello.
                        """)
                .goodMessage("""
                        Date: Sun, 22 Nov 2026 10:00:00 +0000
                        From: alice@example.com
                        Message-ID: <1@client.example.com>

                        Hello.
                        """)
                .on(Message.class, (message, findings) -> {
                    int octets = message.header().span().length();
                    if (octets > 102_400) {
                        message.header().fields().stream()
                                .findFirst()
                                .ifPresent(f -> findings.at(f.name().span(), octets));
                    }
                });
    }

    private static void required(Message message, FieldName name, Findings findings) {
        List<HeaderField> fields = message.header().fields();
        if (message.context() == Message.Context.EMBEDDED
                || fields.isEmpty()
                || message.header().has(name)) return;
        findings.at(fields.get(0).name().span());
    }

    private static void repeated(HeaderSection header, FieldName.Limit limit, Findings findings) {
        Map<FieldName, HeaderField> first = new EnumMap<>(FieldName.class);
        for (HeaderField field : header.fields()) {
            if (field.known().limit() != limit) continue;
            HeaderField before = first.putIfAbsent(field.known(), field);
            if (before != null)
                findings.at(field.name().span(), field.known().canonical())
                        .because(before.name().span(), "the first one");
        }
    }

    private static void severalAuthors(HeaderSection header, Findings findings) {
        header.first(HeaderField.Addresses.class, FieldName.FROM).ifPresent(from -> {
            int mailboxes = from.list().mailboxes().size();
            if (mailboxes > 1 && !header.has(FieldName.SENDER))
                findings.at(from.name().span(), mailboxes);
        });
    }

    private static void redundantSender(HeaderSection header, Findings findings) {
        header.first(HeaderField.Addresses.class, FieldName.FROM)
                .ifPresent(from -> header.first(HeaderField.Addresses.class, FieldName.SENDER)
                        .ifPresent(sender -> {
                            if (sameMailbox(from.list(), sender.list()))
                                findings.at(sender.name().span());
                        }));
    }

    private static boolean sameMailbox(AddressList from, AddressList sender) {
        return from.mailboxes().size() == 1
                && sender.mailboxes().size() == 1
                && from.mailboxes()
                        .get(0)
                        .mailbox()
                        .address()
                        .equals(sender.mailboxes().get(0).mailbox().address());
    }

    private static void incompleteResentBlock(HeaderSection header, Findings findings) {
        Optional<HeaderField> resent = firstResent(header);
        if (resent.isEmpty()) return;
        boolean date = header.has(FieldName.RESENT_DATE);
        boolean from = header.has(FieldName.RESENT_FROM);
        if (date && from) return;
        String missing = date ? "Resent-From" : from ? "Resent-Date" : "Resent-Date and Resent-From";
        findings.at(resent.get().name().span(), missing);
    }

    private static Optional<HeaderField> firstResent(HeaderSection header) {
        for (HeaderField field : header.fields()) if (field.known().isResent()) return Optional.of(field);
        return Optional.empty();
    }
}
