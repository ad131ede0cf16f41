package smtplint.analyzer.dialect;

import java.util.Optional;
import smtplint.analyzer.dialect.TranscriptLine.Kind;
import smtplint.analyzer.source.LineEnding;
import smtplint.analyzer.source.SourceText;

/** Reads the form with marks; further lines of a reply have none. */
final class CommonsNetLineReader implements LineReader {
    private final Talk talk;

    CommonsNetLineReader(Sessions sessions) {
        this.talk = new Talk(sessions, false, false);
    }

    @Override
    public void line(SourceText line, LineEnding ending) {
        Optional<Mark> mark = CommonsNetDialect.mark(line);
        if (mark.isPresent()) say(mark.get(), line);
        else if (talk.replyDue("") && LineShape.replyCode(line) > 0) say(new Mark(Kind.SERVER, line), line);
    }

    private void say(Mark mark, SourceText line) {
        boolean suppressed = !mark.isServer() && LineShape.contains(mark.content(), " *******");
        TranscriptLine said = TranscriptLine.said(mark.side(), mark.content(), LineEnding.UNKNOWN, -1, line);
        talk.add("", suppressed ? said.asHidden() : said);
    }

    @Override
    public void finish() {
        talk.finish();
    }
}
