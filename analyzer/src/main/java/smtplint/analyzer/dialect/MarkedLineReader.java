package smtplint.analyzer.dialect;

import java.util.List;
import java.util.Optional;
import smtplint.analyzer.dialect.TranscriptLine.Kind;
import smtplint.analyzer.source.Evidence;
import smtplint.analyzer.source.LineEnding;
import smtplint.analyzer.source.SourceText;

/** Reads a dialect whose lines carry the mark of their side. */
final class MarkedLineReader implements LineReader {
    private final MarkedDialect dialect;
    private final Talk talk;
    private final Clock clock = new Clock();

    MarkedLineReader(MarkedDialect dialect, Sessions sessions) {
        this.dialect = dialect;
        this.talk = new Talk(sessions, dialect.preserves().contains(Evidence.MESSAGE), false);
        if (dialect.hidesAnswers()) talk.hidingAnswers();
    }

    @Override
    public void line(SourceText line, LineEnding ending) {
        Optional<Mark> mark = dialect.mark(line);
        if (mark.isPresent()) {
            say(dialect.key(line), mark.get(), time(line), line);
            return;
        }
        Optional<Kind> event = dialect.event(line);
        if (event.isPresent()) {
            talk.event(dialect.key(line), event.get(), time(line), line);
        } else {
            String named = dialect.key(line);
            String key = talk.replyDue(named) ? named : talk.last();
            if (talk.replyDue(key))
                dialect.more(line).ifPresent(text -> say(key, new Mark(Kind.SERVER, text), clock.last(), line));
        }
    }

    private long time(SourceText line) {
        return clock.at(dialect.day(line), dialect.timeOfDay(line));
    }

    private void say(String key, Mark mark, long time, SourceText line) {
        boolean masked = dialect.isMasked(mark, line);
        boolean joined = dialect.joinsReplies() && mark.isServer();
        for (SourceText text : joined ? JoinedReply.lines(mark.content()) : List.of(mark.content())) {
            TranscriptLine said = TranscriptLine.said(mark.side(), text, LineEnding.UNKNOWN, time, line);
            talk.add(key, masked ? said.asHidden() : said);
        }
    }

    @Override
    public void finish() {
        talk.finish();
    }
}
