package smtplint.analyzer.rules.message;

import static smtplint.analyzer.model.Side.MESSAGE;
import static smtplint.analyzer.rules.Severity.ERROR;
import static smtplint.analyzer.rules.Severity.INFO;
import static smtplint.analyzer.rules.Severity.WARNING;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import smtplint.analyzer.model.Ascii;
import smtplint.analyzer.model.DeliveryReport;
import smtplint.analyzer.model.FieldName;
import smtplint.analyzer.model.HeaderField;
import smtplint.analyzer.model.Message;
import smtplint.analyzer.model.Part;
import smtplint.analyzer.model.StatusReport;
import smtplint.analyzer.model.Trait;
import smtplint.analyzer.rules.Findings;
import smtplint.analyzer.rules.RuleFamily;

/** Reports against the message that they return, and against themselves: RFC 3464, RFC 8098, RFC 5965. */
public final class ReturnedMessageRules extends RuleFamily {
    private static final Set<String> TIMES = Set.of("last-attempt-date", "will-retry-until", "arrival-date");
    private static final Set<String> ONCE = Set.of("feedback-type", "user-agent", "version");

    private static final String HEAD = """
            Date: Sun, 22 Nov 2026 10:00:00 +0000
            From: MAILER-DAEMON@mx.example.net
            To: alice@example.com
            Message-ID: <1@mx.example.net>
            MIME-Version: 1.0
            """;
    private static final String TEXT = "\n--b\nContent-Type: text/plain\n\nNot delivered.\n";
    private static final String FAILED = "Final-Recipient: rfc822; bob@example.net\nAction: failed\nStatus: 5.1.1\n";
    private static final String MDN =
            "Final-Recipient: rfc822; bob@example.net\nDisposition: manual-action/MDN-sent-manually; displayed\n";
    private static final String ARF = "Feedback-Type: abuse\nUser-Agent: loop/1.0\nVersion: 1\n";

    public ReturnedMessageRules() {
        super("dsn");

        rule("for-dsn")
                .severity(WARNING)
                .blames(MESSAGE)
                .rfc(5321, "6.1")
                .rfc(3464, "2")
                .says("This report is about a message that had a null return path")
                .because("Such a message is a report itself: a report about it MUST NOT be sent to where it came from,"
                        + " or two servers may report to each other for ever.")
                .badMessage(dsn(FAILED, "Return-Path: <>\n^^^^^^^^^^^\nSubject: Undelivered\n"))
                .goodMessage(dsn(FAILED, "Return-Path: <alice@example.com>\nSubject: Minutes\n"))
                .on(Message.class, ReturnedMessageRules::aboutReport);

        rule("mdn-without-request")
                .severity(INFO)
                .blames(MESSAGE)
                .rfc(8098, "2.1")
                .says("The message that was read asked for no disposition notification")
                .because("A notification is sent on request only: Disposition-Notification-To is not among the fields"
                        + " that are returned.")
                .badMessage(mdn(MDN, "From: alice@example.com\n^^^^\nSubject: Minutes\n"))
                .goodMessage(mdn(MDN, "From: alice@example.com\nDisposition-Notification-To: alice@example.com\n"))
                .on(Message.class, ReturnedMessageRules::unasked);

        rule("original-message-id-differs")
                .severity(WARNING)
                .blames(MESSAGE)
                .rfc(8098, "3.2.5")
                .says("The notification is about %s, and returns the fields of %s")
                .because("Original-Message-ID is the Message-ID of the message that was read: programs file the"
                        + " notification under another one.")
                .badMessage(mdn(
                        MDN + "Original-Message-ID: <2@example.com>\n                     ^^^^^^^^^^^^^^^\n",
                        "Disposition-Notification-To: alice@example.com\nMessage-ID: <3@example.com>\n"))
                .goodMessage(mdn(
                        MDN + "Original-Message-ID: <2@example.com>\n",
                        "Disposition-Notification-To: alice@example.com\nMessage-ID: <2@example.com>\n"))
                .on(Message.class, ReturnedMessageRules::otherMessage);

        rule("diagnostic-status-conflict")
                .severity(INFO)
                .blames(MESSAGE)
                .rfc(3464, "2.3.4")
                .rfc(3464, "2.3.6")
                .says("The status is %s, and the server had said %s")
                .because("One of them tells of success, the other of failure: programs differ in which they believe.")
                .badMessage(dsn(
                        FAILED + "Diagnostic-Code: smtp; 250 2.1.5 Ok\n                 ^^^^^^^^^^^^^^^^^^\n",
                        "Subject: Minutes\n"))
                .goodMessage(dsn(FAILED + "Diagnostic-Code: smtp; 550 5.1.1 Unknown\n", "Subject: Minutes\n"))
                .where(Trait.STATUS_REPORT)
                .on(Part.class, ReturnedMessageRules::otherOutcome);

        rule("date-zone-not-numeric")
                .severity(INFO)
                .blames(MESSAGE)
                .rfc(3464, "2.3.7")
                .says("The time of %s has a zone in letters")
                .because("Times in a report have numeric zones; the named ones are obsolete.")
                .badMessage(dsn(
                        FAILED + "Last-Attempt-Date: Sun, 22 Nov 2026 10:00:00 GMT\n"
                                + "                                             ^^^\n",
                        "Subject: Minutes\n"))
                .goodMessage(dsn(FAILED + "Last-Attempt-Date: Sun, 22 Nov 2026 10:00:00 +0000\n", "Subject: Minutes\n"))
                .where(Trait.STATUS_REPORT)
                .on(Part.class, ReturnedMessageRules::namedZone);

        rule("arf-required-fields-missing")
                .severity(ERROR)
                .blames(MESSAGE)
                .rfc(5965)
                .says("The feedback report %s")
                .because(
                        "Feedback-Type, User-Agent and Version must be there once each: programs that read such reports"
                                + " drop this one.")
                .badMessage(arf("Feedback-Type: abuse\n^^^^^^^^^^^^^\nUser-Agent: loop/1.0\n"))
                .goodMessage(arf(ARF))
                .where(Trait.STATUS_REPORT)
                .on(Part.class, ReturnedMessageRules::feedbackFields);

        rule("returned-part-type")
                .severity(INFO)
                .blames(MESSAGE)
                .rfc(6522, "3")
                .says("The third part of the report is %s")
                .because("It is the message that is returned, message/rfc822, or its header section,"
                        + " text/rfc822-headers: programs look for these.")
                .badMessage(dsn(FAILED, "Subject: Minutes\n")
                        .replace("text/rfc822-headers\n", "text/plain\n              ^^^^^^^^^^\n"))
                .goodMessage(dsn(FAILED, "Subject: Minutes\n"))
                .where(Trait.MULTIPART)
                .on(Part.class, ReturnedMessageRules::returnedType);

        rule("bounce-not-rfc3464")
                .severity(INFO)
                .blames(MESSAGE)
                .rfc(3464, "2")
                .says("A report about delivery that programs can't read")
                .because(
                        "It names the recipients that failed in a field of its own, and is no multipart/report: programs"
                                + " that keep lists clean have to guess from the text what happened.")
                .badMessage(HEAD + "X-Failed-Recipients: bob@example.net\n^^^^^^^^^^^^^^^^^^^\n\nNot delivered.\n")
                .goodMessage(dsn(FAILED, "Subject: Minutes\n"))
                .fields(FieldName.OTHER)
                .on(Message.class, (message, findings) -> {
                    if (message.body().type().equals("multipart/report")) return;
                    for (HeaderField field : message.header().fields())
                        if (field.name().is("X-Failed-Recipients"))
                            findings.at(field.name().span());
                });
    }

