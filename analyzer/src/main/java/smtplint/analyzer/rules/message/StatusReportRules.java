package smtplint.analyzer.rules.message;

import static smtplint.analyzer.model.Side.MESSAGE;
import static smtplint.analyzer.rules.Severity.ERROR;
import static smtplint.analyzer.rules.Severity.INFO;
import static smtplint.analyzer.rules.Severity.WARNING;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import smtplint.analyzer.model.Ascii;
import smtplint.analyzer.model.FieldName;
import smtplint.analyzer.model.HeaderField;
import smtplint.analyzer.model.Message;
import smtplint.analyzer.model.Part;
import smtplint.analyzer.model.StatusReport;
import smtplint.analyzer.model.Trait;
import smtplint.analyzer.rules.Findings;
import smtplint.analyzer.rules.Rule;
import smtplint.analyzer.rules.RuleFamily;

/** Reports about delivery and disposition: RFC 6522, RFC 3464, RFC 8098. */
public final class StatusReportRules extends RuleFamily {
    private static final Set<String> ACTIONS = Set.of("failed", "delayed", "delivered", "relayed", "expanded");
    private static final Set<String> TYPED = Set.of(
            "reporting-mta",
            "dsn-gateway",
            "received-from-mta",
            "original-recipient",
            "final-recipient",
            "remote-mta",
            "diagnostic-code");

    private static final String HEAD = """
            Date: Sun, 22 Nov 2026 10:00:00 +0000
            From: postmaster@mx.example.net
            Message-ID: <1@mx.example.net>
            MIME-Version: 1.0
            """;
    private static final String TEXT = "\n--b\nContent-Type: text/plain\n\nNot delivered.\n";
    private static final String TYPE = "Content-Type: multipart/report; report-type=delivery-status; boundary=b\n";
    private static final String STATUS = "--b\nContent-Type: message/delivery-status\n\n";
    private static final String MTA = "Reporting-MTA: dns; mx.example.net\n";
    private static final String RECIPIENT = "Final-Recipient: rfc822; bob@example.net\n";
    private static final String ACTION = "Action: failed\n";
    private static final String CODE = "Status: 5.1.1\n";
    private static final String GOOD =
            HEAD + TYPE + TEXT + STATUS + MTA + "\n" + RECIPIENT + ACTION + CODE + "\n--b--\n";

