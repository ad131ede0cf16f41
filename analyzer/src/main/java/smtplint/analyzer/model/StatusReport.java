package smtplint.analyzer.model;

import java.util.List;
import java.util.Optional;

/**
 * The fields of a machine-readable report: message/delivery-status (RFC 3464 §2.1), message/disposition-notification
 * (RFC 8098 §3.1), message/feedback-report (RFC 5965); or the header section that a report returns
 * (text/rfc822-headers, RFC 6522 §4).
 *
 * @param groups of fields between empty lines: of a delivery status about the message first, then about each recipient
 */
public record StatusReport(List<Group> groups) {
    public StatusReport {
        groups = List.copyOf(groups);
    }

    public record Group(List<HeaderField.Lines> fields) {
        public Group {
            fields = List.copyOf(fields);
        }

        public Optional<HeaderField.Lines> first(String name) {
            return fields.stream().filter(f -> f.name().is(name)).findFirst();
        }

        public boolean has(String name) {
            return first(name).isPresent();
        }
    }
}
