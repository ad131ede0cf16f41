package smtplint.analyzer.dialect;

import static smtplint.analyzer.source.Evidence.BOTH;
import static smtplint.analyzer.source.Evidence.LINES;
import static smtplint.analyzer.source.Evidence.MESSAGE;
import static smtplint.analyzer.source.Evidence.ORDER;
import static smtplint.analyzer.source.Evidence.STUFFED;
import static smtplint.analyzer.source.Evidence.WIRE;

import java.util.Set;
import smtplint.analyzer.source.SourceText;

/** Python's smtplib: {@code send:} and {@code reply:} with the octets as a literal. */
final class SmtplibDialect extends Dialect {
    private static final String[] NOTES = {"connect: ", "data: (", "reply: retcode ("};

    SmtplibDialect() {
        super(
                "smtplib",
                "smtplib.SMTP(...).set_debuglevel(1), or 2 for times",
                Set.of(LINES, BOTH, ORDER, MESSAGE, STUFFED, WIRE),
                "the TLS handshake; who closed the connection",
                """
                connect: to ('mx.example.com', 25) None
                reply: b'220 mx.example.com ESMTP\\r\\n'
                reply: retcode (220); Msg: b'mx.example.com ESMTP'
                connect: b'mx.example.com ESMTP'
                send: 'ehlo client.example.org\\r\\n'
                reply: b'250 mx.example.com\\r\\n'
                reply: retcode (250); Msg: b'mx.example.com'
                send: 'quit\\r\\n'
                reply: b'221 bye\\r\\n'
                reply: retcode (221); Msg: b'bye'
                """);
    }

    @Override
    Fit fit(Head head) {
        Tally tally = new Tally();
        for (SourceText line : head.lines()) {
            int from = afterTime(line);
            int literal = literalAt(line, from);
            if (literal >= 0) {
                SourceText text = QuotedLiteral.read(line, literal, false).text();
                if (isSend(line, from)) tally.client(text);
                else tally.server(text);
            } else if (isNote(line, from)) {
                tally.note();
            } else if (!line.isEmpty()) {
                tally.other();
            }
        }
        return tally.fit("send: and reply: with Python literals");
    }

    private static boolean isNote(SourceText line, int from) {
        for (String note : NOTES) if (line.startsWith(note, from)) return true;
        return false;
    }

    /** The offset after the time that level 2 puts in front. */
    static int afterTime(SourceText line) {
        if (Clock.timeOfDay(line, line.start()) < 0) return line.start();
        return LineShape.skipBlanks(line, Clock.skipTimeOfDay(line, line.start()));
    }

    static boolean isSend(SourceText line, int from) {
        return line.startsWith("send: ", from);
    }

    /** The offset of the quote that opens the octets sent or received, -1 in other lines. */
    static int literalAt(SourceText line, int from) {
        int i;
        if (isSend(line, from)) i = from + 6;
        else if (line.startsWith("reply: ", from)) i = from + 7;
        else return -1;
        if (i < line.end() && line.at(i) == 'b') i++;
        return i < line.end() && (line.at(i) == '\'' || line.at(i) == '"') ? i : -1;
    }

    @Override
    LineReader reader(Head head, Sessions sessions) {
        boolean python3 = head.lines().stream().anyMatch(line -> {
            int literal = literalAt(line, afterTime(line));
            return literal > line.start() && line.at(literal - 1) == 'b';
        });
        return new SmtplibLineReader(sessions, python3);
    }
}
