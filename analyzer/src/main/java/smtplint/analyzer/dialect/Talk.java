package smtplint.analyzer.dialect;

import java.util.HashMap;
import java.util.Map;
import smtplint.analyzer.dialect.TranscriptLine.Kind;
import smtplint.analyzer.source.LineEnding;
import smtplint.analyzer.source.SourceText;

/**
 * Adds what is said to the sessions, and follows what is due in each of them: content after 354, more lines of a reply.
 * Content that the recording leaves out becomes an event; a reply that breaks off is marked, so that nobody is blamed
 * for lines that the program did not write down.
 */
final class Talk {
    private static final int DATA_ACCEPTED = 354;

    private final Sessions sessions;
    private final boolean contentShown;
    private final boolean repliesBreakOff;
    private boolean answersHidden;
    private final Map<String, Due> sessionsDue = new HashMap<>();
    private String last = "";

    private static final class Due {
        /** Content runs. */
        private boolean content;
        /** 354 was the last word. */
        private boolean accepted;

        private boolean reply;
        /** 334 was the last word. */
        private boolean challenge;
        /** The last line announces more, and the recording may leave it out. */
        private boolean unfinished;
    }

    /**
     * @param contentShown the dialect shows content
     * @param repliesBreakOff the recording may leave out lines of a reply
     */
    Talk(Sessions sessions, boolean contentShown, boolean repliesBreakOff) {
        this.sessions = sessions;
        this.contentShown = contentShown;
        this.repliesBreakOff = repliesBreakOff;
        sessions.whenForgotten(this::forget);
    }

    /** What the client answers to 334 may be left out. */
    Talk hidingAnswers() {
        answersHidden = true;
        return this;
    }

    /** The session in which the last line was said. */
    String last() {
        return last;
    }

    void say(String key, Mark mark, LineEnding ending, long time, SourceText line) {
        add(key, TranscriptLine.said(mark.side(), mark.content(), ending, time, line));
    }

    void add(String key, TranscriptLine line) {
        Due due = due(key);
        last = key;
        release(key, due, line.kind() == Kind.CLIENT);
        boolean missing = line.kind() == Kind.SERVER ? due.accepted : due.accepted && !contentShown;
        if (missing && !line.isEvent()) sessions.add(key, atStartOf(line, Kind.ELIDED));
        boolean answered = due.challenge && answersHidden && line.kind() == Kind.SERVER && !isFarewell(line.content());
        if (answered) sessions.add(key, atStartOf(line, Kind.CLIENT).asHidden());
        if (!line.isEvent()) due.challenge = isChallenge(line);
        switch (line.kind()) {
            case SERVER -> server(key, due, line);
            case CLIENT -> {
                due.accepted = false;
                due.reply = false;
                if (!contentShown || isDot(line.content())) due.content = false;
                sessions.add(key, line);
            }
            case ELIDED -> {
                due.accepted = false;
                due.content = false;
                sessions.add(key, line);
            }
            default -> sessions.add(key, line);
        }
    }

    private void server(String key, Due due, TranscriptLine line) {
        due.reply = WireLine.announcesMore(line.content());
        due.accepted = !due.reply && LineShape.replyCode(line.content()) == DATA_ACCEPTED;
        due.content = due.accepted;
        due.unfinished = due.reply && repliesBreakOff;
        sessions.add(key, line);
    }

    /** After 354 the dot alone: the program does not show what was sent. */
    void elideBefore(String key, TranscriptLine said, SourceText line) {
        if (justAccepted(key) && isDot(said.content()))
            event(key, Kind.ELIDED, said.time(), line.slice(line.start(), line.start()));
    }

    void event(String key, Kind kind, long time, SourceText line) {
        add(key, TranscriptLine.event(kind, line, time));
    }

    private static TranscriptLine atStartOf(TranscriptLine line, Kind event) {
        SourceText none =
                line.content().slice(line.content().start(), line.content().start());
        return new TranscriptLine(event, none, LineEnding.UNKNOWN, line.time(), false, none.span());
    }

    private void release(String key, Due due, boolean brokenOff) {
        if (due.unfinished && brokenOff) sessions.breakOff(key);
        due.unfinished = false;
    }

    /** True after 354, until the lone dot or the next reply. */
    boolean contentDue(String key) {
        Due due = sessionsDue.get(key);
        return due != null && due.content;
    }

    /** True when 354 was the last word. */
    boolean justAccepted(String key) {
        Due due = sessionsDue.get(key);
        return due != null && due.accepted;
    }

    /** True when the last line of the session announced more of its reply. */
    boolean replyDue(String key) {
        Due due = sessionsDue.get(key);
        return due != null && due.reply;
    }

    void finish() {
        sessionsDue.forEach(this::end);
    }

    private void forget(String key) {
        Due due = sessionsDue.remove(key);
        if (due != null) end(key, due);
    }

    /** The recording is cut, which is no hole in it. */
    private void end(String key, Due due) {
        if (due.unfinished) sessions.hideLast(key);
        due.unfinished = false;
    }

    private Due due(String key) {
        return sessionsDue.computeIfAbsent(key, k -> new Due());
    }

    private static boolean isChallenge(TranscriptLine line) {
        return line.kind() == Kind.SERVER && LineShape.replyCode(line.content()) == 334;
    }

    /** A server that gives up waiting was not answered. */
    private static boolean isFarewell(SourceText reply) {
        return LineShape.replyCode(reply) == 421;
    }

    private static boolean isDot(SourceText content) {
        return content.length() == 1 && content.at(content.start()) == '.';
    }
}
