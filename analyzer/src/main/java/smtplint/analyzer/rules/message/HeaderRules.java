package smtplint.analyzer.rules.message;

import static smtplint.analyzer.model.Side.MESSAGE;
import static smtplint.analyzer.rules.Severity.HINT;
import static smtplint.analyzer.rules.Severity.INFO;
import static smtplint.analyzer.rules.Severity.WARNING;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import smtplint.analyzer.model.AddressList;
import smtplint.analyzer.model.FieldName;
import smtplint.analyzer.model.HeaderField;
import smtplint.analyzer.model.Host;
import smtplint.analyzer.model.Message;
import smtplint.analyzer.model.Received;
import smtplint.analyzer.model.TraceSection;
import smtplint.analyzer.rules.Findings;
import smtplint.analyzer.rules.RuleFamily;

/** What the fields of a message say: RFC 5322 §3.6 and common practice. */
public final class HeaderRules extends RuleFamily {
    private static final String GOOD = """
            Date: Sun, 22 Nov 2026 10:00:00 +0000
            From: alice@example.com
            To: bob@example.net
            Subject: Minutes
            Message-ID: <1@client.example.com>

            Hello.
            """;

    public HeaderRules(Instant now) {
        super("header");

        rule("date-in-future")
                .severity(WARNING)
                .blames(MESSAGE)
                .rfc(5322, "3.6.1")
                .says("The message is dated %s ahead of %s")
                .because(
                        "Date is the moment when the author sent it: the clock is wrong, or the date was set to keep the"
                                + " message on top.")
                .badMessage("""
                        Date: Tue, 24 Nov 2026 10:00:00 +0000
                              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
                        From: alice@example.com
                        To: bob@example.net
                        Subject: Minutes
                        Message-ID: <1@client.example.com>

                        Hello.
                        """)
                .goodMessage(GOOD)
                .fields(FieldName.DATE)
                .on(Message.class, (message, findings) -> dateAgainst(message, now, findings, true));

        rule("date-in-past")
                .severity(INFO)
                .blames(MESSAGE)
                .rfc(5322, "3.6.1")
                .says("The message is dated %s before %s")
                .because("It waited long before it was sent, or the author's clock is wrong.")
                .badMessage("""
                        Received: from client.example.com (client.example.com [192.0.2.1])
                         by mx.example.net with ESMTP id 1A; Sun, 22 Nov 2026 10:00:00 +0000
                        Date: Sun, 01 Nov 2026 10:00:00 +0000
                              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
                        From: alice@example.com
                        To: bob@example.net
                        Subject: Minutes
                        Message-ID: <1@client.example.com>

                        Hello.
                        """)
                .goodMessage(GOOD)
                .fields(FieldName.DATE)
                .on(Message.class, (message, findings) -> dateAgainst(message, now, findings, false));

        rule("subject-missing")
                .severity(HINT)
                .blames(MESSAGE)
                .rfc(5322, "3.6.5")
                .says("The message has no subject")
                .because("The field is optional, but readers and filters look at it first.")
                .badMessage("""
                        Date: Sun, 22 Nov 2026 10:00:00 +0000
                        ^^^^
                        From: alice@example.com
                        To: bob@example.net
                        Message-ID: <1@client.example.com>

                        Hello.
                        """)
                .goodMessage(GOOD)
                .on(Message.class, HeaderRules::noSubject);

        rule("recipients-missing")
                .severity(INFO)
                .blames(MESSAGE)
                .rfc(5322, "3.6.3")
                .says("No To, Cc or Bcc field names a recipient")
                .because("That is allowed since RFC 2822, but filters take it for a mark of bulk mail.")
                .badMessage("""
                        Date: Sun, 22 Nov 2026 10:00:00 +0000
                        ^^^^
                        From: alice@example.com
                        Subject: Minutes
                        Message-ID: <1@client.example.com>

                        Hello.
                        """)
                .goodMessage(GOOD)
                .on(Message.class, HeaderRules::noRecipients);

        rule("from-domain-not-fqdn")
                .severity(WARNING)
                .blames(MESSAGE)
                .rfc(5322, "3.4.1")
                .rfc(5321, "2.3.5")
                .says("The domain of the author, %s, is no fully qualified name")
                .because("Nobody outside the author's network can answer such an address.")
                .badMessage("""
                        Date: Sun, 22 Nov 2026 10:00:00 +0000
                        From: alice@workstation
                                    ^^^^^^^^^^^
                        To: bob@example.net
                        Subject: Minutes
                        Message-ID: <1@client.example.com>

                        Hello.
                        """)
                .goodMessage(GOOD)
                .fields(FieldName.FROM)
                .on(HeaderField.Addresses.class, HeaderRules::localDomain);
    }

    private static void dateAgainst(Message message, Instant now, Findings findings, boolean future) {
        Optional<HeaderField.Moment> date = message.header()
                .first(HeaderField.DateTime.class, FieldName.DATE)
                .map(HeaderField.DateTime::moment);
        Optional<OffsetDateTime> written = date.flatMap(HeaderField.Moment::value);
        if (written.isEmpty()) return;
        Optional<Instant> firstHop = firstHop(message);
        if (!future && firstHop.isEmpty()) return;
        Instant reference = firstHop.orElse(now);
        String than = firstHop.isPresent() ? "the first hop" : "now";
        Duration ahead = Duration.between(reference, written.get().toInstant());
        if (future && ahead.compareTo(Duration.ofHours(2)) > 0)
            findings.at(date.get().span(), words(ahead), than);
        if (!future && ahead.compareTo(Duration.ofDays(-3)) < 0)
            findings.at(date.get().span(), words(ahead.negated()), than);
    }

    private static Optional<Instant> firstHop(Message message) {
        List<Received> hops = message.header().trace().map(TraceSection::hops).orElse(List.of());
        if (hops.isEmpty()) return Optional.empty();
        return hops.get(hops.size() - 1)
                .time()
                .flatMap(HeaderField.Moment::value)
                .map(OffsetDateTime::toInstant);
    }

    private static String words(Duration duration) {
        return duration.toHours() < 48 ? duration.toHours() + " h" : duration.toDays() + " days";
    }

    private static void noSubject(Message message, Findings findings) {
        Optional<HeaderField> subject = message.header().first(FieldName.SUBJECT);
        if (message.header().fields().isEmpty()) return;
        if (subject.isEmpty())
            findings.at(message.header().fields().get(0).name().span());
        else if (subject.get().lines().isBlank())
            findings.at(subject.get().name().span());
    }

    private static void noRecipients(Message message, Findings findings) {
        boolean named = message.header().has(FieldName.TO)
                || message.header().has(FieldName.CC)
                || message.header().has(FieldName.BCC);
        boolean outer = message.context() != Message.Context.EMBEDDED;
        if (!named && outer && !message.header().fields().isEmpty())
            findings.at(message.header().fields().get(0).name().span());
    }

    private static void localDomain(HeaderField.Addresses field, Findings findings) {
        for (AddressList.NamedMailbox mailbox : field.list().mailboxes()) {
            mailbox.mailbox().host().ifPresent(host -> {
                if (host instanceof Host.DomainName domain && !domain.isDotted() && !domain.hasTrailingDot())
                    findings.at(domain.span(), domain.value());
            });
        }
    }
}
