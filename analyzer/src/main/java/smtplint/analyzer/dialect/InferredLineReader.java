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
        if (contentDue.remove(key) && isWithoutContent(mark.get()))
            sessions.add(key, TranscriptLine.event(Kind.ELIDED, line.slice(line.start(), line.start()), time));
        sessions.add(key, TranscriptLine.said(mark.get().side(), content, LineEnding.UNKNOWN, time, line));
        if (mark.get().isServer() && LineShape.replyCode(content) == 354) contentDue.add(key);
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
