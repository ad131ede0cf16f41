package smtplint.analyzer.rules.message;

import static smtplint.analyzer.model.Side.MESSAGE;
import static smtplint.analyzer.rules.Severity.ERROR;
import static smtplint.analyzer.rules.Severity.HINT;
import static smtplint.analyzer.rules.Severity.INFO;
import static smtplint.analyzer.rules.Severity.WARNING;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import smtplint.analyzer.model.AddressList;
import smtplint.analyzer.model.Ascii;
import smtplint.analyzer.model.EncodedWord;
import smtplint.analyzer.model.FieldName;
import smtplint.analyzer.model.HeaderField;
import smtplint.analyzer.model.HeaderSection;
import smtplint.analyzer.rules.Findings;
import smtplint.analyzer.rules.RuleFamily;
import smtplint.analyzer.rules.Spelling;
import smtplint.analyzer.source.SourceText;
import smtplint.analyzer.source.Span;

/** Fields that are misspelled, misplaced, empty or smuggled in: RFC 5322 §2.2, §3.6, RFC 4021. */
public final class HeaderUseRules extends RuleFamily {
    /** Fields of mail that are registered, or that common programs write. */
    private static final Set<String> KNOWN = Set.of(
            "accept-language",
            "alternate-recipient",
            "apparently-to",
            "approved",
            "arc-authentication-results",
            "arc-message-signature",
            "arc-seal",
            "archive",
            "archived-at",
            "article-names",
            "authentication-results",
            "auto-submitted",
            "autocrypt",
            "autoforwarded",
            "autosubmitted",
            "base",
            "bcc",
            "cc",
            "comments",
            "content-alternative",
            "content-base",
            "content-description",
            "content-disposition",
            "content-duration",
            "content-features",
            "content-id",
            "content-identifier",
            "content-language",
            "content-length",
            "content-location",
            "content-md5",
            "content-return",
            "content-transfer-encoding",
            "content-translation-type",
            "content-type",
            "control",
            "conversion",
            "date",
            "date-received",
            "deferred-delivery",
            "delivered-to",
            "delivery-date",
            "disposition-notification-options",
            "disposition-notification-to",
            "distribution",
            "dkim-signature",
            "domainkey-signature",
            "encoding",
            "encrypted",
            "envelope-to",
            "errors-to",
            "expires",
            "expiry-date",
            "feedback-id",
            "followup-to",
            "from",
            "importance",
            "in-reply-to",
            "injection-date",
            "injection-info",
            "keywords",
            "language",
            "latest-delivery-time",
            "lines",
            "list-archive",
            "list-help",
            "list-id",
            "list-owner",
            "list-post",
            "list-subscribe",
            "list-unsubscribe",
            "list-unsubscribe-post",
            "mail-copies-to",
            "mail-followup-to",
            "mail-reply-to",
            "mailing-list",
            "message-context",
            "message-id",
            "message-type",
            "mime-version",
            "newsgroups",
            "obsoletes",
            "organization",
            "organisation",
            "original-from",
            "original-message-id",
            "original-recipient",
            "originator",
            "path",
            "precedence",
            "priority",
            "received",
            "received-spf",
            "references",
            "reply-by",
            "reply-to",
            "require-recipient-valid-since",
            "resent-bcc",
            "resent-cc",
            "resent-date",
            "resent-from",
            "resent-message-id",
            "resent-reply-to",
            "resent-sender",
            "resent-to",
            "return-path",
            "return-receipt-to",
            "see-also",
            "sender",
            "sensitivity",
            "solicitation",
            "status",
            "subject",
            "summary",
            "supersedes",
            "thread-index",
            "thread-topic",
            "tls-report-domain",
            "tls-report-submitter",
            "tls-required",
            "to",
            "user-agent",
            "wideband",
            "xref");

    /** For gateways to X.400 (RFC 2156) and for news (RFC 5536). */
    private static final Set<String> RESTRICTED = Set.of(
            "alternate-recipient",
            "autoforwarded",
            "autosubmitted",
            "content-identifier",
            "content-return",
            "conversion",
            "conversion-with-loss",
            "deferred-delivery",
            "discarded-x400-ipms-extensions",
            "discarded-x400-mts-extensions",
            "disclose-recipients",
            "dl-expansion-history",
            "generate-delivery-report",
            "incomplete-copy",
            "latest-delivery-time",
            "message-type",
            "original-encoded-information-types",
            "originator-return-address",
            "prevent-nondelivery-report",
            "x400-content-identifier",
            "x400-content-return",
            "x400-content-type",
            "x400-mts-identifier",
            "x400-originator",
            "x400-received",
            "x400-recipients",
            "x400-trace",
            "control",
            "distribution",
            "injection-date",
            "injection-info",
            "nntp-posting-date",
            "nntp-posting-host",
            "path",
            "xref");