    private static void returnedType(Part part, Findings findings) {
        List<Part> parts = part.parts();
        if (!part.type().equals("multipart/report") || parts.size() != 3) return;
        Part second = parts.get(1);
        boolean known = isOf(second, "delivery-status")
                || isOf(second, "disposition-notification")
                || second.type().equals("message/feedback-report");
        Part third = parts.get(2);
        boolean returned = third.isMessage() && !third.type().equals("message/rfc822-headers")
                || third.type().equals("text/rfc822-headers");
        if (known && !returned) third.contentType().ifPresent(type -> findings.at(type.typeSpan(), third.type()));
    }

    private static void aboutReport(Message message, Findings findings) {
        if (reports(message, "delivery-status").isEmpty() || isToPostmaster(message)) return;
        returned(message, "Return-Path")
                .filter(field -> field.unfolded().equals("<>"))
                .ifPresent(field -> findings.at(field.name().span()));
    }

    /** A server tells its own postmaster of reports that could not be delivered. */
    private static boolean isToPostmaster(Message message) {
        return message.header()
                .first(HeaderField.Addresses.class, FieldName.TO)
                .map(to -> to.list().mailboxes().stream()
                        .anyMatch(m -> m.mailbox().localPart().value().equalsIgnoreCase("postmaster")))
                .orElse(false);
    }

    private static void unasked(Message message, Findings findings) {
        if (reports(message, "disposition-notification").isEmpty()) return;
        List<HeaderField.Lines> fields = DeliveryReport.returnedFields(message);
        if (fields.isEmpty() || returned(message, "Disposition-Notification-To").isPresent()) return;
        findings.at(fields.get(0).name().span());
    }

