package smtplint.analyzer.dialect;

import static smtplint.analyzer.source.Evidence.BOTH;
import static smtplint.analyzer.source.Evidence.LINES;
import static smtplint.analyzer.source.Evidence.ORDER;

import java.util.Set;
import smtplint.analyzer.dialect.TranscriptLine.Kind;
import smtplint.analyzer.source.LineEnding;
import smtplint.analyzer.source.SourceText;

/** hMailServer: quoted values between tabs; SMTPD is the server and SMTPC the client. */
final class HmailserverDialect extends Dialect {
    private static final String JOINT = "[nl]";
    private static final String[] KINDS = {
        "\"SMTPD\"\t", "\"SMTPC\"\t", "\"TCPIP\"\t", "\"DEBUG\"\t", "\"APPLICATION\"\t"
    };

    HmailserverDialect() {
        super(
                "hmailserver",
                "Settings, Logging, SMTP",
                Set.of(LINES, BOTH, ORDER),
                "the message; passwords; line ends",
                """
                "SMTPD"\t17\t1\t"2026-01-05 10:00:01.250"\t"192.0.2.7"\t"SENT: 220 mx.example.com ESMTP"
                "SMTPD"\t17\t1\t"2026-01-05 10:00:01.260"\t"192.0.2.7"\t"RECEIVED: EHLO client.example.org"
                "SMTPD"\t17\t1\t"2026-01-05 10:00:01.260"\t"192.0.2.7"\t"SENT: 250-mx.example.com[nl]250 HELP"
                "SMTPD"\t17\t1\t"2026-01-05 10:00:01.270"\t"192.0.2.7"\t"RECEIVED: QUIT"
                "SMTPD"\t17\t1\t"2026-01-05 10:00:01.270"\t"192.0.2.7"\t"SENT: 221 goodbye"
                """);
    }

    @Override
    boolean isRotated() {
        return true;
    }

    @Override
    Fit fit(Head head) {
        int rows = 0;
        int others = 0;
        boolean smtp = false;
        for (SourceText line : head.lines()) {
            if (isRow(line)) rows++;
            else if (!line.isEmpty()) others++;
            smtp |= line.startsWith("\"SMTP", line.start());
        }
        return smtp && rows > others ? Fit.of(0.95, rows + " rows of hMailServer's log") : Fit.NONE;
    }

    private static boolean isRow(SourceText line) {
        for (String kind : KINDS) if (line.startsWith(kind, line.start())) return true;
        return false;
    }

    @Override
    LineReader reader(Head head, Sessions sessions) {
        return new Reader(new Talk(sessions, false, false));
    }

    private static final class Reader implements LineReader {
        private static final int KIND = 8;

        private final Talk talk;
        private final Clock clock = new Clock();

        private Reader(Talk talk) {
            this.talk = talk;
        }

        @Override
        public void line(SourceText line, LineEnding ending) {
            boolean server = line.startsWith(KINDS[0], line.start());
            if (!server && !line.startsWith(KINDS[1], line.start())) return;
            int session = line.indexOf('\t', line.start() + KIND) + 1;
            int sessionEnd = session == 0 ? -1 : line.indexOf('\t', session);
            int text = LineShape.find(line, "\t\"", Math.max(line.start(), line.end() - textLength(line)));
            if (sessionEnd < 0 || text < sessionEnd) return;
            long time = clock.at(
                    Clock.day(line, sessionEnd + 2), Clock.timeOfDay(line, Math.min(line.end(), sessionEnd + 13)));
            String key = line.string(line.start() + 1, line.start() + 6) + " " + line.string(session, sessionEnd);
            say(key, server, line, text + 2, time);
        }

        /** How far from its end the last value of a row begins. */
        private static int textLength(SourceText line) {
            int tab = line.end() - 1;
            while (tab > line.start() && line.at(tab) != '\t') tab--;
            return line.end() - tab;
        }

        private void say(String key, boolean server, SourceText line, int text, long time) {
            boolean sent = line.startsWith("SENT: ", text);
            if (!sent && !line.startsWith("RECEIVED: ", text)) return;
            int from = text + (sent ? 6 : 10);
            int end = line.at(line.end() - 1) == '"' ? line.end() - 1 : line.end();
            Kind side = sent == server ? Kind.SERVER : Kind.CLIENT;
            for (int at = from; at <= end; ) {
                int joint = LineShape.find(line, JOINT, at);
                int stop = joint < 0 ? end : joint;
                SourceText content = line.slice(at, Math.max(at, stop));
                TranscriptLine said = TranscriptLine.said(side, content, LineEnding.UNKNOWN, time, line);
                if (joint < 0 || stop > at) talk.add(key, LineShape.contains(content, "***") ? said.asHidden() : said);
                at = joint < 0 ? end + 1 : joint + JOINT.length();
                if (at == end) return;
            }
        }

        @Override
        public void finish() {
            talk.finish();
        }
    }
}
