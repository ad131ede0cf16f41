package smtplint.analyzer.dialect;

import smtplint.analyzer.dialect.TranscriptLine.Kind;
import smtplint.analyzer.source.LineEnding;
import smtplint.analyzer.source.SourceText;

/** Reads curl -v. Content is never shown: after 354 it is known to be missing. */
final class CurlLineReader implements LineReader {
    private final Sessions sessions;
    private final Clock clock = new Clock();
    private boolean contentDue;
    private boolean inTls;

    CurlLineReader(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public void line(SourceText whole, LineEnding ending) {
        SourceText line = CurlDialect.afterMeter(whole);
        int from = SmtplibDialect.afterTime(line);
        long time = from > line.start() ? clock.at(Clock.timeOfDay(line, line.start())) : -1;
        switch (CurlDialect.mark(line, from)) {
            case '<' -> {
                elide(whole, time);
                SourceText content = CurlDialect.content(line, from);
                say(Kind.SERVER, content, ending, time, whole);
                contentDue = LineShape.replyCode(content) == 354;
            }
            case '>' -> {
                contentDue = false;
                say(Kind.CLIENT, CurlDialect.content(line, from), ending, time, whole);
            }
            case '}' -> elide(whole, time);
            case '*' -> note(line, from + 2, time);
            default -> error(line, from, time);
        }
    }

    /** curl keeps the CR of every line; a file without any lost them. */
    private void say(Kind side, SourceText content, LineEnding ending, long time, SourceText line) {
        LineEnding seen = ending == LineEnding.CRLF ? LineEnding.CRLF : LineEnding.UNKNOWN;
        sessions.add("", TranscriptLine.said(side, content, seen, time, line));
    }

    private void elide(SourceText line, long time) {
        if (!contentDue) return;
        contentDue = false;
        sessions.add("", TranscriptLine.event(Kind.ELIDED, line, time));
    }

    private void note(SourceText line, int from, long time) {
        if (line.startsWith("Connected to ", from)) {
            event(Kind.OPENED, line, time);
            port(line, from);
            inTls = false;
        } else if (line.startsWith("SSL connection using ", from)) {
            inTls = true;
            event(Kind.TLS, line, time);
        } else if (line.startsWith("response reading failed", from)) {
            event(Kind.CLOSED_BY_SERVER, line, time);
        } else if (line.startsWith("Closing connection", from) || line.startsWith("closing connection", from)) {
            event(Kind.CLOSED_BY_CLIENT, line, time);
        } else if (line.startsWith("SSL certificate problem", from) && !inTls) {
            event(Kind.TLS_FAILED, line, time);
        }
    }

    private void port(SourceText line, int from) {
        int at = LineShape.find(line, " port ", from);
        int port = at < 0 ? -1 : LineShape.number(line, at + 6);
        if (port > 0) sessions.circumstances("", c -> SessionDraft.atPort(c, port));
    }

    /** {@code curl: (52)}: the server closed without an answer; 55 and 56: while sending and receiving. */
    private void error(SourceText line, int from, long time) {
        if (!line.startsWith("curl: (5", from) || sessions.session("").isClosed()) return;
        int code = LineShape.number(line, from + 7);
        if (code == 52 || code == 55 || code == 56) event(Kind.CLOSED_BY_SERVER, line, time);
    }

    private void event(Kind kind, SourceText line, long time) {
        sessions.add("", TranscriptLine.event(kind, line, time));
    }
}
