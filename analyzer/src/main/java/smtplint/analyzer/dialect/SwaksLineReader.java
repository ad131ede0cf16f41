package smtplint.analyzer.dialect;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import smtplint.analyzer.dialect.TranscriptLine.Kind;
import smtplint.analyzer.source.LineEnding;
import smtplint.analyzer.source.SourceText;

/** Reads swaks. Message lines come in one block after 354, and keep their CR there; the last one never has it. */
final class SwaksLineReader implements LineReader {
    private final Sessions sessions;
    private final List<SourceText> block = new ArrayList<>();
    private final List<RawLine> places = new ArrayList<>();
    private final List<LineEnding> endings = new ArrayList<>();
    private boolean inContent;

    SwaksLineReader(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public void line(SourceText line, LineEnding ending) {
        Optional<Kind> side = SwaksDialect.side(line);
        if (inContent && side.isPresent() && side.get() == Kind.CLIENT) {
            block.add(line);
            places.add(sessions.line());
            endings.add(ending);
            return;
        }
        flush();
        if (SwaksDialect.isTimeout(line)) {
            // A greeting that swaks can't read is not shown.
            if (!sessions.session("").hasDialogue()) sessions.event(Kind.GAP, line);
            return;
        }
        if (side.isPresent()) say(side.get(), SwaksDialect.content(line), line);
        // With --no-server-hints a reply has no mark.
        else if (LineShape.replyCode(line) > 0) say(Kind.SERVER, line, line);
        else note(line);
    }

    private void say(Kind side, SourceText content, SourceText line) {
        boolean first = !sessions.session("").hasDialogue();
        // What swaks says to a proxy comes before the greeting.
        if (first && side == Kind.CLIENT && !WireLine.isCommand(content)) return;
        sessions.say(side, content, line);
        if (side == Kind.SERVER) inContent = LineShape.replyCode(content) == 354;
    }

    @Override
    public void finish() {
        flush();
    }

    private void flush() {
        if (block.isEmpty()) return;
        boolean shown = endings.contains(LineEnding.CRLF);
        RawLine now = sessions.line();
        for (int i = 0; i < block.size(); i++) {
            SourceText line = block.get(i);
            sessions.at(places.get(i));
            SourceText content = SwaksDialect.content(line);
            LineEnding ending = endings.get(i) == LineEnding.CRLF ? LineEnding.CRLF : LineEnding.UNKNOWN;
            if (ending == LineEnding.UNKNOWN && shown && i < block.size() - 1) ending = LineEnding.LF;
            if (block.size() == 1 && isElided(content)) sessions.event(Kind.ELIDED, line);
            else sessions.add("", TranscriptLine.said(Kind.CLIENT, content, ending, -1, line));
        }
        sessions.at(now);
        block.clear();
        places.clear();
        endings.clear();
        inContent = false;
    }

    /** With -n: {@code 11 lines sent}. */
    private static boolean isElided(SourceText content) {
        return LineShape.number(content, content.start()) >= 0 && LineShape.contains(content, " lines sent");
    }

    private void note(SourceText line) {
        if (line.startsWith("=== Trying ", line.start())) {
            int port = LineShape.number(line, portAt(line));
            SessionDraft session = sessions.begin("");
            if (port > 0) session.change(c -> SessionDraft.atPort(c, port));
        } else if (line.startsWith("=== Connected to ", line.start())) {
            sessions.event(Kind.OPENED, line);
        } else if (line.startsWith("=== TLS started", line.start())) {
            sessions.event(Kind.TLS, line);
        } else if (line.startsWith("*** TLS startup failed", line.start())) {
            sessions.event(Kind.TLS_FAILED, line);
        } else if (line.startsWith("=== Connection closed", line.start())) {
            sessions.event(Kind.CLOSED, line);
        } else if (line.startsWith("*** Remote host closed", line.start())) {
            sessions.event(Kind.CLOSED_BY_SERVER, line);
        } else if (line.startsWith("=== Dropping connection", line.start())) {
            sessions.event(Kind.CLOSED_BY_CLIENT, line);
        }
    }

    /** The offset behind the last colon that a digit follows. */
    private static int portAt(SourceText line) {
        for (int i = line.end() - 2; i > line.start(); i--)
            if (line.at(i) == ':' && LineShape.isDigit(line.at(i + 1))) return i + 1;
        return line.end();
    }
}
