package smtplint.analyzer.dialect;

import java.util.Optional;
import smtplint.analyzer.dialect.TranscriptLine.Kind;
import smtplint.analyzer.source.LineEnding;
import smtplint.analyzer.source.SourceText;
import smtplint.analyzer.source.TextAssembler;

/** Reads tshark's trees: the ports name the session, and lines end in an escaped CR LF. */
final class TsharkTreeReader implements LineReader {
    private static final String RESPONSE = "    Response: ";
    private static final String COMMAND = "    Command Line: ";
    private static final String FURTHER = "        Response parameter: ";

    private final Sessions sessions;
    private final Talk talk;
    /** The last of the further lines that was read, and where it stands: whether others follow shows in the next line. */
    private Optional<SourceText> held = Optional.empty();

    private RawLine heldAt;
    private String key = "";
    private String code = "";
    private int parameters;
    private boolean more;
    private final HiddenQuit hidden = new HiddenQuit();

    TsharkTreeReader(Sessions sessions) {
        this.sessions = sessions;
        this.talk = new Talk(sessions, false, false);
        this.heldAt = sessions.line();
    }

    @Override
    public void line(SourceText line, LineEnding ending) {
        if (!line.startsWith(FURTHER, line.start())) release(' ');
        if (line.startsWith("Transmission Control Protocol", line.start())) ports(line);
        else if (line.startsWith(RESPONSE, line.start())) response(line, behind(line, RESPONSE.length()));
        else if (line.startsWith(COMMAND, line.start())) say(Kind.CLIENT, behind(line, COMMAND.length()), line);
        else if (line.startsWith("    C: ", line.start())) content(line);
        else if (line.startsWith(FURTHER, line.start())) further(behind(line, FURTHER.length()));
    }

    private void ports(SourceText line) {
        int source = port(line, "Src Port: ");
        int destination = port(line, "Dst Port: ");
        key = Math.min(source, destination) + "-" + Math.max(source, destination);
        more = false;
    }

    private static int port(SourceText line, String name) {
        int at = LineShape.find(line, name, line.start());
        return at < 0 ? -1 : LineShape.number(line, at + name.length());
    }

    private static SourceText behind(SourceText line, int length) {
        int end = line.startsWith("\\r\\n", line.end() - 4) ? line.end() - 4 : line.end();
        int from = line.start() + length;
        return line.slice(from, Math.max(from, end));
    }

    private void response(SourceText line, SourceText text) {
        say(Kind.SERVER, text, line);
        more = WireLine.announcesMore(text);
        code = text.length() < 3 ? "" : text.string(text.start(), text.start() + 3);
        parameters = 0;
    }

    /** The first parameter is the text of the line before; the others are lines of their own, without their code. */
    private void further(SourceText text) {
        if (!more || parameters++ == 0) return;
        release('-');
        held = Optional.of(text);
        heldAt = sessions.line();
    }

    private void release(char separator) {
        if (held.isEmpty()) return;
        SourceText text = held.get();
        held = Optional.empty();
        RawLine now = sessions.line();
        sessions.at(heldAt);
        TextAssembler reply = new TextAssembler(text.length() + 4);
        reply.addUnseen(code + separator, text.span(text.start(), text.start()).start());
        reply.copy(text, text.start(), text.end());
        talk.add(
                key,
                TranscriptLine.said(Kind.SERVER, reply.text(), LineEnding.UNKNOWN, -1, text)
                        .asHidden());
        sessions.at(now);
    }

    /** The dot, or a part of the content. */
    private void content(SourceText line) {
        talk.event(key, Kind.ELIDED, -1, line.slice(line.start(), line.start()));
        SourceText text = behind(line, 7);
        if (text.length() == 1 && text.at(text.start()) == '.') say(Kind.CLIENT, text, line);
        hidden.content();
    }

    private void say(Kind side, SourceText text, SourceText line) {
        if (hidden.covers(side, text)) talk.event(key, Kind.GAP, -1, text.slice(text.start(), text.start()));
        talk.say(key, new Mark(side, text), LineEnding.UNKNOWN, -1, line);
    }

    @Override
    public void finish() {
        release(' ');
        talk.finish();
    }
}
