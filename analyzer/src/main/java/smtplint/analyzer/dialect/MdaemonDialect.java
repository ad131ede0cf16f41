package smtplint.analyzer.dialect;

import static smtplint.analyzer.source.Evidence.BOTH;
import static smtplint.analyzer.source.Evidence.LINES;
import static smtplint.analyzer.source.Evidence.ORDER;

import java.util.Set;
import smtplint.analyzer.source.LineEnding;
import smtplint.analyzer.source.SourceText;

/** MDaemon: weekday and time, a level, a session in brackets; arrows that point away from this host and towards it. */
final class MdaemonDialect extends Dialect {
    /** {@code Sat 2026-01-05 10:00:01}. */
    private static final int STAMP = 23;

    MdaemonDialect() {
        super(
                "mdaemon",
                "Setup, Server settings, Logging, in MDaemon-*-SMTP-(in).log and SMTP-(out).log",
                Set.of(LINES, BOTH, ORDER),
                "the message; line ends",
                """
                Mon 2026-01-05 10:00:01: 05: [17] Session 17; child 0001
                Mon 2026-01-05 10:00:01: 03: [17] --> 220 mx.example.com ESMTP
                Mon 2026-01-05 10:00:01: 02: [17] <-- EHLO client.example.org
                Mon 2026-01-05 10:00:01: 03: [17] --> 250 mx.example.com
                Mon 2026-01-05 10:00:02: 02: [17] <-- QUIT
                Mon 2026-01-05 10:00:02: 03: [17] --> 221 bye
                """);
    }

    /** Where the text behind the time begins, -1 in other lines. */
    private static int afterTime(SourceText line) {
        int from = line.start();
        if (line.length() <= STAMP || line.at(from + 3) != ' ' || line.at(from + 8) != '-') return -1;
        if (Clock.timeOfDay(line, from + 15) < 0) return -1;
        int i = Clock.skipTimeOfDay(line, from + 15);
        if (!line.startsWith(": ", i)) return -1;
        i += 2;
        boolean level = Clock.twoDigits(line, i) >= 0 && line.startsWith(": ", i + 2);
        return level ? i + 4 : i;
    }

    private static int afterSession(SourceText line, int from) {
        if (from < 0 || from >= line.end() || line.at(from) != '[') return from;
        int close = line.indexOf(']', from);
        return close < 0 ? from : Math.min(line.end(), close + 2);
    }

    private static boolean isArrow(SourceText line, int text) {
        return text >= 0 && (line.startsWith("--> ", text) || line.startsWith("<-- ", text));
    }

    @Override
    boolean isRotated() {
        return true;
    }

    @Override
    Fit fit(Head head) {
        int arrows = 0;
        for (SourceText line : head.lines()) if (isArrow(line, afterSession(line, afterTime(line)))) arrows++;
        return arrows < 2 ? Fit.NONE : Fit.of(0.95, arrows + " lines with MDaemon's time and arrow");
    }

    @Override
    LineReader reader(Head head, Sessions sessions) {
        return new Reader(new Talk(sessions, false, false), sessions);
    }

    private static final class Reader implements LineReader {
        private final Talk talk;
        private final Sessions sessions;
        private final Clock clock = new Clock();
        private final Sides sides = new Sides();

        private Reader(Talk talk, Sessions sessions) {
            this.talk = talk;
            this.sessions = sessions;
            sessions.whenForgotten(sides::forget);
        }

        @Override
        public void line(SourceText line, LineEnding ending) {
            int from = afterTime(line);
            int text = afterSession(line, from);
            if (text < 0) return;
            String key = text > from ? line.string(from, text).strip() : "";
            if (isArrow(line, text)) say(key, line, text);
            else if (line.startsWith("----------", text)
                    && sessions.session(key).hasDialogue()) begin(key);
        }

        /** Older logs name no session: a line of hyphens stands between two. */
        private void begin(String key) {
            sessions.begin(key);
            sides.forget(key);
        }

        private void say(String key, SourceText line, int text) {
            boolean sent = line.at(text) == '-';
            SourceText content = line.slice(text + 4, line.end());
            long time = clock.at(Clock.day(line, line.start() + 4), Clock.timeOfDay(line, line.start() + 15));
            Mark mark = new Mark(sides.of(key, sent, content), content);
            talk.say(key, mark, LineEnding.UNKNOWN, time, line);
        }

        @Override
        public void finish() {
            talk.finish();
        }
    }
}
