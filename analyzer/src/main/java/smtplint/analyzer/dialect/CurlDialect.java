package smtplint.analyzer.dialect;

import static smtplint.analyzer.source.Evidence.BOTH;
import static smtplint.analyzer.source.Evidence.LINES;
import static smtplint.analyzer.source.Evidence.ORDER;

import java.util.Set;
import smtplint.analyzer.source.SourceText;

/** curl -v: one character says whose line it is. */
final class CurlDialect extends Dialect {
    /** Width of the progress meter, which begins with a CR and ends without a line end. */
    private static final int METER = 78;

    CurlDialect() {
        super(
                "curl-v",
                "curl -sS -v smtp://mx.example.com --mail-from alice@example.org --mail-rcpt bob@example.com -T mail.eml",
                Set.of(LINES, BOTH, ORDER),
                "the message; QUIT after a transfer, and who closed the connection",
                """
                *   Trying 192.0.2.25:25...
                * Connected to mx.example.com (192.0.2.25) port 25 (#0)
                < 220 mx.example.com ESMTP
                > EHLO client.example.org
                < 250 mx.example.com
                > DATA
                < 354 go ahead
                } [113 bytes data]
                < 250 taken
                * Connection #0 to host mx.example.com left intact
                """);
    }

    @Override
    Fit fit(Head head) {
        Tally tally = new Tally();
        int noted = 0;
        for (SourceText whole : head.lines()) {
            SourceText line = afterMeter(whole);
            int from = SmtplibDialect.afterTime(line);
            switch (mark(line, from)) {
                case '<' -> tally.server(content(line, from));
                case '>' -> tally.client(content(line, from));
                case '*', '{', '}' -> {
                    noted++;
                    tally.note();
                }
                default -> {
                    if (!isNoise(line, from)) tally.other();
                }
            }
        }
        return noted == 0 ? Fit.NONE : tally.fit("curl's *, < and >");
    }

    private static boolean isNoise(SourceText line, int from) {
        return line.isEmpty() || line.startsWith("curl: (", from) || line.startsWith("  ", from);
    }

    /** The first character of a line in curl's form, 0 in other lines. */
    static int mark(SourceText line, int from) {
        if (from >= line.end()) return 0;
        int mark = line.at(from);
        boolean blank = from + 1 == line.end() || line.at(from + 1) == ' ';
        return switch (mark) {
            case '<', '>', '*' -> blank ? mark : 0;
            case '{', '}' -> line.startsWith(" [", from + 1) ? mark : 0;
            default -> 0;
        };
    }

    static SourceText content(SourceText line, int from) {
        return line.slice(Math.min(line.end(), from + 2), line.end());
    }

    /** The line without the progress meter that may stand before it. */
    static SourceText afterMeter(SourceText line) {
        if (line.isEmpty() || line.at(line.start()) != '\r') return line;
        int last = line.start();
        for (int i = last; i < line.end(); i++) if (line.at(i) == '\r') last = i;
        return line.slice(Math.min(line.end(), last + 1 + METER), line.end());
    }

    @Override
    LineReader reader(Head head, Sessions sessions) {
        return new CurlLineReader(sessions);
    }
}
