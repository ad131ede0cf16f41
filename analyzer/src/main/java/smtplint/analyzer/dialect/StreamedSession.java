package smtplint.analyzer.dialect;

import java.util.List;
import java.util.Optional;
import smtplint.analyzer.source.SourceText;

/** A session of a file that is too large to keep, with its own copy of its lines. */
public final class StreamedSession {
    private final SessionDraft draft;
    private final List<Recording.Suppression> suppressions;

    StreamedSession(SessionDraft draft, List<Recording.Suppression> suppressions) {
        this.draft = draft;
        this.suppressions = suppressions;
    }

    /** The octets of its lines. */
    public int size() {
        return draft.size();
    }

    /** Its lines as they stand in the file. */
    public SourceText text() {
        return draft.text().orElseThrow();
    }

    /** @param text {@link #text}: places are those in it */
    public SessionLines lines(SourceText text) {
        return draft.build(Optional.of(text));
    }

    /** Notes that stood before its end; their places are not in its text. */
    public List<Recording.Suppression> suppressions() {
        return suppressions;
    }
}
