package smtplint.analyzer.rules.dialogue;

import static smtplint.analyzer.model.Side.CLIENT;
import static smtplint.analyzer.rules.Severity.HINT;
import static smtplint.analyzer.rules.Severity.INFO;
import static smtplint.analyzer.rules.Severity.WARNING;
import static smtplint.analyzer.source.Evidence.ENVELOPE;
import static smtplint.analyzer.source.Evidence.LINES;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import smtplint.analyzer.model.Ascii;
import smtplint.analyzer.model.FieldName;
import smtplint.analyzer.model.HeaderField;
import smtplint.analyzer.model.MailObject;
import smtplint.analyzer.model.MailPath;
import smtplint.analyzer.model.Mailbox;
import smtplint.analyzer.rules.Findings;
import smtplint.analyzer.rules.Findings.Found;
import smtplint.analyzer.rules.RuleFamily;

/** The envelope against the fields of the message in it: RFC 5321 §4.4 and §7.2. */
public final class EnvelopeRules extends RuleFamily {

    private static final List<FieldName> RECIPIENT_FIELDS =
            List.of(FieldName.TO, FieldName.CC, FieldName.BCC, FieldName.RESENT_TO, FieldName.RESENT_CC);

    public EnvelopeRules() {
        super("envelope");

        rule("return-path-differs-from-envelope")
                .severity(WARNING)
                .needs(LINES, ENVELOPE)
                .blames(CLIENT)
                .rfc(5321, "4.4")
                .says("The message has a Return-Path that is not the reverse-path of its envelope")
                .because("Return-Path is written at final delivery, from the envelope. One that is sent along "
                        + "is taken for the truth by some readers, although bounces go elsewhere.")
                .instead("Remove the field before sending.")
                .bad("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250 mx.example.org
                        C: MAIL FROM:<alice@example.com>
                        S: 250 ok
                        C: RCPT TO:<bob@example.org>
                        S: 250 ok
                        C: DATA
                        S: 354 go ahead
                        C: Return-Path: <carol@example.net>
                                        ^^^^^^^^^^^^^^^^^^^
                        C: From: alice@example.com
                        C: To: bob@example.org
                        C: Date: Sun, 22 Nov 2026 10:00:00 +0000
                        C: Message-ID: <1@example.com>
                        C: Subject: x
                        C:
                        C: hello
                        C: .
                        S: 250 ok
                        """)
                .good("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250 mx.example.org
                        C: MAIL FROM:<alice@example.com>
                        S: 250 ok
                        C: RCPT TO:<bob@example.org>
                        S: 250 ok
                        C: DATA
                        S: 354 go ahead
                        C: From: alice@example.com
                        C: To: bob@example.org
                        C: Date: Sun, 22 Nov 2026 10:00:00 +0000
                        C: Message-ID: <1@example.com>
                        C: Subject: x
                        C:
                        C: hello
                        C: .
                        S: 250 ok
                        """)
                .fields(FieldName.RETURN_PATH)
                .on(MailObject.class, EnvelopeRules::returnPath);

        rule("from-differs-from-header-from")
                .severity(INFO)
                .needs(LINES, ENVELOPE)
                .blames(CLIENT)
                .rfc(7489)
                .rfc(5321, "7.2")
                .says("From is in %s, the reverse-path in %s")
                .because("Legitimate for lists and mail services. A check of the reverse-path (SPF) then says "
                        + "nothing about the author, and DMARC needs a signature of the author's domain.")
                .bad("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250 mx.example.org
                        C: MAIL FROM:<alice@example.com>
                        S: 250 ok
                        C: RCPT TO:<bob@example.org>
                        S: 250 ok
                        C: DATA
                        S: 354 go ahead
                        C: From: alice@example.net
                                 ^^^^^^^^^^^^^^^^^
                        C: To: bob@example.org
                        C: Date: Sun, 22 Nov 2026 10:00:00 +0000
                        C: Message-ID: <1@example.com>
                        C: Subject: x
                        C:
                        C: hello
                        C: .
                        S: 250 ok
                        """)
                .good("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250 mx.example.org
                        C: MAIL FROM:<alice@example.com>
                        S: 250 ok
                        C: RCPT TO:<bob@example.org>
                        S: 250 ok
                        C: DATA
                        S: 354 go ahead
                        C: From: alice@example.com
                        C: To: bob@example.org
                        C: Date: Sun, 22 Nov 2026 10:00:00 +0000
                        C: Message-ID: <1@example.com>
                        C: Subject: x
                        C:
                        C: hello
                        C: .
                        S: 250 ok
                        """)
                .fields(FieldName.FROM)
                .on(MailObject.class, EnvelopeRules::fromDiffers);

        rule("rcpt-not-in-header")
                .severity(HINT)
                .needs(LINES, ENVELOPE)
                .blames(CLIENT)
                .rfc(5321, "7.2")
                .says("Recipient %s stands neither in To nor in Cc")
                .because("A blind copy, a list or a forward looks like this; and spam.")
                .bad("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250 mx.example.org
                        C: MAIL FROM:<alice@example.com>
                        S: 250 ok
                        C: RCPT TO:<bob@example.org>
                        S: 250 ok
                        C: RCPT TO:<carol@example.org>
                                   ^^^^^^^^^^^^^^^^^^^
                        S: 250 ok
                        C: DATA
                        S: 354 go ahead
                        C: From: alice@example.com
                        C: To: bob@example.org
                        C: Date: Sun, 22 Nov 2026 10:00:00 +0000
                        C: Message-ID: <1@example.com>
                        C: Subject: x
                        C:
                        C: hello
                        C: .
                        S: 250 ok
                        """)
                .good("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250 mx.example.org
                        C: MAIL FROM:<alice@example.com>
                        S: 250 ok
                        C: RCPT TO:<bob@example.org>
                        S: 250 ok
                        C: DATA
                        S: 354 go ahead
                        C: From: alice@example.com
                        C: To: bob@example.org
                        C: Date: Sun, 22 Nov 2026 10:00:00 +0000
                        C: Message-ID: <1@example.com>
                        C: Subject: x
                        C:
                        C: hello
                        C: .
                        S: 250 ok
                        """)
                .on(MailObject.class, EnvelopeRules::notInHeader);

        rule("header-rcpt-not-in-envelope")
                .severity(HINT)
                .needs(LINES, ENVELOPE)
                .blames(CLIENT)
                .rfc(5321, "App. B")
                .says("%s stands in the header section, and no RCPT of this transaction names it")
                .because("It may get its copy in another transaction, as when recipients are sorted by " + "domain.")
                .bad("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250 mx.example.org
                        C: MAIL FROM:<alice@example.com>
                        S: 250 ok
                        C: RCPT TO:<bob@example.org>
                        S: 250 ok
                        C: DATA
                        S: 354 go ahead
                        C: To: bob@example.org, carol@example.org
                                                ^^^^^^^^^^^^^^^^^
                        C: From: alice@example.com
                        C: Date: Sun, 22 Nov 2026 10:00:00 +0000
                        C: Message-ID: <1@example.com>
                        C: Subject: x
                        C:
                        C: hello
                        C: .
                        S: 250 ok
                        """)
                .good("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250 mx.example.org
                        C: MAIL FROM:<alice@example.com>
                        S: 250 ok
                        C: RCPT TO:<bob@example.org>
                        S: 250 ok
                        C: DATA
                        S: 354 go ahead
                        C: From: alice@example.com
                        C: To: bob@example.org
                        C: Date: Sun, 22 Nov 2026 10:00:00 +0000
                        C: Message-ID: <1@example.com>
                        C: Subject: x
                        C:
                        C: hello
                        C: .
                        S: 250 ok
                        """)
                .fields(FieldName.TO, FieldName.CC)
                .on(MailObject.class, EnvelopeRules::notInEnvelope);

        rule("delivered-to-loop")
                .severity(WARNING)
                .needs(LINES, ENVELOPE)
                .blames(CLIENT)
                .rfc(9228)
                .rfc(5321, "6.3")
                .says("Recipient %s already stands in a Delivered-To of the message")
                .because("The message was delivered to this mailbox before and comes back: two forwards point "
                        + "at each other.")
                .bad("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250 mx.example.org
                        C: MAIL FROM:<alice@example.com>
                        S: 250 ok
                        C: RCPT TO:<bob@example.org>
                        S: 250 ok
                        C: DATA
                        S: 354 go ahead
                        C: Delivered-To: bob@example.org
                                         ^^^^^^^^^^^^^^^
                        C: From: alice@example.com
                        C: To: bob@example.org
                        C: Date: Sun, 22 Nov 2026 10:00:00 +0000
                        C: Message-ID: <1@example.com>
                        C: Subject: x
                        C:
                        C: hello
                        C: .
                        S: 250 ok
                        """)
                .good("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250 mx.example.org
                        C: MAIL FROM:<alice@example.com>
                        S: 250 ok
                        C: RCPT TO:<bob@example.org>
                        S: 250 ok
                        C: DATA
                        S: 354 go ahead
                        C: From: alice@example.com
                        C: To: bob@example.org
                        C: Date: Sun, 22 Nov 2026 10:00:00 +0000
                        C: Message-ID: <1@example.com>
                        C: Subject: x
                        C:
                        C: hello
                        C: .
                        S: 250 ok
                        """)
                .fields(FieldName.DELIVERED_TO)
                .on(MailObject.class, EnvelopeRules::loop);

        rule("list-mail-with-author-envelope")
                .severity(INFO)
                .needs(LINES, ENVELOPE)
                .blames(CLIENT)
                .rfc(5321, "3.9.2")
                .says("Mail of a list with the reverse-path of its author")
                .because("A list MUST replace the reverse-path by an address that handles its bounces; "
                        + "otherwise the author gets the bounces of all members.")
                .bad("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250 mx.example.org
                        C: MAIL FROM:<alice@example.com>
                        S: 250 ok
                        C: RCPT TO:<bob@example.org>
                        S: 250 ok
                        C: DATA
                        S: 354 go ahead
                        C: List-Id: <staff.example.org>
                           ^^^^^^^
                        C: From: alice@example.com
                        C: To: bob@example.org
                        C: Date: Sun, 22 Nov 2026 10:00:00 +0000
                        C: Message-ID: <1@example.com>
                        C: Subject: x
                        C:
                        C: hello
                        C: .
                        S: 250 ok
                        """)
                .good("""
                        S: 220 mx.example.org ESMTP
                        C: EHLO client.example.com
                        S: 250 mx.example.org
                        C: MAIL FROM:<alice@example.com>
                        S: 250 ok
                        C: RCPT TO:<bob@example.org>
                        S: 250 ok
                        C: DATA
                        S: 354 go ahead
                        C: From: alice@example.com
                        C: To: bob@example.org
                        C: Date: Sun, 22 Nov 2026 10:00:00 +0000
                        C: Message-ID: <1@example.com>
                        C: Subject: x
                        C:
                        C: hello
                        C: .
                        S: 250 ok
                        """)
                .fields(FieldName.LIST_ID)
                .on(MailObject.class, EnvelopeRules::listMail);
    }

    private static List<Mailbox> senders(MailObject mail) {
        return mail.message().header().mailboxes(FieldName.FROM);
    }

    private static void returnPath(MailObject mail, Findings findings) {
        for (HeaderField field : mail.message().header().all(FieldName.RETURN_PATH)) {
            if (!(field instanceof HeaderField.ReturnPath returned)) continue;
            boolean readable = !(returned.path() instanceof MailPath.Malformed);
            if (readable && !address(returned.path()).equals(address(mail.reversePath())))
                findings.at(returned.path().span());
        }
    }

    private static String address(MailPath path) {
        return Ascii.lower(path.address());
    }

    /** Where the last two labels differ the organisational domains differ too, whatever the public suffix. */
    private static void fromDiffers(MailObject mail, Findings findings) {
        List<Mailbox> authors = senders(mail);
        if (authors.isEmpty() || !(mail.reversePath() instanceof MailPath.Path path)) return;
        String envelope = path.mailbox().domain();
        String author = authors.get(0).domain();
        boolean names = envelope.contains(".") && author.contains(".");
        if (names && !lastLabels(author).equals(lastLabels(envelope)))
            findings.at(authors.get(0).span(), author, envelope);
    }

    private static String lastLabels(String domain) {
        int last = domain.lastIndexOf('.');
        return domain.substring(domain.lastIndexOf('.', last - 1) + 1);
    }

    private static Set<String> headerRecipients(MailObject mail) {
        Set<String> addresses = new HashSet<>();
        for (FieldName name : RECIPIENT_FIELDS)
            for (Mailbox mailbox : mail.message().header().mailboxes(name))
                addresses.add(Ascii.lower(mailbox.address()));
        return addresses;
    }

    private static void notInHeader(MailObject mail, Findings findings) {
        Set<String> shown = headerRecipients(mail);
        if (shown.isEmpty()) return;
        for (MailPath path : mail.forwardPaths())
            if (path instanceof MailPath.Path && !shown.contains(address(path)))
                findings.at(path.span(), address(path));
    }

    private static void notInEnvelope(MailObject mail, Findings findings) {
        Set<String> recipients = new HashSet<>();
        for (MailPath path : mail.forwardPaths()) recipients.add(address(path));
        if (recipients.isEmpty()) return;
        Optional<Found> first = Optional.empty();
        for (FieldName name : List.of(FieldName.TO, FieldName.CC)) {
            for (Mailbox mailbox : mail.message().header().mailboxes(name)) {
                if (recipients.contains(Ascii.lower(mailbox.address()))) continue;
                if (first.isPresent()) first.get().followedBy(mailbox.span(), "nor this one");
                else first = Optional.of(findings.at(mailbox.span(), mailbox.address()));
            }
        }
    }

    private static void loop(MailObject mail, Findings findings) {
        for (HeaderField field : mail.message().header().all(FieldName.DELIVERED_TO)) {
            String delivered = Ascii.lower(field.body());
            for (MailPath path : mail.forwardPaths()) {
                if (!(path instanceof MailPath.Path) || !address(path).equals(delivered)) continue;
                findings.at(field.bodySpan(), delivered);
                return;
            }
        }
    }

    private static void listMail(MailObject mail, Findings findings) {
        Optional<HeaderField> list = mail.message().header().first(FieldName.LIST_ID);
        List<Mailbox> authors = senders(mail);
        if (list.isEmpty() || authors.isEmpty() || !(mail.reversePath() instanceof MailPath.Path)) return;
        if (Ascii.lower(authors.get(0).address()).equals(address(mail.reversePath())))
            findings.at(list.get().name().span());
    }
}
