package smtplint.analyzer.dialect;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import smtplint.analyzer.dialect.TranscriptLine.Kind;
import smtplint.analyzer.model.Circumstances;
import smtplint.analyzer.source.Evidence;
import smtplint.analyzer.source.LineEnding;
import smtplint.analyzer.source.SourceText;
import smtplint.analyzer.source.Span;

/**
 * Takes the lines of a recording apart into sessions, by key, and hands each on when nothing more is to come: when its
 * key is used again, when it is over and has been silent for a while, when it was silent for long, or when too many are
 * open. That goes by the lines of the file, so it is the same however the file is read.
 */
final class Sessions {
    /** Lines that pass before nothing more is expected of a session that is over. */
    static final int OVER_FOR = 10_000;
    /** Lines that pass before nothing more is expected of any. */
    static final int SILENT_FOR = 1_000_000;

    private static final int LINES_BETWEEN_LOOKS = 256;
    private static final int MOST_SUPPRESSIONS = 10_000;
    private static final int MOST_OVERRUNS = 1000;
    private static final int MOST_REMARKS = 1000;
    private static final RawLine NO_LINE = new RawLine(SourceText.of(new byte[0]), 0, 0, 0, 0);

    private Set<Evidence> preserves;
    private final ReadingLimits limits;
    private final boolean copies;
    private final Consumer<SessionDraft> ended;
    /** The one that was silent longest comes first. */
    private final Map<String, SessionDraft> open = new LinkedHashMap<>(16, 0.75f, true);

    private final ArrayDeque<Waiting> over = new ArrayDeque<>();
    private final List<Consumer<String>> forgetters = new ArrayList<>();
    private Consumer<SessionDraft> atBegin = session -> {};
    private List<Recording.Suppression> suppressions = List.of();
    private final List<Overrun> overruns = new ArrayList<>(0);
    private final Excerpt aside = new Excerpt();
    private final List<Remark> remarks = new ArrayList<>();
    private RawLine line = NO_LINE;
    private boolean lineIsCut;
    private long lines;
    private int spoken;
    private boolean crowded;

    /** A session that is over, and the line at which it was or was found to be spoken of still. */
    private record Waiting(SessionDraft session, long since) {}

    /**
     * @param copies the file is too large to keep: sessions copy their lines
     * @param ended takes the sessions in which somebody spoke, as they end
     */
    Sessions(Set<Evidence> preserves, ReadingLimits limits, boolean copies, Consumer<SessionDraft> ended) {
        this.preserves = preserves;
        this.limits = limits;
        this.copies = copies;
        this.ended = ended;
    }

    /** All sessions that a reader finds, in the order in which somebody first spoke in them. */
    static List<SessionLines> all(Set<Evidence> preserves, ReadingLimits limits, Consumer<Sessions> reading) {
        List<SessionDraft> drafts = new ArrayList<>();
        Sessions sessions = new Sessions(preserves, limits, false, drafts::add);
        reading.accept(sessions);
        sessions.finish();
        drafts.sort(Comparator.comparingInt(SessionDraft::number));
        return drafts.stream().map(draft -> draft.build(Optional.empty())).toList();
    }

    /**
     * The line of the file that is read now.
     *
     * @param cut what it says must not be judged: it is over the limit, or only half a line
     */
    void at(RawLine raw, boolean cut) {
        line = raw;
        lineIsCut = cut;
        if (++lines % LINES_BETWEEN_LOOKS == 0) forget();
    }

    /** To be given to {@link #at(RawLine)} by a reader that keeps a line for later. */
    RawLine line() {
        return line;
    }

    /** What is added from now on stands in this line, which was read before. */
    void at(RawLine earlier) {
        line = earlier;
    }

    /** Adds a line to the session of the key. A greeting after the end of a session begins another. */
    void add(String key, TranscriptLine said) {
        add(key, said, Optional.empty());
    }

    /** @param from lines of the file, copied, that hold the line together; empty where the file is kept */
    void add(String key, TranscriptLine said, Optional<Excerpt> from) {
        // Half a line looks like a hole at times.
        if (lineIsCut && said.kind() == Kind.GAP) return;
        SessionDraft session = session(key);
        boolean opens = said.kind() == Kind.OPENED
                || said.kind() == Kind.SERVER && session.isOver() && LineShape.isGreeting(said.content());
        if (opens && session.hasDialogue()) session = begin(key);
        boolean first = !session.hasDialogue();
        TranscriptLine shown = lineIsCut ? said.asHidden() : said;
        if (from.isPresent()) session.add(shown, from.get(), limits.sessionBytes());
        else session.add(shown, line, limits.sessionBytes());
        session.heard(lines);
        if (first && session.hasDialogue()) session.number(++spoken);
        if (session.isOver() && !session.isAwaited()) await(session);
    }

    /** An excerpt for lines of the dialogue that several lines of the file hold together, where the file is not kept. */
    Optional<Excerpt> excerpt() {
        return copies ? Optional.of(new Excerpt()) : Optional.empty();
    }

    int longestLine() {
        return limits.lineBytes();
    }

    /** The session of the key is spoken of. */
    void hear(String key) {
        session(key).heard(lines);
    }

