package smtplint.analyzer.dialect;

import smtplint.analyzer.dialect.TranscriptLine.Kind;
import smtplint.analyzer.source.LineEnding;
import smtplint.analyzer.source.SourceText;

/** Reads JavaMail's debug output. Outside content a line is a reply, a command, or not of the session. */
final class JavaMailLineReader implements LineReader {
    private final Talk talk;
    private boolean greeted;
    private boolean challenged;
    private boolean chunk;

    JavaMailLineReader(Sessions sessions) {
        this.talk = new Talk(sessions, true, false);
    }

    @Override
    public void line(SourceText line, LineEnding ending) {
        if (JavaMailDialect.isNote(line)) note(line);
        else if (talk.contentDue("") && LineShape.replyCode(line) == 0) client(line, line);
        else if (talk.contentDue("") && !talk.justAccepted("")) client(line, line);
        else if (LineShape.replyCode(line) > 0) server(line);
        else if (!greeted) return;
        else if (chunk) chunkLine(line);
        else if (challenged || WireLine.isCommand(line)) client(line, line);
    }

    private void note(SourceText line) {
        boolean suppressed = LineShape.contains(line, " command trace suppressed");
        boolean port = line.startsWith("DEBUG SMTP: trying to connect to host", line.start());
        if (suppressed) talk.event("", Kind.GAP, -1, line);
        else if (port) talk.event("", Kind.OPENED, -1, line);
    }

    private void server(SourceText line) {
        int code = LineShape.replyCode(line);
        if (!greeted && !LineShape.isGreeting(line)) return;
        greeted = true;
        challenged = code == 334;
        talk.say("", new Mark(Kind.SERVER, line), LineEnding.UNKNOWN, -1, line);
    }

    private void client(SourceText content, SourceText line) {
        challenged = false;
        talk.say("", new Mark(Kind.CLIENT, content), LineEnding.UNKNOWN, -1, line);
        if (talk.contentDue("")) return;
        chunk = content.startsWithIgnoringCase("BDAT ", content.start());
        if (chunk) talk.event("", Kind.ELIDED, -1, line.slice(line.end(), line.end()));
    }

    /** A chunk ends in mid-line, and the next BDAT follows it on the line. */
    private void chunkLine(SourceText line) {
        if (WireLine.isCommand(line)) {
            client(line, line);
            return;
        }
        int bdat = LineShape.find(line, "BDAT ", line.start());
        if (bdat > line.start() && LineShape.number(line, bdat + 5) >= 0) {
            SourceText command = line.slice(bdat, line.end());
            client(command, command);
        }
    }

    @Override
    public void finish() {
        talk.finish();
    }
}
