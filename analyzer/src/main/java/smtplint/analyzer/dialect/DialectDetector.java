package smtplint.analyzer.dialect;

import java.util.Optional;
import smtplint.analyzer.source.SourceText;

/** Finds the dialect of a transcript and reads it. */
public final class DialectDetector {
    private DialectDetector() {}

    /**
     * Reads a transcript in the named dialect, or in the one its head fits best.
     *
     * @return empty when no dialect fits, or the named one does not exist
     */
    public static Optional<Recording> read(SourceText source, Optional<String> dialect) {
        return Optional.empty();
    }
}
