package smtplint.analyzer.model;

import java.util.List;
import java.util.Optional;

/**
 * A delivery status notification (RFC 3464 §2), with what it returns.
 *
 * @param part that programs read, message/delivery-status; its report has one group at least
 * @param returned the part behind it, where there is one
 * @param returnedFields of the message that is reported; empty where none came back
 */
public record DeliveryReport(
        Part part, StatusReport fields, Optional<Part> returned, List<HeaderField.Lines> returnedFields) {
    public DeliveryReport {
        returnedFields = List.copyOf(returnedFields);
    }

    public static Optional<DeliveryReport> of(Message message) {
        if (!message.body().type().equals("multipart/report")) return Optional.empty();
        List<Part> parts = parts(message);
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            // RFC 6533 puts "global-" before the name.
            if (!part.type().replace("global-", "").equals("message/delivery-status")) continue;
            Optional<StatusReport> fields =
                    part.report().filter(report -> !report.groups().isEmpty());
            Optional<Part> next = i + 1 < parts.size() ? Optional.of(parts.get(i + 1)) : Optional.empty();
            return fields.map(f -> new DeliveryReport(part, f, next, returnedFields(message)));
        }
        return Optional.empty();
    }

    /** The header section of the message that a report returns, whole or alone (RFC 6522 §3). */
    public static List<HeaderField.Lines> returnedFields(Message message) {
        for (Part part : parts(message)) {
            if (part.message().isPresent())
                return part.message().get().header().fields().stream()
                        .map(HeaderField::lines)
                        .toList();
            boolean headers =
                    part.type().equals("text/rfc822-headers") || part.type().equals("message/global-headers");
            if (headers
                    && part.report().isPresent()
                    && !part.report().get().groups().isEmpty())
                return part.report().get().groups().get(0).fields();
        }
        return List.of();
    }

    private static List<Part> parts(Message message) {
        return message.body().multipart().map(Part.Multipart::parts).orElse(List.of());
    }

    /** Of the message that is reported. */
    public Optional<String> messageId() {
        return returnedFields.stream()
                .filter(field -> field.name().is("Message-ID"))
                .map(HeaderField.Lines::unfolded)
                .findFirst();
    }

    public Optional<HeaderField.Lines> envelopeId() {
        return fields.groups().get(0).first("Original-Envelope-Id");
    }

    /** The host that wrote the report, as {@link HostNames#normal}; "" where it names none. */
    public String reporter() {
        return fields.groups()
                .get(0)
                .first("Reporting-MTA")
                .map(field -> HostNames.normal(behindType(field.unfolded(), "dns")))
                .orElse("");
    }

    /** The groups about recipients. */
    public List<StatusReport.Group> recipients() {
        return fields.groups().subList(1, fields.groups().size());
    }

    /** The address of Final-Recipient or Original-Recipient; "" where it is none of the Internet's. */
    public static String address(StatusReport.Group group, String name) {
        return group.first(name)
                .map(field -> behindType(field.unfolded(), "rfc822"))
                .orElse("");
    }

    private static String behindType(String value, String type) {
        int semicolon = value.indexOf(';');
        boolean same = semicolon > 0 && value.substring(0, semicolon).strip().equalsIgnoreCase(type);
        if (!same) return "";
        String address = value.substring(semicolon + 1).strip();
        // Lenient: some write the path with its brackets.
        boolean brackets = address.startsWith("<") && address.endsWith(">");
        return brackets ? address.substring(1, address.length() - 1) : address;
    }
}
