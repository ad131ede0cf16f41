package smtplint.analyzer.dialect;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import smtplint.analyzer.dialect.TranscriptLine.Kind;
import smtplint.analyzer.model.Circumstances;
import smtplint.analyzer.source.LineEnding;
import smtplint.analyzer.source.SourceText;
import smtplint.analyzer.source.TextAssembler;

/** Reads the rows of IIS. There is no session in them: the other host's address and the direction must do. */
final class IisLineReader implements LineReader {
    private static final String FIELDS = "#Fields: ";
    private static final String RESPONSE = "OutboundConnectionResponse";
    private static final String COMMAND = "OutboundConnectionCommand";

    private final Sessions sessions;
    private final Talk talk;
    private final Clock clock = new Clock();
    private final Set<String> over = new HashSet<>();
    private List<String> names = List.of();
    private List<SourceText> values = List.of();

    IisLineReader(Sessions sessions) {
        this.sessions = sessions;
        this.talk = new Talk(sessions, false, false);
        sessions.whenForgotten(over::remove);
    }

    @Override
    public void line(SourceText line, LineEnding ending) {
        if (line.startsWith(FIELDS, line.start())) {
            names = words(line.slice(line.start() + FIELDS.length(), line.end())).stream()
                    .map(SourceText::toString)
                    .toList();
            return;
        }
        if (line.isEmpty() || line.at(line.start()) == '#') return;
        values = words(line);
        SourceText method = value("cs-method").orElse(line.slice(line.end(), line.end()));
        String user = value("cs-username").map(SourceText::toString).orElse("");
        String address = value("c-ip").map(SourceText::toString).orElse("");
        long day = value("date").map(d -> Clock.day(d, d.start())).orElse(-1L);
        long time = value("time")
                .map(t -> clock.at(day, Clock.timeOfDay(t, t.start())))
                .orElse(-1L);
        if (user.equals(RESPONSE)) query().ifPresent(text -> replied("to " + address, text, time, line));
        else if (method.isEmpty()) return;
        else if (user.equals(COMMAND)) say("to " + address, Kind.CLIENT, command(method, true), time, line);
        else received("from " + address, address, method, time, line);
    }

    /** Of a longer reply the log has the first line only, which is no hole in the log. */
    private void replied(String key, SourceText text, long time, SourceText line) {
        TranscriptLine said = TranscriptLine.said(Kind.SERVER, text, LineEnding.UNKNOWN, time, line);
        talk.add(key, WireLine.announcesMore(text) ? said.asHidden() : said);
    }

    private void received(String key, String address, SourceText method, long time, SourceText line) {
        boolean data = method.startsWithIgnoringCase("DATA", method.start());
        boolean quit = method.startsWithIgnoringCase("QUIT", method.start());
        if (over.remove(key)) sessions.begin(key);
        sessions.circumstances(
                key, c -> new Circumstances(c.protocol(), c.port(), Optional.of(address), c.tlsFromStart()));
        say(key, Kind.CLIENT, command(method, !data && !quit), time, line);
        // The row is written when the content has come; 354 is not logged.
        if (data) talk.event(key, Kind.ELIDED, time, line.slice(line.end(), line.end()));
        // IIS writes 240 for QUIT, whatever it said.
        if (!quit)
            value("sc-status")
                    .filter(s -> LineShape.replyCode(s) > 0)
                    .ifPresent(status -> status(key, status, time, line));
        if (!quit) return;
        over.add(key);
        talk.event(key, Kind.CLOSED, time, line.slice(line.end(), line.end()));
    }

    private void status(String key, SourceText status, long time, SourceText line) {
        TranscriptLine said = TranscriptLine.said(Kind.SERVER, status, LineEnding.UNKNOWN, time, line);
        talk.add(key, said.asHidden());
    }

    private void say(String key, Kind side, SourceText text, long time, SourceText line) {
        talk.say(key, new Mark(side, text), LineEnding.UNKNOWN, time, line);
    }

    private SourceText command(SourceText method, boolean argument) {
        TextAssembler out = new TextAssembler(64);
        out.copy(method, method.start(), method.end());
        if (!argument) return out.text();
        query().ifPresent(query -> {
            int from = query.startsWith(" ", query.start()) ? query.start() + 1 : query.start();
            out.addUnseen(" ", query.span().start());
            out.copy(query, from, query.end());
        });
        return out.text();
    }

    /** The argument or the reply, with its blanks; a plus inside angle brackets is more likely one. */
    private Optional<SourceText> query() {
        return value("cs-uri-query").map(IisLineReader::withBlanks);
    }

    private static SourceText withBlanks(SourceText text) {
        TextAssembler out = new TextAssembler(text.length());
        boolean inPath = false;
        for (int i = text.start(); i < text.end(); i++) {
            int c = text.at(i);
            if (c == '<') inPath = true;
            if (c == '>') inPath = false;
            if (c == '+' && !inPath) out.add(' ', text.span(i, i + 1));
            else out.copy(text, i, i + 1);
        }
        return out.text();
    }

    private Optional<SourceText> value(String name) {
        int column = names.indexOf(name);
        if (column < 0 || column >= values.size()) return Optional.empty();
        SourceText value = values.get(column);
        return value.length() == 1 && value.at(value.start()) == '-' ? Optional.empty() : Optional.of(value);
    }

    private static List<SourceText> words(SourceText line) {
        List<SourceText> words = new ArrayList<>();
        int at = LineShape.skipBlanks(line, line.start());
        while (at < line.end()) {
            int end = Marker.skipWord(line, at);
            words.add(line.slice(at, end));
            at = LineShape.skipBlanks(line, end);
        }
        return words;
    }

    @Override
    public void finish() {
        talk.finish();
    }
}
