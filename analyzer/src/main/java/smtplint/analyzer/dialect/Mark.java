package smtplint.analyzer.dialect;

import smtplint.analyzer.dialect.TranscriptLine.Kind;
import smtplint.analyzer.source.SourceText;

/** The mark of one side in a line, and what stands behind it. */
record Mark(Kind side, SourceText content) {

    /** The text behind a mark that ends at the offset; one space after it belongs to the mark. */
    static Mark behind(Kind side, SourceText line, int end) {
        boolean space = end < line.end() && line.at(end) == ' ';
        return new Mark(side, line.slice(space ? end + 1 : end, line.end()));
    }

    boolean isServer() {
        return side == Kind.SERVER;
    }
}
