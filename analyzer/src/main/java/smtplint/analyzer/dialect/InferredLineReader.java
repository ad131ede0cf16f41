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
        Optional<MarkerSearch.Place> found = marks.place(line);
        if (found.isEmpty()) return;
        MarkerSearch.Place place = found.get();
        String key = marks.key(line, place.text());
        long time = time(line, place.text());
        if (place.literal()) {
            QuotedLiteral literal = QuotedLiteral.read(line, place.text() - 1, true);
            for (TranscriptLine said : literal.lines(place.side(), time, line)) say(key, said.withUnseenEnding(), line);
            if (literal.text().isEmpty())
                say(key, said(place, line.slice(place.text(), place.text()), time, line), line);
        } else {
            say(key, said(place, line.slice(place.text(), line.end()), time, line), line);
        }
    }

    private static TranscriptLine said(MarkerSearch.Place place, SourceText content, long time, SourceText line) {
        return TranscriptLine.said(place.side(), content, LineEnding.UNKNOWN, time, line);
    }

    /** After 354 the dot alone: the program does not show what was sent. */
    private void say(String key, TranscriptLine said, SourceText line) {
        SourceText content = said.content();
        if (talk.justAccepted(key) && content.length() == 1 && content.at(content.start()) == '.')
            talk.event(key, TranscriptLine.Kind.ELIDED, said.time(), line.slice(line.start(), line.start()));
        talk.add(key, said);
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
