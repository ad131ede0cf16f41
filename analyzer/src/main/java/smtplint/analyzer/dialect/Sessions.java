package smtplint.analyzer.dialect;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import smtplint.analyzer.dialect.TranscriptLine.Kind;
import smtplint.analyzer.model.Circumstances;
import smtplint.analyzer.source.Evidence;
import smtplint.analyzer.source.LineEnding;
import smtplint.analyzer.source.SourceText;
import smtplint.analyzer.source.Span;

/** Takes the lines of a recording apart into sessions, by key, in the order in which they began. */
final class Sessions {
    private final Set<Evidence> preserves;
    private final Map<String, SessionDraft> open = new HashMap<>();
    private final List<SessionDraft> all = new ArrayList<>();
    private Consumer<SessionDraft> atBegin = session -> {};
    private final List<Recording.Suppression> suppressions = new ArrayList<>();

    Sessions(Set<Evidence> preserves) {
        this.preserves = preserves;
    }

    /** Adds a line to the session of the key. A greeting after the end of a session begins another. */
    void add(String key, TranscriptLine line) {
        SessionDraft session = session(key);
        boolean opens = line.kind() == Kind.OPENED
                || line.kind() == Kind.SERVER && session.isOver() && LineShape.isGreeting(line.content());
        if (opens && session.hasDialogue()) session = begin(key);
        session.add(line);
    }

    /** A line of one side, its line end not shown, without a time. */
    void say(Kind side, SourceText content, Span span) {
        add("", new TranscriptLine(side, content, LineEnding.UNKNOWN, -1, false, span));
    }

    /** An event of the session without a key. */
    void event(Kind kind, SourceText line) {
        add("", TranscriptLine.event(kind, line, -1));
    }

    /** The session that is open under the key; opened when there is none. */
    SessionDraft session(String key) {
        SessionDraft found = open.get(key);
        return found == null ? begin(key) : found;
    }

    /** Begins a session under the key, ending the one that has it. */
    SessionDraft begin(String key) {
        SessionDraft draft = new SessionDraft(key, preserves);
        atBegin.accept(draft);
        all.add(draft);
        open.put(key, draft);
        return draft;
    }

    /** Sets up every session that is begun from now on. */
    void eachSession(Consumer<SessionDraft> setting) {
        atBegin = setting;
    }

    void circumstances(String key, UnaryOperator<Circumstances> change) {
        session(key).change(change);
    }

    void suppress(Recording.Suppression suppression) {
        suppressions.add(suppression);
    }

    List<Recording.Suppression> suppressions() {
        return suppressions;
    }

    /** The sessions in which somebody spoke. */
    List<SessionLines> finish() {
        return all.stream()
                .filter(SessionDraft::hasDialogue)
                .map(SessionDraft::build)
                .toList();
    }
}
