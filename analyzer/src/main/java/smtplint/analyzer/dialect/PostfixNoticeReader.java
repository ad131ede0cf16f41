package smtplint.analyzer.dialect;

import java.util.ArrayList;
import java.util.List;
import smtplint.analyzer.dialect.TranscriptLine.Kind;
import smtplint.analyzer.source.LineEnding;
import smtplint.analyzer.source.SourceText;
import smtplint.analyzer.source.TextAssembler;

/** Reads the session in a notice; a line that goes on below, set in by five blanks, is put together again. */
final class PostfixNoticeReader implements LineReader {
    private static final String FOLD = "     ";

    private final Talk talk;
    private final List<SourceText> said = new ArrayList<>();
    private boolean inSession;

    PostfixNoticeReader(Sessions sessions) {
        this.talk = new Talk(sessions, false, false);
    }

    @Override
    public void line(SourceText line, LineEnding ending) {
        if (PostfixNoticeDialect.isTitle(line)) {
            inSession = true;
        } else if (!inSession) {
            return;
        } else if (line.startsWith(" Out:", line.start()) || line.startsWith(" In:", line.start())) {
            flush();
            said.add(line);
        } else if (!said.isEmpty() && line.startsWith(FOLD, line.start())) {
            said.add(line);
        } else {
            flush();
            if (line.startsWith("For other details", line.start())) inSession = false;
        }
    }

    private void flush() {
        if (said.isEmpty()) return;
        SourceText first = said.get(0);
        Kind side = first.at(first.start() + 1) == 'O' ? Kind.SERVER : Kind.CLIENT;
        int text = Math.min(first.end(), first.start() + FOLD.length() + 1);
        SourceText whole = first.slice(first.start(), said.get(said.size() - 1).end());
        talk.say("", new Mark(side, unfolded(first.slice(text, first.end()))), LineEnding.UNKNOWN, -1, whole);
        said.clear();
    }

    private SourceText unfolded(SourceText first) {
        if (said.size() == 1) return first;
        TextAssembler out = new TextAssembler(first.length() * said.size());
        out.copy(first, first.start(), first.end());
        for (SourceText line : said.subList(1, said.size()))
            out.copy(line, line.start() + FOLD.length() - 1, line.end());
        return out.text();
    }

    @Override
    public void finish() {
        flush();
        talk.finish();
    }
}
