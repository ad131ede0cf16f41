package smtplint.analyzer.dialect;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import smtplint.analyzer.dialect.TranscriptLine.Kind;
import smtplint.analyzer.source.LineEnding;
import smtplint.analyzer.source.SourceText;

/** Reads a form whose marks were found in its head. */
final class InferredLineReader implements LineReader {
    private final MarkerSearch marks;
    private final Talk talk;
    private final Clock clock = new Clock();
    /** The lines of replies that go on. */
    private final Map<String, List<String>> begun = new HashMap<>();
    /** What the last line with a mark was. */
    private Kind side = Kind.SERVER;

    private int column;
    private long time = -1;
    /** Its text goes on in the next line. */
    private boolean open;

    private boolean quoted;

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
        if (isNote(place.text(line))) return;
        String key = marks.key(line, place.text());
        time = clock.firstIn(line, line.start(), place.text());
        side = place.side();
        column = place.text() - line.start();
        open = marks.isOpen(line, place);
        quoted = place.literal();
        List<TranscriptLine> said = marks.said(line, place, time);
        if (side == Kind.SERVER) replied(key, said, line);
        else for (TranscriptLine one : said) say(key, one, line);
    }

    /** A reply may be shown again with each line that comes: what was said of it is not said again. */
    private void replied(String key, List<TranscriptLine> said, SourceText line) {
        List<TranscriptLine> lines = new ArrayList<>();
        for (TranscriptLine one : said) lines.addAll(joined(one, line));
        List<String> words = lines.stream().map(one -> one.content().toString()).toList();
        List<String> before = talk.replyDue(key) ? begun.getOrDefault(key, List.of()) : List.of();
        boolean again = !before.isEmpty()
                && words.size() > before.size()
                && words.subList(0, before.size()).equals(before);
        for (TranscriptLine one : lines.subList(again ? before.size() : 0, lines.size())) say(key, one, line);
        if (talk.replyDue(key)) begun.put(key, words);
        else begun.remove(key);
    }

    private static List<TranscriptLine> joined(TranscriptLine said, SourceText line) {
        List<SourceText> lines = JoinedReply.lines(said.content());
        if (lines.size() == 1) return List.of(said);
        return lines.stream()
                .map(text -> TranscriptLine.said(said.kind(), text, said.ending(), said.time(), line))
                .toList();
    }

    /** {@code [EOF]}: what a program says of the channel in place of a line. */
    private static boolean isNote(SourceText text) {
        int end = text.end();
        while (end > text.start() && Marker.isBlank(text.at(end - 1))) end--;
        return end - text.start() > 1 && text.at(text.start()) == '[' && text.at(end - 1) == ']';
    }

    /** A line without a mark may go on with what the line before it said; or it is the final dot. */
    private void unmarked(SourceText line) {
        String key = talk.last();
        int text = LineShape.skipBlanks(line, line.start());
        SourceText rest = line.slice(text, line.end());
        boolean reply = talk.replyDue(key) && LineShape.replyCode(rest) > 0;
        boolean below = column > 0 && text - line.start() == column && !rest.isEmpty();
        boolean dot = talk.contentDue(key) && line.length() == 1 && line.at(line.start()) == '.';
        if (open || reply || below) {
            SourceText said = unquoted(reply || below ? rest : line);
            for (TranscriptLine part : marks.framed(line, said, reply ? Kind.SERVER : side, time)) say(key, part, line);
            open = open && said.end() == line.end() && marks.frame().isOpen(said);
        } else if (dot) {
            talk.event(key, Kind.ELIDED, clock.last(), line.slice(line.start(), line.start()));
            talk.add(key, TranscriptLine.said(Kind.CLIENT, line, LineEnding.UNKNOWN, clock.last(), line));
        }
    }

    /** What stands before the quote that closes a text of several lines. */
    private SourceText unquoted(SourceText text) {
        int quote = open && quoted ? LineShape.find(text, "\"", text.start()) : -1;
        return quote < 0 ? text : text.slice(text.start(), quote);
    }

    private void say(String key, TranscriptLine said, SourceText line) {
        talk.elideBefore(key, said, line);
        talk.add(key, said);
    }

    @Override
    public void finish() {
        talk.finish();
    }
}
