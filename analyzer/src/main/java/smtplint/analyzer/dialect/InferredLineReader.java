package smtplint.analyzer.dialect;

import java.util.Optional;
import smtplint.analyzer.source.LineEnding;
import smtplint.analyzer.source.SourceText;

/** Reads a form whose marks were found in its head. */
final class InferredLineReader implements LineReader {
    private final MarkerSearch marks;
    private final Talk talk;
    private final Clock clock = new Clock();

    InferredLineReader(MarkerSearch marks, Sessions sessions) {
        this.marks = marks;
        this.talk = new Talk(sessions, true, true);
    }

    @Override
    public void line(SourceText line, LineEnding ending) {
        Optional<Mark> mark = marks.mark(line);
        if (mark.isEmpty()) return;
        SourceText content = mark.get().content();
        String key = marks.key(line, content.start());
        long time = time(line, content.start());
        // After 354 the dot alone: the program does not show what was sent.
        if (talk.justAccepted(key) && content.length() == 1 && content.at(content.start()) == '.')
            talk.event(key, TranscriptLine.Kind.ELIDED, time, line.slice(line.start(), line.start()));
        talk.say(key, mark.get(), LineEnding.UNKNOWN, time, line);
    }

    @Override
    public void finish() {
        talk.finish();
    }

    /** The first time of day before the text, and the date before it. */
    private long time(SourceText line, int end) {
        for (int i = line.start(); i + 8 <= end; i++) {
            if (!LineShape.isDigit(line.at(i)) || i > line.start() && LineShape.isDigit(line.at(i - 1))) continue;
            long timeOfDay = Clock.timeOfDay(line, i);
            if (timeOfDay >= 0) return clock.at(Clock.day(line, i - 11), timeOfDay);
        }
        return -1;
    }
}
