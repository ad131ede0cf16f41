package smtplint.analyzer.dialect;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import smtplint.analyzer.dialect.TranscriptLine.Kind;
import smtplint.analyzer.model.Verb;
import smtplint.analyzer.source.LineEnding;
import smtplint.analyzer.source.SourceText;

/** Reads Exchange's logs. {@code >} is what this host sent, be it the server or the client: who greets tells. */
final class ExchangeLineReader implements LineReader {
    private final Talk talk;
    private final Clock clock = new Clock();
    private final Sides sides = new Sides();
    private final Map<String, Integer> numbers = new HashMap<>();
    /** Sessions in an AUTH exchange: what the client answers there is not logged, and may be counted all the same. */
    private final Set<String> inAuth = new HashSet<>();

    ExchangeLineReader(Sessions sessions) {
        this.talk = new Talk(sessions, false, true).hidingAnswers();
        sessions.whenForgotten(sides::forget);
        sessions.whenForgotten(numbers::remove);
        sessions.whenForgotten(inAuth::remove);
    }

    @Override
    public void line(SourceText line, LineEnding ending) {
        Optional<ExchangeRow> read = ExchangeRow.read(line);
        if (read.isEmpty()) return;
        ExchangeRow row = read.get();
        long time = clock.at(row.day(), row.time());
        Integer before = numbers.put(row.session(), row.number());
        boolean lost = before != null && row.number() > before + 1;
        if (lost && !inAuth.contains(row.session())) talk.event(row.session(), Kind.GAP, time, start(line));
        switch (row.event()) {
            case '+' -> talk.event(row.session(), Kind.OPENED, time, line);
            case '-' -> talk.event(row.session(), closed(row), time, line);
            case '<', '>' -> say(row, time, line);
            default -> note(row, time, line);
        }
    }

    private static SourceText start(SourceText line) {
        return line.slice(line.start(), line.start());
    }

    private Kind closed(ExchangeRow row) {
        boolean server = sides.isServer(row.session());
        boolean remote = row.context().startsWith("Remote", row.context().start());
        return server == remote ? Kind.CLOSED_BY_CLIENT : Kind.CLOSED_BY_SERVER;
    }

    private void say(ExchangeRow row, long time, SourceText line) {
        boolean sent = row.event() == '>';
        if (row.data().isEmpty()) {
            talk.event(row.session(), Kind.GAP, time, line);
            return;
        }
        Kind side = sides.of(row.session(), sent, row.data());
        if (side == Kind.CLIENT && isAuth(row.data())) inAuth.add(row.session());
        if (side == Kind.SERVER && LineShape.replyCode(row.data()) != 334) inAuth.remove(row.session());
        boolean masked = LineShape.contains(row.data(), "<authentication ");
        boolean joined = side == Kind.SERVER && ExchangeHello.isJoined(row.data());
        for (SourceText text : joined ? ExchangeHello.lines(row.data()) : List.of(row.data())) {
            TranscriptLine said = TranscriptLine.said(side, text, LineEnding.UNKNOWN, time, line);
            talk.add(row.session(), masked ? said.asHidden() : said);
        }
        if (side == Kind.CLIENT
                && row.data().startsWithIgnoringCase("BDAT ", row.data().start()))
            talk.event(row.session(), Kind.ELIDED, time, line.slice(line.end(), line.end()));
    }

    private static boolean isAuth(SourceText data) {
        return WireLine.verb(data).filter(verb -> verb == Verb.AUTH).isPresent();
    }

    private void note(ExchangeRow row, long time, SourceText line) {
        if (LineShape.contains(row.context(), " negotiation succeeded "))
            talk.event(row.session(), Kind.TLS, time, line);
    }

    @Override
    public void finish() {
        talk.finish();
    }
}
