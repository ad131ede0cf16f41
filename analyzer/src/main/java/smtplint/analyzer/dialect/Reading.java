package smtplint.analyzer.dialect;

import smtplint.analyzer.source.LineEnding;
import smtplint.analyzer.source.Lines;
import smtplint.analyzer.source.SourceText;

/** Gives the lines of a file to the reader of its dialect, from a text that is all of it or a window on it. */
final class Reading {
    private final Sessions sessions;
    private final LineReader reader;
    private final int longest;
    private final boolean rotated;
    private long line;

    /**
     * @param longest octets of a line; what lies behind is left out
     * @param rotated a last line without an end may be half a line: what it says must not be judged
     */
    Reading(LineReader reader, Sessions sessions, int longest, boolean rotated) {
        this.rotated = rotated;
        this.reader = reader;
        this.sessions = sessions;
        this.longest = longest;
    }

    /**
     * Takes the lines of a text.
     *
     * @param offset where it stands in the file
     */
    void take(SourceText text, long offset) {
        Lines lines = new Lines(text);
        while (lines.next()) {
            int start = lines.start();
            boolean cut = lines.length() > longest;
            int end = cut ? start + longest : lines.contentEnd();
            boolean half = cut || rotated && lines.ending() == LineEnding.NONE;
            sessions.at(new RawLine(text, start, end, offset + start - text.start(), ++line), half);
            if (cut) sessions.tooLong(longest);
            reader.line(text.slice(start, end), cut ? LineEnding.UNKNOWN : lines.ending());
        }
    }

    void finish() {
        reader.finish();
    }
}