    private static final List<String> KNOWN_IN_ORDER = KNOWN.stream().sorted().toList();

    private static final Set<String> NEVER_EMPTY = Set.of(
            "references",
            "in-reply-to",
            "keywords",
            "list-help",
            "list-unsubscribe",
            "list-subscribe",
            "list-post",
            "list-owner",
            "list-archive",
            "auto-submitted",
            "content-disposition");

    private static final String FIELDS = """
            Date: Sun, 22 Nov 2026 10:00:00 +0000
            From: alice@example.com
            Message-ID: <1@client.example.com>
            """;
    private static final String GOOD = FIELDS + "\nHello.\n";

    public HeaderUseRules() {
        super("header-syntax");

        rule("header-field-empty")
                .severity(INFO)
                .blames(MESSAGE)
                .rfc(5322, "3.6.4")
                .rfc(5322, "3.6.5")
                .says("%s has nothing in it")
                .because("The field holds one element at least; a program that had nothing to say leaves it out.")
                .badMessage(FIELDS + "Keywords:\n^^^^^^^^\n\nHello.\n")
                .goodMessage(GOOD)
                .on(HeaderField.class, (field, findings) -> {
                    if (field.lines().isBlank()
                            && NEVER_EMPTY.contains(Ascii.lower(field.name().value())))
                        findings.at(field.name().span(), field.name().value());
                });

        rule("header-misspelled")
                .severity(HINT)
                .blames(MESSAGE)
                .rfc(4021)
                .says("There is no field %s; %s is spelled nearly so")
                .because("Programs that look for the field don't find it.")
                .badMessage(
                        FIELDS + "Recieved: by mx.example.com; Sun, 22 Nov 2026 10:00:01 +0000\n^^^^^^^^\n\nHello.\n")
                .goodMessage(GOOD)
                .fields(FieldName.OTHER)
                .on(HeaderField.Unstructured.class, HeaderUseRules::misspelled);

        rule("header-restricted-use")
                .severity(HINT)
                .blames(MESSAGE)
                .rfc(4021)
                .says("%s is a field of %s")
                .because("In mail it tells nothing, or what it told was meant for another network.")
                .badMessage(FIELDS + "X400-Received: by /PRMD=EXAMPLE/; 22 Nov 2026\n^^^^^^^^^^^^^\n\nHello.\n")
                .goodMessage(GOOD)
                .fields(FieldName.OTHER)
                .on(HeaderField.Unstructured.class, (field, findings) -> {
                    String name = Ascii.lower(field.name().value());
                    if (!RESTRICTED.contains(name)) return;
                    boolean news =
                            Set.of("control", "distribution", "path", "xref").contains(name)
                                    || name.startsWith("injection")
                                    || name.startsWith("nntp");
                    findings.at(field.name().span(), field.name().value(), news ? "news" : "gateways to X.400");
                });

        rule("address-spaces-inside-brackets")
                .severity(INFO)
                .blames(MESSAGE)
                .rfc(5322, "3.2.3")
                .rfc(5322, "3.4.1")
                .says("White space stands between the angle brackets")
                .because("The grammar allows it there; some programs take it for a part of the address.")
                .badMessage(FIELDS + "To: Bob < bob@example.net >\n        ^^^^^^^^^^^^^^^^^^^\n\nHello.\n")
                .goodMessage(FIELDS + "To: Bob <bob@example.net>\n\nHello.\n")
                .on(HeaderField.Addresses.class, HeaderUseRules::spacesInside);

        rule("resent-block-misplaced")
                .severity(WARNING)
                .blames(MESSAGE)
                .rfc(5322, "3.6")
                .rfc(5322, "3.6.6")
                .says("%s stands below the fields of the original message")
                .because("Each set of resent fields is put before what was there: in another order nobody can tell who"
                        + " sent the message on, and when.")
                .badMessage(FIELDS + "Resent-Date: Sun, 22 Nov 2026 11:00:00 +0000\n^^^^^^^^^^^\n"
                        + "Resent-From: bob@example.net\n\nHello.\n")
                .goodMessage("Resent-Date: Sun, 22 Nov 2026 11:00:00 +0000\nResent-From: bob@example.net\n" + GOOD)
                .on(HeaderSection.class, HeaderUseRules::resentBelow);

        rule("header-injected-by-fold")
                .severity(ERROR)
                .blames(MESSAGE)
                .rfc(5322, "2.2")
                .says("%s begins another field for some programs: %s")
                .because(
                        "A field body MUST NOT have CR or LF but in a fold. Programs that take such an octet for a line"
                                + " end read a field that the sender smuggled in.")
                .badMessage(FIELDS + "Subject: Minutes␍Bcc: eve@example.org\n                ^\n\nHello.\n")
                .goodMessage(GOOD)
                .on(HeaderField.class, (field, findings) -> {
                    injection(field)
                            .ifPresent(at -> findings.at(at, field.name().value(), "a bare CR stands before a name"));
                    for (EncodedWord word : field.lines().encodedWords())
                        if (word.place().isDecoded() && breaksLine(word))
                            findings.at(word.span(), field.name().value(), "the encoded-word holds a line end");
                });
    }

