package smtplint.analyzer.dialect;

import static smtplint.analyzer.source.Evidence.LINES;
import static smtplint.analyzer.source.Evidence.ORDER;

import java.util.Set;
import smtplint.analyzer.dialect.TranscriptLine.Kind;
import smtplint.analyzer.source.LineEnding;
import smtplint.analyzer.source.SourceText;

/**
 * Python's smtpd with -d: the client's lines as literals, and the content in one of them, without its dot. Nothing tells
 * whose a line is: while two clients are connected their order proves nothing.
 */
final class PythonSmtpdDialect extends Dialect {
    private static final String DATA = "Data: b";

    PythonSmtpdDialect() {
        super(
                "python-smtpd-debug",
                "python3 -m smtpd -d -n -c DebuggingServer",
                Set.of(LINES, ORDER),
                "the server; the end of content; line ends",
                """
                Incoming connection from ('192.0.2.7', 40000)
                Peer: ('192.0.2.7', 40000)
                Data: b'EHLO client.example.org'
                Data: b'QUIT'
                """);
    }

    @Override
    Fit fit(Head head) {
        Tally tally = new Tally();
        for (SourceText line : head.lines()) {
            if (isData(line))
                tally.client(QuotedLiteral.read(line, line.start() + DATA.length(), false)
                        .text());
            else if (line.startsWith("===> ", line.start()) || line.startsWith("Peer: (", line.start())) tally.note();
        }
        Fit fit = tally.fit("\"Data:\" with Python literals");
        return tally.verbs() < 1 ? Fit.NONE : new Fit(0.97, fit.reasons());
    }

    private static boolean isData(SourceText line) {
        return line.startsWith(DATA, line.start()) && line.length() > DATA.length();
    }

    @Override
    LineReader reader(Head head, Sessions sessions) {
        return new Reader(sessions);
    }

    private static final class Reader implements LineReader {
        private final Sessions sessions;
        private boolean contentDue;
        private boolean quit = true;
        private boolean overlaps;

        private Reader(Sessions sessions) {
            this.sessions = sessions;
        }

        @Override
        public void line(SourceText line, LineEnding ending) {
            if (line.startsWith("Incoming connection from ", line.start())) {
                overlaps |= !quit;
                if (overlaps) sessions.session("").lacks(ORDER);
                sessions.event(Kind.OPENED, line);
                if (overlaps) sessions.session("").lacks(ORDER);
                contentDue = false;
                quit = false;
            } else if (isData(line)) {
                data(line);
            }
        }

        private void data(SourceText line) {
            QuotedLiteral literal = QuotedLiteral.read(line, line.start() + DATA.length(), false);
            boolean command = WireLine.isCommand(literal.text());
            if (contentDue && !command) sessions.event(Kind.ELIDED, line);
            else literal.spoken(Kind.CLIENT, -1, line).forEach(said -> sessions.add("", said));
            quit |= literal.text().startsWithIgnoringCase("QUIT", literal.text().start());
            contentDue = command
                    && literal.text()
                            .startsWithIgnoringCase("DATA", literal.text().start());
        }
    }
}
