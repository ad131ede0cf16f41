package smtplint.analyzer.dialect;

import static smtplint.analyzer.source.Evidence.BOTH;
import static smtplint.analyzer.source.Evidence.LINES;
import static smtplint.analyzer.source.Evidence.MESSAGE;
import static smtplint.analyzer.source.Evidence.ORDER;
import static smtplint.analyzer.source.Evidence.STUFFED;

import java.util.Set;
import smtplint.analyzer.source.SourceText;

/** The project's own dialect, docs/smtp-format.md. */
final class SmtpDialect extends Dialect {

    SmtpDialect() {
        super(
                "smtp",
                "written by hand or by a recorder: C: and S: lines, # lines for what text cannot show",
                Set.of(LINES, BOTH, ORDER, MESSAGE, STUFFED),
                "line ends and unprintable octets, unless the first lines hold \"# lossless\"",
                """
                # port 25
                # time 10:00:00
                S: 220 mx.example.com ESMTP
                C: EHLO client.example.org
                S: 250 mx.example.com
                # time +0.25
                C: QUIT
                S: 221 bye
                # close server
                """);
    }

    @Override
    Fit fit(Head head) {
        Tally tally = new Tally();
        for (SourceText line : head.lines()) {
            if (line.startsWith("S:", line.start())) tally.server(content(line));
            else if (line.startsWith("C:", line.start())) tally.client(content(line));
            else if (Directive.of(line).isPresent()) tally.note();
            else if (!line.isEmpty() && line.at(line.start()) != '#') tally.other();
        }
        return tally.fit("\"C:\", \"S:\" or a directive");
    }

    @Override
    LineReader reader(Head head, Sessions sessions) {
        return new SmtpLineReader(sessions);
    }

    /** What stands behind the two characters of the mark and one space. */
    static SourceText content(SourceText line) {
        int from = line.start() + 2;
        return line.slice(from < line.end() && line.at(from) == ' ' ? from + 1 : from, line.end());
    }
}
