package smtplint.cli.view;

import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import smtplint.analyzer.model.HeaderField;

/** Dates as RFC 3339 has them, with their own offset. */
final class Dates {
    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssxxx");

    private Dates() {}

    static Optional<String> rfc3339(Optional<HeaderField.Moment> moment) {
        return moment.flatMap(HeaderField.Moment::value).map(Dates::text);
    }

    private static String text(OffsetDateTime time) {
        return FORMAT.format(time);
    }
}