    private static void otherMessage(Message message, Findings findings) {
        Optional<HeaderField.Lines> id = returned(message, "Message-ID");
        for (StatusReport report : reports(message, "disposition-notification")) {
            Optional<HeaderField.Lines> original = report.groups().get(0).first("Original-Message-ID");
            if (id.isEmpty() || original.isEmpty()) continue;
            if (!original.get().unfolded().equals(id.get().unfolded()))
                findings.at(
                                original.get().bodySpan(),
                                original.get().unfolded(),
                                id.get().unfolded())
                        .because(id.get().bodySpan(), "the Message-ID that is returned");
        }
    }

    /** The fields about disposition or delivery in a report; each has one group at least. */
    private static List<StatusReport> reports(Message message, String subtype) {
        List<StatusReport> found = new ArrayList<>(0);
        if (!message.body().type().equals("multipart/report")) return found;
        for (Part part : message.body().parts())
            if (isOf(part, subtype))
                part.report().filter(r -> !r.groups().isEmpty()).ifPresent(found::add);
        return found;
    }

    /** RFC 6533 puts "global-" before the names of RFC 3464 and RFC 8098. */
    private static boolean isOf(Part part, String subtype) {
        return part.type().equals("message/" + subtype) || part.type().equals("message/global-" + subtype);
    }

    private static Optional<HeaderField.Lines> returned(Message message, String name) {
        return DeliveryReport.returnedFields(message).stream()
                .filter(field -> field.name().is(name))
                .findFirst();
    }

    /** The class of the reply behind "smtp;" against that of the status. */
    private static void otherOutcome(Part part, Findings findings) {
        if (!isOf(part, "delivery-status") || part.report().isEmpty()) return;
        for (StatusReport.Group group : part.report().get().groups()) {
            Optional<HeaderField.Lines> diagnostic = group.first("Diagnostic-Code");
            String status =
                    group.first("Status").map(HeaderField.Lines::unfolded).orElse("");
            if (diagnostic.isEmpty() || status.isEmpty()) continue;
            String said = reply(diagnostic.get().unfolded());
            if (said.isEmpty() || (said.charAt(0) == '2') == (status.charAt(0) == '2')) continue;
            findings.at(diagnostic.get().bodySpan(), status, said);
        }
    }

    /** The reply code of an SMTP diagnostic; empty when there is none. */
    private static String reply(String diagnostic) {
        int semicolon = diagnostic.indexOf(';');
        if (semicolon < 0 || !diagnostic.substring(0, semicolon).strip().equalsIgnoreCase("smtp")) return "";
        String text = diagnostic.substring(semicolon + 1).strip();
        boolean code = text.length() >= 3
                && Ascii.isDigits(text.substring(0, 3))
                && "245".indexOf(text.charAt(0)) >= 0
                && (text.length() == 3 || text.charAt(3) == ' ' || text.charAt(3) == '-');
        return code ? text.substring(0, 3) : "";
    }

    private static void namedZone(Part part, Findings findings) {
        if (!isOf(part, "delivery-status") || part.report().isEmpty()) return;
        for (StatusReport.Group group : part.report().get().groups())
            for (HeaderField.Lines field : group.fields()) {
                if (!TIMES.contains(Ascii.lower(field.name().value()))) continue;
                String body = field.unfolded();
                String last = body.substring(body.lastIndexOf(' ') + 1);
                boolean letters = !last.isEmpty() && last.chars().allMatch(c -> c >= 'A' && c <= 'Z');
                int end = field.bodySpan().end();
                if (letters)
                    findings.at(
                            new smtplint.analyzer.source.Span(end - last.length(), end),
                            field.name().value());
            }
    }

    private static void feedbackFields(Part part, Findings findings) {
        if (!part.type().equals("message/feedback-report") || part.report().isEmpty()) return;
        if (part.report().get().groups().isEmpty()) return;
        StatusReport.Group group = part.report().get().groups().get(0);
        for (String name : List.of("Feedback-Type", "User-Agent", "Version"))
            if (!group.has(name)) findings.at(group.fields().get(0).name().span(), "lacks " + name);
        Set<String> seen = new java.util.HashSet<>();
        for (HeaderField.Lines field : group.fields()) {
            String name = Ascii.lower(field.name().value());
            if (ONCE.contains(name) && !seen.add(name))
                findings.at(field.name().span(), "has " + field.name().value() + " twice");
        }
    }

    private static String report(String type, String fields, String returned) {
        return HEAD + "Content-Type: multipart/report; report-type=" + type + "; boundary=b\n" + TEXT
                + "--b\nContent-Type: message/" + type + "\n\n" + fields
                + "\n--b\nContent-Type: text/rfc822-headers\n\n"
                + returned + "\n--b--\n";
    }

    private static String dsn(String recipient, String returned) {
        return report("delivery-status", "Reporting-MTA: dns; mx.example.net\n\n" + recipient, returned);
    }

    private static String mdn(String fields, String returned) {
        return report("disposition-notification", fields, returned);
    }

    private static String arf(String fields) {
        return report("feedback-report", fields, "Subject: Earn money\n");
    }
}
