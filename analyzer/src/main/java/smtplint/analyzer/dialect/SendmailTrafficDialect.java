package smtplint.analyzer.dialect;

import static smtplint.analyzer.source.Evidence.BOTH;
import static smtplint.analyzer.source.Evidence.LINES;
import static smtplint.analyzer.source.Evidence.MESSAGE;
import static smtplint.analyzer.source.Evidence.ORDER;
import static smtplint.analyzer.source.Evidence.STUFFED;

import java.util.Set;
import smtplint.analyzer.source.SourceText;

/** sendmail -X: what a process sent and what it received, as a server and as a client in one file. */
final class SendmailTrafficDialect extends Dialect {
    private static final int LEAST_DIGITS = 5;

    SendmailTrafficDialect() {
        super(
                "sendmail-X",
                "sendmail -bd -X /var/tmp/traffic",
                Set.of(LINES, BOTH, ORDER, MESSAGE, STUFFED),
                "line ends of replies; the TLS handshake; who closed the connection",
                """
                07142 >>> 220 mx.example.com ESMTP
                07142 <<< EHLO client.example.org
                07142 >>> 250 mx.example.com
                07142 <<< QUIT
                07142 >>> 221 bye
                """);
    }

    /** The offset of the arrow behind the number of the process, -1 in other lines. */
    static int arrowAt(SourceText line) {
        int i = line.start();
        while (i < line.end() && LineShape.isDigit(line.at(i))) i++;
        if (i - line.start() < LEAST_DIGITS || i >= line.end() || line.at(i) != ' ') return -1;
        boolean arrow = line.startsWith(">>>", i + 1) || line.startsWith("<<<", i + 1) || line.startsWith("===", i + 1);
        return arrow ? i + 1 : -1;
    }

    static SourceText content(SourceText line, int arrow) {
        return line.slice(Math.min(line.end(), arrow + 4), line.end());
    }

    @Override
    boolean isRotated() {
        return true;
    }

    @Override
    Fit fit(Head head) {
        Tally tally = new Tally();
        for (SourceText line : head.lines()) {
            int arrow = arrowAt(line);
            if (arrow < 0) {
                if (!line.isEmpty()) tally.other();
            } else if (LineShape.replyCode(content(line, arrow)) > 0) {
                tally.server(content(line, arrow));
            } else {
                tally.client(content(line, arrow));
            }
        }
        return tally.fit("the number of a process and arrows");
    }

    @Override
    LineReader reader(Head head, Sessions sessions) {
        return new SendmailTrafficReader(sessions);
    }
}