    public StatusReportRules() {
        super("dsn");

        rule("report-type-mismatch")
                .severity(ERROR)
                .blames(MESSAGE)
                .rfc(6522, "3")
                .says("The report-type is %s, and the second part is %s")
                .because(
                        "The parameter is required and names the subtype of the second part: programs that read reports"
                                + " do not find it otherwise.")
                .badMessage(HEAD + "Content-Type: multipart/report; report-type=disposition-notification; boundary=b\n"
                        + "              ^^^^^^^^^^^^^^^^\n" + TEXT + STATUS + MTA + "\n" + RECIPIENT + ACTION + CODE
                        + "\n--b--\n")
                .goodMessage(GOOD)
                .where(Trait.MULTIPART)
                .on(Part.class, StatusReportRules::otherType);

        rule("report-part-order")
                .severity(ERROR)
                .blames(MESSAGE)
                .rfc(6522, "3")
                .says("A multipart/report %s")
                .because("It has two or three parts, the second is the one for programs.")
                .badMessage(HEAD + TYPE + "              ^^^^^^^^^^^^^^^^\n\n" + STATUS + MTA + "\n" + RECIPIENT
                        + ACTION + CODE + TEXT + "--b--\n")
                .goodMessage(GOOD)
                .where(Trait.MULTIPART)
                .on(Part.class, StatusReportRules::partOrder);

        rule("reporting-mta-missing")
                .severity(ERROR)
                .blames(MESSAGE)
                .rfc(3464, "2.2")
                .rfc(3464, "2.2.2")
                .says("The fields about the message lack Reporting-MTA")
                .because("The field is required: it names the host that tried to deliver.")
                .badMessage(HEAD + TYPE + TEXT + STATUS
                        + "Arrival-Date: Sun, 22 Nov 2026 10:00:00 +0000\n^^^^^^^^^^^^\n\n" + RECIPIENT + ACTION + CODE
                        + "\n--b--\n")
                .goodMessage(GOOD)
                .where(Trait.STATUS_REPORT)
                .on(Part.class, deliveryStatus((report, findings) -> {
                    StatusReport.Group first = report.groups().get(0);
                    if (!first.has("Reporting-MTA") && report.groups().size() > 1) atFirst(first, findings);
                }));

        rule("group-separator-missing")
                .severity(ERROR)
                .blames(MESSAGE)
                .rfc(3464, "2.1")
                .says("No empty line stands before the fields of the recipient")
                .because("Programs take them for fields about the message, and find no recipient.")
                .badMessage(HEAD + TYPE + TEXT + STATUS + MTA + RECIPIENT + "^^^^^^^^^^^^^^^\n" + ACTION + CODE
                        + "\n--b--\n")
                .goodMessage(GOOD)
                .where(Trait.STATUS_REPORT)
                .on(Part.class, deliveryStatus((report, findings) -> {
                    StatusReport.Group first = report.groups().get(0);
                    if (first.has("Reporting-MTA"))
                        first.first("Final-Recipient")
                                .or(() -> first.first("Action"))
                                .ifPresent(field -> findings.at(field.name().span()));
                }));

        rule("recipient-fields-missing")
                .severity(ERROR)
                .blames(MESSAGE)
                .rfc(3464, "2.3")
                .says("The fields about a recipient lack %s")
                .because("Final-Recipient, Action and Status MUST be there for each recipient.")
                .badMessage(HEAD + TYPE + TEXT + STATUS + MTA + "\n" + RECIPIENT + "^^^^^^^^^^^^^^^\n" + ACTION
                        + "\n--b--\n")
                .goodMessage(GOOD)
                .where(Trait.STATUS_REPORT)
                .on(Part.class, deliveryStatus(StatusReportRules::recipientFields));

        rule("field-type-missing")
                .severity(ERROR)
                .blames(MESSAGE)
                .rfc(3464, "2.1.2")
                .says("%s does not begin with a type and \";\"")
                .because("The type says how the rest is to be read: rfc822 for a mailbox, dns for a host, smtp for a"
                        + " reply.")
                .badMessage(HEAD + TYPE + TEXT + STATUS + MTA + "\nFinal-Recipient: bob@example.net\n"
                        + "                 ^^^^^^^^^^^^^^^\n" + ACTION + CODE + "\n--b--\n")
                .goodMessage(GOOD)
                .where(Trait.STATUS_REPORT)
                .on(
                        Part.class,
                        deliveryStatus((report, findings) -> eachField(report, field -> {
                            if (TYPED.contains(Ascii.lower(field.name().value()))
                                    && field.unfolded().indexOf(';') <= 0)
                                findings.at(field.bodySpan(), field.name().value());
                        })));

        rule("action-invalid")
                .severity(ERROR)
                .blames(MESSAGE)
                .rfc(3464, "2.3.3")
                .says("\"%s\" is no action")
                .because("An action is failed, delayed, delivered, relayed or expanded.")
                .badMessage(HEAD + TYPE + TEXT + STATUS + MTA + "\n" + RECIPIENT + "Action: bounced\n        ^^^^^^^\n"
                        + CODE + "\n--b--\n")
                .goodMessage(GOOD)
                .where(Trait.STATUS_REPORT)
                .on(
                        Part.class,
                        deliveryStatus((report, findings) -> eachField(report, field -> {
                            if (field.name().is("Action") && !ACTIONS.contains(Ascii.lower(word(field))))
                                findings.at(field.bodySpan(), word(field));
                        })));

        rule("status-malformed")
                .severity(ERROR)
                .blames(MESSAGE)
                .rfc(3464, "2.3.4")
                .says("\"%s\" is no status code")
                .because("A status code is class, subject and detail: 5.1.1.")
                .badMessage(HEAD + TYPE + TEXT + STATUS + MTA + "\n" + RECIPIENT + ACTION
                        + "Status: 550\n        ^^^\n\n--b--\n")
                .goodMessage(GOOD)
                .where(Trait.STATUS_REPORT)
                .on(
                        Part.class,
                        deliveryStatus((report, findings) -> eachField(report, field -> {
                            if (field.name().is("Status") && !isStatus(word(field)))
                                findings.at(field.bodySpan(), word(field));
                        })));

        rule("action-status-conflict")
                .severity(WARNING)
                .blames(MESSAGE)
                .rfc(3464, "2.3.3")
                .rfc(3464, "2.3.4")
                .says("The action is %s, the status %s")
                .because(
                        "The class of the status says something else: programs differ in which of the two they believe.")
                .badMessage(HEAD + TYPE + TEXT + STATUS + MTA + "\n" + RECIPIENT + ACTION
                        + "Status: 2.1.5\n        ^^^^^\n" + "\n--b--\n")
                .goodMessage(GOOD)
                .where(Trait.STATUS_REPORT)
                .on(Part.class, deliveryStatus(StatusReportRules::conflicts));

        rule("will-retry-misused")
                .severity(INFO)
                .blames(MESSAGE)
                .rfc(3464, "2.3.9")
                .says("Will-Retry-Until stands beside an action other than delayed")
                .because("The field MUST NOT appear there: nothing is tried again.")
                .badMessage(HEAD + TYPE + TEXT + STATUS + MTA + "\n" + RECIPIENT + ACTION + CODE
                        + "Will-Retry-Until: Sun, 22 Nov 2026 12:00:00 +0000\n^^^^^^^^^^^^^^^^\n\n--b--\n")
                .goodMessage(GOOD)
                .where(Trait.STATUS_REPORT)
                .on(
                        Part.class,
                        deliveryStatus((report, findings) -> report.groups().forEach(group -> {
                            boolean delayed = group.first("Action")
                                    .filter(a -> word(a).equalsIgnoreCase("delayed"))
                                    .isPresent();
                            if (!delayed && group.has("Action"))
                                group.first("Will-Retry-Until")
                                        .ifPresent(field ->
                                                findings.at(field.name().span()));
                        })));

        rule("mdn-required-fields-missing")
                .severity(ERROR)
                .blames(MESSAGE)
                .rfc(8098, "3.2.4")
                .rfc(8098, "3.2.6")
                .says("The disposition notification lacks %s")
                .because("Final-Recipient and Disposition must be there.")
                .badMessage(mdn("Final-Recipient: rfc822; bob@example.net\n^^^^^^^^^^^^^^^\n"))
                .goodMessage(mdn(RECIPIENT + "Disposition: manual-action/MDN-sent-manually; displayed\n"))
                .where(Trait.STATUS_REPORT)
                .on(Part.class, report("message/disposition-notification", (report, findings) -> {
                    StatusReport.Group first = report.groups().get(0);
                    List<String> missing = missing(first, "Final-Recipient", "Disposition");
                    if (!missing.isEmpty()) atFirst(first, findings, String.join(" and ", missing));
                }));

        rule("mdn-disposition-invalid")
                .severity(ERROR)
                .blames(MESSAGE)
                .rfc(8098, "3.2.6")
                .says("This is no disposition: %s")
                .because(
                        "The form is action-mode \"/\" sending-mode \";\" type: programs can't tell what happened to the"
                                + " message.")
                .badMessage(mdn(RECIPIENT + "Disposition: displayed\n             ^^^^^^^^^\n"))
                .goodMessage(mdn(RECIPIENT + "Disposition: manual-action/MDN-sent-manually; displayed\n"))
                .where(Trait.STATUS_REPORT)
                .on(
                        Part.class,
                        report(
                                "message/disposition-notification",
                                (report, findings) -> report.groups()
                                        .get(0)
                                        .first("Disposition")
                                        .ifPresent(field -> {
                                            String fault = dispositionFault(Ascii.lower(field.unfolded()));
                                            if (!fault.isEmpty()) findings.at(field.bodySpan(), fault);
                                        })));

        rule("mdn-requests-mdn")
                .severity(WARNING)
                .blames(MESSAGE)
                .rfc(8098, "2.1")
                .says("A disposition notification that asks for one itself")
                .because("It MUST NOT have the field: two programs could answer each other for ever.")
                .badMessage("Disposition-Notification-To: bob@example.net\n^^^^^^^^^^^^^^^^^^^^^^^^^^^\n"
                        + mdn(RECIPIENT + "Disposition: manual-action/MDN-sent-manually; displayed\n"))
                .goodMessage(mdn(RECIPIENT + "Disposition: manual-action/MDN-sent-manually; displayed\n"))
                .fields(FieldName.DISPOSITION_NOTIFICATION_TO)
                .on(Message.class, (message, findings) -> {
                    boolean mdn = message.body().type().equals("multipart/report")
                            && message.body().parts().stream()
                                    .anyMatch(p -> p.type().equals("message/disposition-notification"));
                    if (mdn)
                        message.header()
                                .first(FieldName.DISPOSITION_NOTIFICATION_TO)
                                .ifPresent(field -> findings.at(field.name().span()));
                });
    }

