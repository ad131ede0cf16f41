package smtplint.analyzer.dialect;

import java.util.Optional;
import java.util.Set;
import smtplint.analyzer.dialect.TranscriptLine.Kind;
import smtplint.analyzer.source.Evidence;
import smtplint.analyzer.source.LineEnding;
import smtplint.analyzer.source.SourceText;

/** Reads OpenSMTPD. Content carries no address: it belongs to the session in which 354 was said last. */
final class OpenSmtpdLineReader implements LineReader {
    private static final String CONTENT = "<<< [MSG] ";

    private final Talk talk;
    private String accepted = "";

    OpenSmtpdLineReader(Sessions sessions, Set<Evidence> preserves) {
        this.talk = new Talk(sessions, preserves.contains(Evidence.MESSAGE), false);
    }

    @Override
    public void line(SourceText line, LineEnding ending) {
        if (line.startsWith(CONTENT, line.start())) {
            SourceText content = line.slice(line.start() + CONTENT.length(), line.end());
            talk.say(accepted, new Mark(Kind.CLIENT, content), LineEnding.UNKNOWN, -1, line);
            return;
        }
        OpenSmtpdLine read = OpenSmtpdLine.read(line);
        if (read.text() < 0) return;
        Optional<Mark> mark = read.mark();
        if (read.opens()) talk.event(read.key(), Kind.OPENED, -1, line);
        else if (read.isElided()) talk.event(read.key(), Kind.ELIDED, -1, line);
        else mark.ifPresent(m -> talk.say(read.key(), m, LineEnding.UNKNOWN, -1, line));
        if (talk.justAccepted(read.key())) accepted = read.key();
    }

    @Override
    public void finish() {
        talk.finish();
    }
}
