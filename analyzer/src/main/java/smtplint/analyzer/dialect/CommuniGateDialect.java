package smtplint.analyzer.dialect;

import static smtplint.analyzer.source.Evidence.BOTH;
import static smtplint.analyzer.source.Evidence.LINES;
import static smtplint.analyzer.source.Evidence.ORDER;

import java.util.Optional;
import java.util.Set;
import smtplint.analyzer.source.LineEnding;
import smtplint.analyzer.source.SourceText;

/** CommuniGate Pro: time, level, {@code SMTPI-17([192.0.2.7])}, then "out:" for what it sent and "inp:". */
final class CommuniGateDialect extends Dialect {
    private static final int STAMP = 15;
    private static final String END = "\\r\\n";

    CommuniGateDialect() {
        super(
                "communigate",
                "Settings, Mail, SMTP, Log Level: All Info",
                Set.of(LINES, BOTH, ORDER),
                "the message; octets that are not printable",
                """
                10:00:01.250 5 SMTPI-000017([192.0.2.7]) out: 220 mx.example.com ESMTP\\r\\n
                10:00:01.260 5 SMTPI-000017([192.0.2.7]) inp: EHLO client.example.org
                10:00:01.260 5 SMTPI-000017([192.0.2.7]) out: 250-mx.example.com\\r\\n250 SIZE 1000000\\r\\n
                10:00:02.250 5 SMTPI-000017([192.0.2.7]) inp: QUIT
                10:00:02.250 5 SMTPI-000017([192.0.2.7]) out: 221 bye\\r\\n
                """);
    }

    /**
     * What a line of the dialogue holds.
     *
     * @param sent by this host
     */
    private record Row(String key, boolean sent, SourceText text) {
        static Optional<Row> read(SourceText line) {
            int from = line.start();
            boolean stamped = line.length() > STAMP && Clock.timeOfDay(line, from) >= 0 && line.at(from + 8) == '.';
            if (!stamped || !line.startsWith("SMTP", from + STAMP)) return Optional.empty();
            int end = Marker.skipWord(line, from + STAMP);
            boolean sent = line.startsWith(" out: ", end);
            if (!sent && !line.startsWith(" inp:", end)) return Optional.empty();
            int name = line.indexOf('(', from + STAMP);
            String key = line.string(from + STAMP, name < 0 || name > end ? end : name);
            return Optional.of(new Row(key, sent, line.slice(Math.min(line.end(), end + 6), line.end())));
        }
    }

    @Override
    Fit fit(Head head) {
        long rows =
                head.lines().stream().filter(line -> Row.read(line).isPresent()).count();
        return rows < 2 ? Fit.NONE : Fit.of(0.95, rows + " lines with \"inp:\" or \"out:\" behind a session's name");
    }

    @Override
    LineReader reader(Head head, Sessions sessions) {
        return new Reader(new Talk(sessions, false, false), sessions);
    }

    private static final class Reader implements LineReader {
        private final Talk talk;
        private final Sides sides = new Sides();
        private final Clock clock = new Clock();

        private Reader(Talk talk, Sessions sessions) {
            this.talk = talk;
            sessions.whenForgotten(sides::forget);
        }

        @Override
        public void line(SourceText line, LineEnding ending) {
            Row.read(line).ifPresent(row -> say(row, clock.at(Clock.timeOfDay(line, line.start())), line));
        }

        /** One row may hold all lines of a reply, with their ends as escapes. */
        private void say(Row row, long time, SourceText line) {
            if (row.text().isEmpty()) say(row, row.text(), time, line);
            for (int at = row.text().start(); at < row.text().end(); ) {
                int end = LineShape.find(row.text(), END, at);
                int stop = end < 0 ? row.text().end() : end;
                say(row, row.text().slice(at, stop), time, line);
                at = end < 0 ? stop : stop + END.length();
            }
        }

        private void say(Row row, SourceText content, long time, SourceText line) {
            Mark mark = new Mark(sides.of(row.key(), row.sent(), content), content);
            talk.say(row.key(), mark, LineEnding.UNKNOWN, time, line);
        }

        @Override
        public void finish() {
            talk.finish();
        }
    }
}