    private static void misspelled(HeaderField.Unstructured field, Findings findings) {
        String name = Ascii.lower(field.name().value());
        if (name.length() < 5 || name.length() > 40 || name.startsWith("x-") || KNOWN.contains(name)) return;
        // "DKIM2-Signature" is another field, not a slip.
        if (name.chars().anyMatch(c -> c >= '0' && c <= '9')) return;
        if (RESTRICTED.contains(name) || FieldName.of(name) != FieldName.OTHER) return;
        for (String known : KNOWN_IN_ORDER)
            if (Math.abs(known.length() - name.length()) <= 1
                    && known.length() > 4
                    && Spelling.isOneEditAway(name, known)) {
                findings.at(field.name().span(), field.name().value(), known);
                return;
            }
    }

    private static void spacesInside(HeaderField.Addresses field, Findings findings) {
        SourceText text = field.lines().text();
        if (!text.isInPlace()) return;
        for (AddressList.NamedMailbox named : field.list().mailboxes()) {
            if (!named.bracketed() || named.route().isPresent()) continue;
            Span mailbox = named.mailbox().span();
            boolean before = mailbox.start() > text.start() && isBlank(text.at(mailbox.start() - 1));
            boolean behind = mailbox.end() < text.end() && isBlank(text.at(mailbox.end()));
            if (!before && !behind) continue;
            int open = mailbox.start();
            while (open > text.start() && text.at(open) != '<') open--;
            int close = mailbox.end();
            while (close < text.end() - 1 && text.at(close) != '>') close++;
            findings.at(new Span(open, Math.min(close + 1, text.end())));
        }
    }

    private static boolean isBlank(int octet) {
        return octet == ' ' || octet == '\t';
    }

    private static void resentBelow(HeaderSection header, Findings findings) {
        boolean original = false;
        for (HeaderField field : header.fields()) {
            switch (field.known()) {
                case DATE, FROM, TO, CC, SUBJECT, MESSAGE_ID -> original = true;
                default -> {
                    if (original && field.known().isResent()) {
                        findings.at(field.name().span(), field.name().value());
                        return;
                    }
                }
            }
        }
    }

    /** A bare CR with a field name and a colon behind it. */
    static Optional<Span> injection(HeaderField field) {
        if (field.lines().controls().isEmpty()) return Optional.empty();
        SourceText text = field.lines().text();
        for (int i = text.start(); i < text.end() - 1; i++)
            if (text.at(i) == '\r' && text.at(i + 1) != '\n' && isFieldName(text, i + 1))
                return Optional.of(text.span(i, i + 1));
        return Optional.empty();
    }

    private static boolean isFieldName(SourceText text, int from) {
        int i = from;
        while (i < text.end() && i < from + 80 && (Ascii.isLetterOrDigit((char) text.at(i)) || text.at(i) == '-')) i++;
        return i > from + 1 && i < text.end() && text.at(i) == ':';
    }

    private static boolean breaksLine(EncodedWord word) {
        Optional<byte[]> octets = word.decoded();
        if (octets.isEmpty()) return false;
        for (byte octet : octets.get()) if (octet == '\r' || octet == '\n') return true;
        return false;
    }
}
