package smtplint.analyzer.dialect;

import static smtplint.analyzer.source.Evidence.BOTH;
import static smtplint.analyzer.source.Evidence.LINES;
import static smtplint.analyzer.source.Evidence.MESSAGE;
import static smtplint.analyzer.source.Evidence.ORDER;
import static smtplint.analyzer.source.Evidence.STUFFED;

import java.util.Optional;
import java.util.Set;
import smtplint.analyzer.dialect.TranscriptLine.Kind;
import smtplint.analyzer.model.Circumstances;
import smtplint.analyzer.source.LineEnding;
import smtplint.analyzer.source.SourceText;

/** aiosmtpd's debug log: Python literals, with the client's address and port as the session. */
final class AiosmtpdDialect extends Dialect {
    private static final String CONTENT = "DATA readline: b";

    AiosmtpdDialect() {
        super(
                "aiosmtpd-debug",
                "aiosmtpd -n -d -d -d",
                Set.of(LINES, BOTH, ORDER, MESSAGE, STUFFED),
                "line ends of commands and replies; which session content belongs to",
                """
                INFO:mail.log:Peer: ('192.0.2.7', 40000)
                DEBUG:mail.log:('192.0.2.7', 40000) << b'220 mx.example.com ESMTP'
                DEBUG:mail.log:_handle_client readline: b'EHLO client.example.org\\r\\n'
                INFO:mail.log:('192.0.2.7', 40000) >> b'EHLO client.example.org'
                DEBUG:mail.log:('192.0.2.7', 40000) << b'250 mx.example.com'
                INFO:mail.log:('192.0.2.7', 40000) >> b'QUIT'
                DEBUG:mail.log:('192.0.2.7', 40000) << b'221 bye'
                INFO:mail.log:('192.0.2.7', 40000) connection lost
                """);
    }

    @Override
    boolean isRotated() {
        return true;
    }

    @Override
    Fit fit(Head head) {
        int logged = 0;
        int all = 0;
        for (SourceText line : head.lines()) {
            if (!line.isEmpty()) all++;
            if (textAt(line) >= 0) logged++;
        }
        return logged < 2
                ? Fit.NONE
                : Fit.of(Math.min(1, 0.5 + logged / (double) all), "\"mail.log\" on " + logged + " lines");
    }

    /** Where the text of a log line begins, -1 in other lines. */
    private static int textAt(SourceText line) {
        if (line.startsWith("INFO:mail.log:", line.start())) return line.start() + 14;
        return line.startsWith("DEBUG:mail.log:", line.start()) ? line.start() + 15 : -1;
    }

    @Override
    LineReader reader(Head head, Sessions sessions) {
        return new Reader(sessions);
    }

    private static final class Reader implements LineReader {
        private final Sessions sessions;
        private final Talk talk;
        private String accepted = "";

        private Reader(Sessions sessions) {
            this.sessions = sessions;
            this.talk = new Talk(sessions, true, false);
        }

        @Override
        public void line(SourceText line, LineEnding ending) {
            int text = textAt(line);
            if (text < 0) return;
            if (line.startsWith(CONTENT, text)) {
                say(accepted, Kind.CLIENT, line, text + CONTENT.length());
                return;
            }
            int close = line.startsWith("(", text) ? line.indexOf(')', text) : -1;
            if (close < 0) return;
            String key = line.string(text + 1, close);
            if (line.startsWith(" << b", close + 1)) say(key, Kind.SERVER, line, close + 6);
            else if (line.startsWith(" >> b", close + 1)) say(key, Kind.CLIENT, line, close + 6);
            else if (line.startsWith(" connection lost", close + 1)) talk.event(key, Kind.CLOSED, -1, line);
            else if (line.startsWith(" handling connection", close + 1)) opened(key, line);
            if (talk.justAccepted(key)) accepted = key;
        }

        /** The key is {@code '192.0.2.7', 40000}. */
        private void opened(String key, SourceText line) {
            talk.event(key, Kind.OPENED, -1, line);
            int quote = key.indexOf('\'', 1);
            if (quote < 0 || key.charAt(0) != '\'') return;
            Optional<String> peer = Optional.of(key.substring(1, quote));
            sessions.circumstances(key, c -> new Circumstances(c.protocol(), c.port(), peer, c.tlsFromStart()));
        }

        private void say(String key, Kind side, SourceText line, int quote) {
            if (quote >= line.end()) return;
            QuotedLiteral literal = QuotedLiteral.read(line, quote, false);
            if (literal.text().isEmpty())
                talk.add(
                        key, TranscriptLine.said(side, line.slice(quote + 1, quote + 1), LineEnding.UNKNOWN, -1, line));
            else literal.spoken(side, -1, line).forEach(said -> talk.add(key, said));
        }

        @Override
        public void finish() {
            talk.finish();
        }
    }
}
