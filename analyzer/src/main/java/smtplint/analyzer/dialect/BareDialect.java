package smtplint.analyzer.dialect;

import static smtplint.analyzer.source.Evidence.BOTH;
import static smtplint.analyzer.source.Evidence.LINES;
import static smtplint.analyzer.source.Evidence.MESSAGE;
import static smtplint.analyzer.source.Evidence.ORDER;

import java.util.List;
import java.util.Set;
import smtplint.analyzer.dialect.TranscriptLine.Kind;
import smtplint.analyzer.source.LineEnding;
import smtplint.analyzer.source.SourceText;

/** No marks at all, as in a terminal: who spoke follows from what was said before. */
final class BareDialect extends Dialect {
    /** Lines that telnet or netcat may write before the greeting. */
    private static final int LINES_BEFORE = 8;

    /** Lines of its own that a program may write where only the server is shown. */
    private static final int LINES_OF_NOTES = 3;

    BareDialect() {
        super(
                "bare",
                "telnet mx.example.com 25, or nc -v mx.example.com 25",
                Set.of(LINES, BOTH, ORDER, MESSAGE),
                "who spoke; line ends; with netcat and pipes the client's side",
                """
                Trying 192.0.2.25...
                Connected to mx.example.com.
                Escape character is '^]'.
                220 mx.example.com ESMTP
                EHLO client.example.org
                250 mx.example.com
                QUIT
                221 bye
                Connection closed by foreign host.
                """);
    }

    @Override
    Fit fit(Head head) {
        if (!greetsEarly(head)) return Fit.NONE;
        int all = 0;
        for (SourceText line : head.lines()) {
            // sendmail -v marks its own lines, and only those.
            if (line.startsWith(">>> ", line.start())) return Fit.NONE;
            if (!line.isEmpty()) all++;
        }
        List<SessionLines> read = Sessions.all(preserves(), ReadingLimits.DEFAULT, sessions -> {
            LineReader reader = reader(head, sessions);
            for (SourceText line : head.lines()) reader.line(line, LineEnding.UNKNOWN);
        });
        Plausibility sides = new Plausibility();
        for (SessionLines session : read)
            for (TranscriptLine line : session.lines()) {
                if (line.kind() == Kind.CLIENT) sides.client(line.content());
                if (line.kind() == Kind.SERVER) sides.server(line.content());
            }
        int said = sides.replies() + sides.clientLines();
        boolean both = sides.clientLines() > 0;
        // A recorder that marks only the client's lines would look like a server alone.
        if (!sides.holds() || !both && said + LINES_OF_NOTES < all) return Fit.NONE;
        double share = Math.min(1, (said + LINES_BEFORE / 2) / (double) all);
        return new Fit(
                share * (both ? 0.75 : 0.65),
                List.of(
                        "begins with a greeting",
                        sides.replies() + " reply lines, " + sides.clientLines() + " client lines of " + all));
    }

    private static boolean greetsEarly(Head head) {
        int seen = 0;
        for (SourceText line : head.lines()) {
            if (line.isEmpty()) continue;
            if (LineShape.replyCode(line) > 0) return LineShape.isGreeting(line);
            if (++seen == LINES_BEFORE) return false;
        }
        return false;
    }

    @Override
    LineReader reader(Head head, Sessions sessions) {
        boolean clientShown = head.lines().stream().anyMatch(WireLine::isCommand);
        return new BareLineReader(sessions, clientShown);
    }
}
