package smtplint.analyzer.dialect;

import static smtplint.analyzer.source.Evidence.BOTH;
import static smtplint.analyzer.source.Evidence.LINES;
import static smtplint.analyzer.source.Evidence.MESSAGE;
import static smtplint.analyzer.source.Evidence.ORDER;
import static smtplint.analyzer.source.Evidence.STUFFED;

import java.util.Set;
import smtplint.analyzer.source.Evidence;
import smtplint.analyzer.source.SourceText;

/** Nodemailer and its smtp-server: a time, a level, the session in brackets. The server's sessions begin with a hash. */
final class NodemailerDialect extends Dialect {
    private final boolean server;

    private NodemailerDialect(
            boolean server, String name, String recordedBy, Set<Evidence> preserves, String hides, String example) {
        super(name, recordedBy, preserves, hides, example);
        this.server = server;
    }

    static NodemailerDialect client() {
        return new NodemailerDialect(
                false,
                "nodemailer",
                "nodemailer.createTransport({host: 'mx.example.com', logger: true, debug: true})",
                Set.of(LINES, BOTH, ORDER, MESSAGE, STUFFED),
                "line ends; passwords, replaced by a comment; without debug: all but events",
                """
                [2026-01-05 10:00:01] INFO  [k3Jd9aQ] Connection established to 192.0.2.25:25
                [2026-01-05 10:00:01] DEBUG [k3Jd9aQ] S: 220 mx.example.com ESMTP
                [2026-01-05 10:00:01] DEBUG [k3Jd9aQ] C: EHLO client.example.org
                [2026-01-05 10:00:01] DEBUG [k3Jd9aQ] S: 250 mx.example.com
                [2026-01-05 10:00:01] DEBUG [k3Jd9aQ] C: DATA
                [2026-01-05 10:00:01] DEBUG [k3Jd9aQ] S: 503 MAIL first
                [2026-01-05 10:00:01] DEBUG [k3Jd9aQ] Closing connection to the server using "end"
                """);
    }

    static NodemailerDialect server() {
        return new NodemailerDialect(
                true,
                "nodemailer-smtp-server",
                "new SMTPServer({logger: true})",
                Set.of(LINES, BOTH, ORDER),
                "the message; line ends",
                """
                [2026-01-05 10:00:01] INFO  [#k3jd9aq] Connection from client.example.org
                [2026-01-05 10:00:01] DEBUG [#k3jd9aq] S: 220 mx.example.com ESMTP
                [2026-01-05 10:00:01] DEBUG [#k3jd9aq] C: EHLO client.example.org
                [2026-01-05 10:00:01] DEBUG [#k3jd9aq] S: 250-mx.example.com
                [2026-01-05 10:00:01] DEBUG [#k3jd9aq] 250 PIPELINING
                [2026-01-05 10:00:01] DEBUG [#k3jd9aq] C: QUIT
                [2026-01-05 10:00:01] DEBUG [#k3jd9aq] S: 221 bye
                [2026-01-05 10:00:01] INFO  [#k3jd9aq] Connection closed to client.example.org
                """);
    }

    @Override
    Fit fit(Head head) {
        Tally tally = new Tally();
        int served = 0;
        int frames = 0;
        for (SourceText line : head.lines()) {
            NodemailerFrame frame = NodemailerFrame.read(line);
            if (!frame.isPresent()) {
                if (!line.isEmpty()) tally.other();
                continue;
            }
            frames++;
            if (frame.mark().isPresent() && frame.key().startsWith("#")) served++;
            frame.mark().ifPresentOrElse(tally::add, tally::note);
        }
        if (frames < 2 || server != served > 0) return Fit.NONE;
        return tally.fit("nodemailer's time, level and session");
    }

    @Override
    LineReader reader(Head head, Sessions sessions) {
        return new NodemailerLineReader(sessions, preserves().contains(MESSAGE));
    }
}
