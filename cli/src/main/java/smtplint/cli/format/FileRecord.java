package smtplint.cli.format;

import java.util.Optional;

/**
 * What was read in one input.
 *
 * @param confidence in hundredths
 * @param doubtful it was not judged, for it is not sure enough what it is
 * @param sibling the file that holds the other side of its session; the session is counted with the first of the two
 * @param problem why it could not be read, or not whole
 */
public record FileRecord(
        String path,
        String kind,
        String dialect,
        int confidence,
        long sessions,
        long messages,
        long bytes,
        long findings,
        boolean doubtful,
        Optional<String> sibling,
        Optional<String> problem) {}
