package smtplint.analyzer.dialect;

import java.util.ArrayList;
import java.util.List;
import smtplint.analyzer.dialect.TranscriptLine.Kind;
import smtplint.analyzer.source.LineEnding;
import smtplint.analyzer.source.SourceText;

/** Reads smtplib. One literal may hold many lines of the wire; what is sent is logged before it is sent. */
final class SmtplibLineReader implements LineReader {
    private final Sessions sessions;
    /** In Python 3 a literal without b is text, and the octets are its UTF-8 form. */
    private final boolean python3;

    private final Clock clock = new Clock();
    private final List<TranscriptLine> unsent = new ArrayList<>();
    /** Where what is unsent stands: in one line. */
    private RawLine unsentAt;

    SmtplibLineReader(Sessions sessions, boolean python3) {
        this.sessions = sessions;
        this.python3 = python3;
        this.unsentAt = sessions.line();
    }

    @Override
    public void line(SourceText line, LineEnding ending) {
        int from = SmtplibDialect.afterTime(line);
        if (LineShape.contains(line, "please run connect() first") || LineShape.contains(line, "Server not connected"))
            unsent.clear();
        flush();
        int literal = SmtplibDialect.literalAt(line, from);
        if (literal >= 0) literal(line, from, literal);
        else note(line, from);
    }

    @Override
    public void finish() {
        flush();
    }

    private void flush() {
        if (unsent.isEmpty()) return;
        RawLine now = sessions.line();
        sessions.at(unsentAt);
        unsent.forEach(line -> sessions.add("", line));
        unsent.clear();
        sessions.at(now);
    }

    private void literal(SourceText line, int from, int quoteAt) {
        boolean octets = line.at(quoteAt - 1) == 'b';
        QuotedLiteral literal = QuotedLiteral.read(line, quoteAt, python3 && !octets);
        boolean sent = SmtplibDialect.isSend(line, from);
        long time = from > line.start() ? clock.at(Clock.timeOfDay(line, line.start())) : -1;
        if (sent) {
            unsent.addAll(literal.lines(Kind.CLIENT, time, line));
            unsentAt = sessions.line();
        } else literal.lines(Kind.SERVER, time, line).forEach(said -> sessions.add("", said));
    }

    private void note(SourceText line, int from) {
        if (line.startsWith("connect: to (", from)) {
            sessions.event(Kind.OPENED, line);
            port(line);
        } else if (LineShape.contains(line, "SMTPServerDisconnected")) {
            if (!sessions.session("").isClosed()) sessions.event(Kind.CLOSED_BY_SERVER, line);
        }
    }

    private void port(SourceText line) {
        int comma = LineShape.find(line, "', ", line.start());
        int port = comma < 0 ? -1 : LineShape.number(line, comma + 3);
        if (port > 0) sessions.circumstances("", c -> SessionDraft.atPort(c, port));
    }
}
