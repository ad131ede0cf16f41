package smtplint.analyzer.dialect;

import smtplint.analyzer.source.LineEnding;
import smtplint.analyzer.source.SourceText;

/** Reads the lines of a file, one after the other, in one dialect. */
@FunctionalInterface
interface LineReader {
    /** @param line without its line end */
    void line(SourceText line, LineEnding ending);

    /** The file ended. */
    default void finish() {}
}
