package smtplint.analyzer.dialect;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import smtplint.analyzer.source.LineEnding;
import smtplint.analyzer.source.SourceText;

/** Reads a form whose marks were found in its head. */
final class InferredLineReader implements LineReader {
    private final MarkerSearch marks;
    private final Talk talk;
    private final Clock clock = new Clock();
    /** The lines of replies that go on. */
    private final Map<String, List<String>> begun = new HashMap<>();

    InferredLineReader(MarkerSearch marks, Sessions sessions) {
        this.marks = marks;
        this.talk = new Talk(sessions, true, true).hidingAnswers();
        sessions.whenForgotten(begun::remove);
    }

    @Override
    public void line(SourceText line, LineEnding ending) {
        Optional<MarkerSearch.Place> found = marks.place(line);
        if (found.isEmpty()) {
            unmarked(line);
            return;
        }
        MarkerSearch.Place place = found.get();
        String key = marks.key(line, place.text());
        long time = time(line, place.text());
        if (place.literal()) {
            QuotedLiteral literal = QuotedLiteral.read(line, place.text() - 1, true);
            for (TranscriptLine said : literal.lines(place.side(), time, line)) say(key, said.withUnseenEnding(), line);
            if (literal.text().isEmpty())
                say(key, said(place, line.slice(place.text(), place.text()), time, line), line);
        } else if (place.side() == TranscriptLine.Kind.SERVER) {
            replied(key, place, time, line);
        } else {
            List<SourceText> lines = marks.lines(line, place.text());
            if (lines.get(0).startsWith("[EOF]", lines.get(0).start())) return;
            for (SourceText text : lines) say(key, said(place, text, time, line), line);
        }
    }

    /** A reply may be shown again with each line that comes: what was said of it is not said again. */
    private void replied(String key, MarkerSearch.Place place, long time, SourceText line) {
        List<SourceText> lines = new ArrayList<>();
        for (SourceText text : marks.lines(line, place.text())) lines.addAll(JoinedReply.lines(text));
        if (isNote(lines.get(0))) return;
        List<String> words = lines.stream().map(SourceText::toString).toList();
        List<String> before = talk.replyDue(key) ? begun.getOrDefault(key, List.of()) : List.of();
        boolean again = !before.isEmpty()
                && words.size() > before.size()
                && words.subList(0, before.size()).equals(before);
        for (SourceText text : lines.subList(again ? before.size() : 0, lines.size()))
            say(key, said(place, text, time, line), line);
        if (talk.replyDue(key)) begun.put(key, words);
        else begun.remove(key);
    }

    /** {@code [EOF]}: what a program says of the channel in place of a line. */
    private static boolean isNote(SourceText text) {
        int end = text.end();
        while (end > text.start() && Marker.isBlank(text.at(end - 1))) end--;
        return end - text.start() > 1 && text.at(text.start()) == '[' && text.at(end - 1) == ']';
    }

    /** Behind a mark further lines of a reply may have none, and the final dot. */
    private void unmarked(SourceText line) {
        String key = talk.last();
        int text = LineShape.skipBlanks(line, line.start());
        if (talk.replyDue(key) && LineShape.replyCode(line, text) > 0) {
            SourceText content = line.slice(text, line.end());
            talk.add(
                    key,
                    TranscriptLine.said(TranscriptLine.Kind.SERVER, content, LineEnding.UNKNOWN, clock.last(), line));
        } else if (talk.contentDue(key) && line.length() == 1 && line.at(line.start()) == '.') {
            talk.event(key, TranscriptLine.Kind.ELIDED, clock.last(), line.slice(line.start(), line.start()));
            talk.add(
                    key, TranscriptLine.said(TranscriptLine.Kind.CLIENT, line, LineEnding.UNKNOWN, clock.last(), line));
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