    private static void otherType(Part part, Findings findings) {
        if (!isWholeReport(part) || !machineReadable(part.parts().get(1))) return;
        HeaderField.MediaType field = part.contentType().get();
        String declared = field.value("report-type").orElse("not given");
        String second = part.parts().get(1).type();
        // Lenient: RFC 6533 writes delivery-status and global-delivery-status for its message/global-delivery-status.
        String plain = second.substring(second.indexOf('/') + 1).replace("global-", "");
        if (!Ascii.lower(declared).replace("global-", "").equals(plain))
            findings.at(field.typeSpan(), declared, second);
    }

    private static void partOrder(Part part, Findings findings) {
        if (!isWholeReport(part)) return;
        List<Part> parts = part.parts();
        boolean elsewhere =
                !machineReadable(parts.get(1)) && parts.stream().anyMatch(StatusReportRules::machineReadable);
        String fault = elsewhere ? "whose second part is not the report" : "";
        if (parts.size() > 3) fault = "with " + parts.size() + " parts";
        if (!fault.isEmpty()) findings.at(part.contentType().get().typeSpan(), fault);
    }

    private static boolean isWholeReport(Part part) {
        return part.type().equals("multipart/report")
                && part.contentType().isPresent()
                && part.parts().size() > 1
                && part.multipart().get().closed();
    }

