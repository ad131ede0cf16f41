package smtplint.analyzer.dialect;

import static smtplint.analyzer.source.Evidence.BOTH;
import static smtplint.analyzer.source.Evidence.LINES;
import static smtplint.analyzer.source.Evidence.MESSAGE;
import static smtplint.analyzer.source.Evidence.ORDER;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import smtplint.analyzer.dialect.TranscriptLine.Kind;
import smtplint.analyzer.source.LineEnding;
import smtplint.analyzer.source.SourceText;

/** Apple Mail's connection log: a head line says who sends, when and over which socket; then the lines as they were. */
final class AppleMailDialect extends Dialect {
    private static final String[] HEADS = {"READ ", "WROTE ", "CONNECTED ", "INITIATING CONNECTION "};
    private static final String SOCKET = " -- socket:";
    private static final String PORT = " -- port:";

    AppleMailDialect() {
        super(
                "apple-mail",
                "Mail, Window, Connection Doctor, Log Connection Activity",
                Set.of(LINES, BOTH, ORDER, MESSAGE),
                "line ends; passwords; the TLS handshake",
                """
                CONNECTED Jan 05 10:00:01.250 [kCFStreamSocketSecurityLevelNone] -- host:mx.example.com -- port:587 -- socket:0x1 -- thread:0x2

                READ Jan 05 10:00:01.260 [kCFStreamSocketSecurityLevelNone] -- host:mx.example.com -- port:587 -- socket:0x1 -- thread:0x2
                220 mx.example.com ESMTP

                WROTE Jan 05 10:00:01.270 [kCFStreamSocketSecurityLevelNone] -- host:mx.example.com -- port:587 -- socket:0x1 -- thread:0x2
                EHLO [192.0.2.7]

                READ Jan 05 10:00:01.280 [kCFStreamSocketSecurityLevelNone] -- host:mx.example.com -- port:587 -- socket:0x1 -- thread:0x2
                250-mx.example.com
                250 SIZE 1000000

                WROTE Jan 05 10:00:02.250 [kCFStreamSocketSecurityLevelNone] -- host:mx.example.com -- port:587 -- socket:0x1 -- thread:0x2
                QUIT
                """);
    }

    private static boolean isHead(SourceText line) {
        for (String head : HEADS)
            if (line.startsWith(head, line.start())) return LineShape.contains(line, " -- thread:");
        return false;
    }

    @Override
    Fit fit(Head head) {
        long heads = head.lines().stream().filter(AppleMailDialect::isHead).count();
        return heads < 2 ? Fit.NONE : Fit.of(0.97, heads + " lines READ, WROTE or CONNECTED with a socket");
    }

    @Override
    LineReader reader(Head head, Sessions sessions) {
        return new Reader(sessions);
    }

    private static final class Reader implements LineReader {
        private final Sessions sessions;
        private final Talk talk;
        private final Clock clock = new Clock();
        private String key = "";
        private long time = -1;
        private boolean saying;
        private boolean server;
        /** Blank lines that are the dialogue's only when no head follows. */
        private final List<Blank> blank = new ArrayList<>();

        private record Blank(SourceText line, RawLine raw) {}

        private Reader(Sessions sessions) {
            this.sessions = sessions;
            this.talk = new Talk(sessions, true, false);
        }

        @Override
        public void line(SourceText line, LineEnding ending) {
            if (isHead(line)) {
                blank.clear();
                head(line);
            } else if (saying && line.isEmpty()) {
                blank.add(new Blank(line, sessions.line()));
            } else if (saying) {
                RawLine now = sessions.line();
                for (Blank before : blank) {
                    sessions.at(before.raw());
                    say(before.line());
                }
                sessions.at(now);
                blank.clear();
                say(line);
            }
        }

        private void head(SourceText line) {
            boolean reads = line.startsWith("READ ", line.start());
            saying = reads || line.startsWith("WROTE ", line.start());
            server = reads;
            int socket = LineShape.find(line, SOCKET, line.start());
            int from = socket < 0 ? line.end() : socket + SOCKET.length();
            key = line.string(from, Marker.skipWord(line, from));
            int stamp = line.indexOf(':', line.start());
            time = stamp < 0 ? -1 : clock.at(Clock.timeOfDay(line, stamp - 2));
            if (!line.startsWith("CONNECTED ", line.start())) return;
            talk.event(key, Kind.OPENED, time, line);
            int port = LineShape.find(line, PORT, line.start());
            int number = port < 0 ? -1 : LineShape.number(line, port + PORT.length());
            if (number > 0) sessions.circumstances(key, c -> SessionDraft.atPort(c, number));
        }

        private void say(SourceText line) {
            talk.say(key, new Mark(server ? Kind.SERVER : Kind.CLIENT, line), LineEnding.UNKNOWN, time, line);
        }

        @Override
        public void finish() {
            talk.finish();
        }
    }
}