    /** A line of one side, its line end not shown, without a time. */
    void say(Kind side, SourceText content, SourceText whole) {
        add("", TranscriptLine.said(side, content, LineEnding.UNKNOWN, -1, whole));
    }

    /** An event of the session without a key. */
    void event(Kind kind, SourceText whole) {
        add("", TranscriptLine.event(kind, whole, -1));
    }

    /** What the session of the key said last breaks off. */
    void breakOff(String key) {
        session(key).breakOff();
    }

    /** What the session of the key said after its last line is not shown. */
    void gap(String key) {
        session(key).gap();
    }

    /** What the session of the key said last must not be judged. */
    void hideLast(String key) {
        session(key).hideLast();
    }

    /** The session that is open under the key; opened when there is none. */
    SessionDraft session(String key) {
        SessionDraft found = open.get(key);
        return found == null ? begin(key) : found;
    }

    boolean isOpen(String key) {
        return open.containsKey(key);
    }

    /** Begins a session under the key, ending the one that has it. */
    SessionDraft begin(String key) {
        SessionDraft before = open.remove(key);
        if (before != null) end(before);
        if (open.size() >= limits.openSessions()) makeRoom();
        SessionDraft draft = new SessionDraft(key, preserves, copies ? Optional.of(new Excerpt()) : Optional.empty());
        draft.heard(lines);
        atBegin.accept(draft);
        open.put(key, draft);
        return draft;
    }

    /** Another recording begins in the same file: what was open is not gone on with. */
    void startOver(Set<Evidence> nowPreserved) {
        preserves = nowPreserved;
        finish();
        atBegin = session -> {};
    }

    /** Sets up every session that is begun from now on. */
    void eachSession(Consumer<SessionDraft> setting) {
        atBegin = setting;
    }

    /** Tells of keys that are forgotten: what is known of them may be forgotten too. Their sessions are still open. */
    void whenForgotten(Consumer<String> forgetter) {
        forgetters.add(forgetter);
    }

    void circumstances(String key, UnaryOperator<Circumstances> change) {
        session(key).change(change);
    }

    /** @param note the whole line */
    void suppress(String rule, String reason, SourceText note) {
        if (suppressions.size() == MOST_SUPPRESSIONS) return;
        int moved = copies ? aside.copy(line) : 0;
        Span at = new Span(note.start() + moved, note.end() + moved);
        List<Recording.Suppression> more = new ArrayList<>(suppressions);
        more.add(new Recording.Suppression(rule, reason, at));
        suppressions = List.copyOf(more);
    }

    /** Tells that the line that is read now is too long. */
    void tooLong(int most) {
        if (overruns.size() == MOST_OVERRUNS) return;
        int at = line.start();
        if (copies) at += aside.copy(new RawLine(line.window(), at, at, line.offset(), line.number()));
        overruns.add(new Overrun("The length of the line", most, Span.at(at), false));
    }

    /** What the program that wrote the file says of a client, in the line that is read now. */
    void reported(SourceText command, SourceText complaint) {
        if (remarks.size() == MOST_REMARKS) return;
        int moved = copies ? aside.copy(line) : 0;
        Span at = new Span(command.start() + moved, command.end() + moved);
        remarks.add(new Remark(Remark.Kind.REPORTED, at, List.of(complaint.toString())));
    }

    List<Remark> remarks() {
        return remarks;
    }

    /** What concerns no session. */
    List<Overrun> overruns() {
        return overruns;
    }

    /** The lines that notes and overruns stand in, where the file is not kept. */
    SourceText aside() {
        return aside.text();
    }

    List<Recording.Suppression> suppressions() {
        return suppressions;
    }

    /** Hands on all that are still open. */
    void finish() {
        List<SessionDraft> left = new ArrayList<>(open.values());
        left.sort(Comparator.comparingInt(SessionDraft::number));
        open.clear();
        left.forEach(this::end);
    }

    private void forget() {
        while (!over.isEmpty() && lines - over.peek().since() >= OVER_FOR) {
            SessionDraft session = over.remove().session();
            session.await(false);
            if (session.isEnded() || !session.isOver()) continue;
            if (lines - session.lastHeard() >= OVER_FOR) forget(session);
            else await(session);
        }
        Iterator<SessionDraft> eldest = open.values().iterator();
        while (eldest.hasNext()) {
            SessionDraft session = eldest.next();
            if (lines - session.lastHeard() < SILENT_FOR) break;
            forget(session);
            eldest = open.values().iterator();
        }
    }

    private void await(SessionDraft session) {
        session.await(true);
        over.add(new Waiting(session, lines));
    }

    private void makeRoom() {
        SessionDraft eldest = open.values().iterator().next();
        boolean cut = eldest.hasDialogue() && !eldest.isOver();
        if (cut && !crowded) {
            crowded = true;
            eldest.overrun("The number of open sessions", limits.openSessions(), false);
        }
        forget(eldest);
    }

    private void forget(SessionDraft session) {
        String key = session.key();
        // What they say last may have begun another session.
        forgetters.forEach(forgetter -> forgetter.accept(key));
        SessionDraft last = open.remove(key);
        if (last != null) end(last);
    }

    private void end(SessionDraft session) {
        session.end();
        if (session.hasDialogue()) ended.accept(session);
    }
}