    private static boolean machineReadable(Part part) {
        return switch (part.type()) {
            case "message/delivery-status",
                    "message/global-delivery-status",
                    "message/disposition-notification",
                    "message/global-disposition-notification",
                    "message/feedback-report" -> true;
            default -> false;
        };
    }

    private static void recipientFields(StatusReport report, Findings findings) {
        for (StatusReport.Group group :
                report.groups().subList(1, report.groups().size())) {
            List<String> missing = missing(group, "Final-Recipient", "Action", "Status");
            if (!missing.isEmpty()) atFirst(group, findings, String.join(" and ", missing));
        }
    }

    private static List<String> missing(StatusReport.Group group, String... required) {
        List<String> missing = new ArrayList<>();
        for (String name : required) if (!group.has(name)) missing.add(name);
        return missing;
    }

    private static void conflicts(StatusReport report, Findings findings) {
        for (StatusReport.Group group : report.groups()) {
            if (!group.has("Action") || !group.has("Status")) continue;
            String action = Ascii.lower(word(group.first("Action").get()));
            HeaderField.Lines status = group.first("Status").get();
            if (!isStatus(word(status))) continue;
            char statusClass = word(status).charAt(0);
            boolean conflict = switch (action) {
                case "failed" -> statusClass == '2';
                case "delivered", "relayed", "expanded" -> statusClass != '2';
                case "delayed" -> statusClass != '4';
                default -> false;
            };
            if (conflict) findings.at(status.bodySpan(), action, word(status));
        }
    }

    /** Digits, at most three of them after each dot; the class is 2, 4 or 5. */
    private static boolean isStatus(String code) {
        String[] parts = code.split("\\.", -1);
        if (parts.length != 3 || parts[0].length() != 1 || "245".indexOf(parts[0].charAt(0)) < 0) return false;
        return isNumber(parts[1]) && isNumber(parts[2]);
    }

    private static boolean isNumber(String part) {
        return Ascii.isDigits(part) && part.length() <= 3;
    }

    private static String dispositionFault(String value) {
        int slash = value.indexOf('/');
        int semicolon = value.indexOf(';');
        if (slash < 0 || semicolon < slash) return "it has no \"/\" with \";\" behind it";
        String action = value.substring(0, slash).strip();
        String sending = value.substring(slash + 1, semicolon).strip();
        String rest = value.substring(semicolon + 1).strip();
        String type = Ascii.firstWord(rest.split("/", 2)[0]);
        if (!Set.of("manual-action", "automatic-action").contains(action))
            return "\"" + action + "\" is no action-mode";
        if (!Set.of("mdn-sent-manually", "mdn-sent-automatically").contains(sending))
            return "\"" + sending + "\" is no sending-mode";
        // Lenient: denied and failed are of RFC 2298.
        boolean known = Set.of("displayed", "deleted", "dispatched", "processed", "denied", "failed")
                .contains(type);
        return known ? "" : "\"" + type + "\" is no disposition type";
    }

    /** The first word of a field body, comments left out. */
    private static String word(HeaderField.Lines field) {
        return Ascii.firstWord(field.unfolded());
    }

    private static void eachField(StatusReport report, java.util.function.Consumer<HeaderField.Lines> check) {
        report.groups().forEach(group -> group.fields().forEach(check));
    }

    private static void atFirst(StatusReport.Group group, Findings findings, Object... arguments) {
        HeaderField.Lines first = group.fields().get(0);
        findings.at(first.name().isEmpty() ? first.bodySpan() : first.name().span(), arguments);
    }

    private static Rule.Check<Part> deliveryStatus(BiConsumer<StatusReport, Findings> check) {
        return report("message/delivery-status", check);
    }

    private static Rule.Check<Part> report(String type, BiConsumer<StatusReport, Findings> check) {
        return (part, findings) -> {
            // RFC 6533 puts "global-" before the names.
            if (part.type().replace("global-", "").equals(type))
                part.report().filter(r -> !r.groups().isEmpty()).ifPresent(r -> check.accept(r, findings));
        };
    }

    private static String mdn(String fields) {
        return HEAD + "Content-Type: multipart/report; report-type=disposition-notification; boundary=b\n" + TEXT
                + "--b\nContent-Type: message/disposition-notification\n\n" + fields + "\n--b--\n";
    }
}
