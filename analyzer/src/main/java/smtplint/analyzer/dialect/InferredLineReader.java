package smtplint.analyzer.dialect;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import smtplint.analyzer.dialect.TranscriptLine.Kind;
import smtplint.analyzer.source.LineEnding;
import smtplint.analyzer.source.SourceText;

/** Reads a form whose marks were found in its head. */
final class InferredLineReader implements LineReader {
    private final MarkerSearch marks;
    private final Sessions sessions;
    private final Clock clock = new Clock();
    /** Sessions in which 354 was the last word. */
    private final Set<String> contentDue = new HashSet<>();

    /** Sessions in which the last line announced more of its reply. */
    private final Set<String> replyDue = new HashSet<>();

    InferredLineReader(MarkerSearch marks, Sessions sessions) {
        this.marks = marks;
        this.sessions = sessions;
    }

    @Override
    public void line(SourceText line, LineEnding ending) {
        Optional<Mark> mark = marks.mark(line);
        if (mark.isEmpty()) return;
        SourceText content = mark.get().content();
        String key = marks.key(line, content.start());
        long time = clock.at(timeOfDay(line, content.start()));
        if (contentDue.remove(key) && isWithoutContent(mark.get())) sessions.add(key, before(line, Kind.ELIDED, time));
        // Further lines of a reply may stand there without the mark.
        if (replyDue.remove(key) && !mark.get().isServer()) sessions.add(key, before(line, Kind.GAP, time));
        sessions.add(key, TranscriptLine.said(mark.get().side(), content, LineEnding.UNKNOWN, time, line));
        if (mark.get().isServer() && LineShape.replyCode(content) == 354) contentDue.add(key);
        if (mark.get().isServer() && WireLine.announcesMore(content)) replyDue.add(key);
    }

    private static TranscriptLine before(SourceText line, Kind event, long time) {
        return TranscriptLine.event(event, line.slice(line.start(), line.start()), time);
    }

    /** After 354 comes a reply, or the dot alone: the program does not show what was sent. */
    private static boolean isWithoutContent(Mark mark) {
        SourceText content = mark.content();
        return mark.isServer() || content.length() == 1 && content.at(content.start()) == '.';
    }

    private static long timeOfDay(SourceText line, int end) {
        for (int i = line.start(); i + 8 <= end; i++) {
            if (!LineShape.isDigit(line.at(i)) || i > line.start() && LineShape.isDigit(line.at(i - 1))) continue;
            long time = Clock.timeOfDay(line, i);
            if (time >= 0) return time;
        }
        return -1;
    }
}
