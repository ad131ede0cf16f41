package smtplint.analyzer.rules.message;

import static smtplint.analyzer.model.Side.MESSAGE;
import static smtplint.analyzer.rules.Severity.INFO;
import static smtplint.analyzer.rules.Severity.WARNING;

import java.util.Optional;
import smtplint.analyzer.model.AddressList;
import smtplint.analyzer.model.Ascii;
import smtplint.analyzer.model.FieldName;
import smtplint.analyzer.model.HeaderField;
import smtplint.analyzer.model.HeaderSection;
import smtplint.analyzer.model.HostNames;
import smtplint.analyzer.model.Mailbox;
import smtplint.analyzer.model.Rfc2047;
import smtplint.analyzer.rules.Findings;
import smtplint.analyzer.rules.RuleFamily;
import smtplint.analyzer.source.Evidence;

/** Who seems to have sent a message, and who gets the answer: RFC 5322 §3.4 and §3.6.2. */
public final class SenderNameRules extends RuleFamily {

    public SenderNameRules() {
        super("envelope");

        rule("display-name-holds-other-address")
                .severity(WARNING)
                .needs(Evidence.MESSAGE)
                .blames(MESSAGE)
                .rfc(5322, "3.4")
                .says("The display name shows %s, the mailbox is %s")
                .because("Many programs show the display name only, so the reader sees a sender that is not "
                        + "the one who is answered.")
                .badMessage("""
                        Date: Sun, 22 Nov 2026 10:00:00 +0000
                        From: "support@example.org" <alice@example.com>
                              ^^^^^^^^^^^^^^^^^^^^^
                        To: bob@example.org
                        Message-ID: <1@example.com>
                        Subject: x

                        hello
                        """)
                .goodMessage("""
                        Date: Sun, 22 Nov 2026 10:00:00 +0000
                        From: alice@example.com
                        To: bob@example.org
                        Message-ID: <1@example.com>
                        Subject: x

                        hello
                        """)
                .fields(FieldName.FROM, FieldName.SENDER)
                .on(HeaderField.Addresses.class, SenderNameRules::otherAddress);

        rule("reply-to-foreign-domain")
                .severity(INFO)
                .needs(Evidence.MESSAGE)
                .blames(MESSAGE)
                .rfc(5322, "3.6.2")
                .says("Replies go to %s, the author is in %s")
                .because("Legitimate for services that send for others; also how answers to a forged author "
                        + "are caught.")
                .badMessage("""
                        Date: Sun, 22 Nov 2026 10:00:00 +0000
                        From: alice@example.com
                        To: bob@example.org
                        Message-ID: <1@example.com>
                        Subject: x
                        Reply-To: carol@example.net
                                  ^^^^^^^^^^^^^^^^^

                        hello
                        """)
                .goodMessage("""
                        Date: Sun, 22 Nov 2026 10:00:00 +0000
                        From: alice@example.com
                        To: bob@example.org
                        Message-ID: <1@example.com>
                        Subject: x

                        hello
                        """)
                .fields(FieldName.REPLY_TO)
                .on(HeaderSection.class, SenderNameRules::foreignReply);
    }

    private static void otherAddress(HeaderField.Addresses field, Findings findings) {
        for (AddressList.NamedMailbox named : field.list().mailboxes()) {
            Optional<String> shown = addressIn(Rfc2047.decode(named.displayName()));
            String mailbox = Ascii.lower(named.mailbox().address());
            if (shown.isPresent() && !shown.get().equals(mailbox))
                findings.at(named.displayNameSpan(), shown.get(), mailbox);
        }
    }

    /** The first word with an "@" and a dotted domain behind it, brackets and quotes around it left out. */
    private static Optional<String> addressIn(String displayName) {
        int at = displayName.indexOf('@');
        if (at <= 0) return Optional.empty();
        int from = at;
        while (from > 0 && isAddressCharacter(displayName.charAt(from - 1))) from--;
        int to = at + 1;
        while (to < displayName.length() && isDomainCharacter(displayName.charAt(to))) to++;
        String domain = displayName.substring(at + 1, to);
        boolean address = from < at && domain.indexOf('.') > 0 && !domain.endsWith(".");
        return address ? Optional.of(Ascii.lower(displayName.substring(from, to))) : Optional.empty();
    }

    private static boolean isAddressCharacter(char c) {
        return c == '.' || c != '\'' && Ascii.isAtext(c);
    }

    private static boolean isDomainCharacter(char c) {
        return Ascii.isLetterOrDigit(c) || c == '.' || c == '-';
    }

    private static void foreignReply(HeaderSection header, Findings findings) {
        Optional<Mailbox> author = firstMailbox(header, FieldName.FROM);
        Optional<Mailbox> reply = firstMailbox(header, FieldName.REPLY_TO);
        if (author.isEmpty() || reply.isEmpty() || header.has(FieldName.LIST_ID)) return;
        String from = author.get().domain();
        String to = reply.get().domain();
        if (from.isEmpty() || to.isEmpty() || HostNames.related(from, to)) return;
        findings.at(reply.get().span(), to, from);
    }

    private static Optional<Mailbox> firstMailbox(HeaderSection header, FieldName name) {
        return header.first(HeaderField.Addresses.class, name)
                .flatMap(f -> f.list().mailboxes().stream().findFirst())
                .map(AddressList.NamedMailbox::mailbox);
    }
}
