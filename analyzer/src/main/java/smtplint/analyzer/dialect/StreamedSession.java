package smtplint.analyzer.dialect;

import java.util.List;
import java.util.function.Function;
import smtplint.analyzer.source.SourceText;

/** A session of a file that is too large to keep, with its own copy of its lines. */
public final class StreamedSession {
    private final Excerpt excerpt;
    private final Function<SourceText, SessionLines> lines;
    private final List<Recording.Suppression> suppressions;

    /** @param lines with their places in a text of the excerpt */
    public StreamedSession(
            Excerpt excerpt, Function<SourceText, SessionLines> lines, List<Recording.Suppression> suppressions) {
        this.excerpt = excerpt;
        this.lines = lines;
        this.suppressions = suppressions;
    }

    /** The octets of its lines. */
    public int size() {
        return excerpt.length();
    }

    /** Its lines as they stand in the file. */
    public SourceText text() {
        return excerpt.text();
    }

    /** @param text {@link #text}: places are those in it */
    public SessionLines lines(SourceText text) {
        return lines.apply(text);
    }

    /** Notes that stood before its end; their places are not in its text. */
    public List<Recording.Suppression> suppressions() {
        return suppressions;
    }
}
