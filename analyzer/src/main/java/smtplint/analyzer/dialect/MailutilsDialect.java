package smtplint.analyzer.dialect;

import static smtplint.analyzer.source.Evidence.BOTH;
import static smtplint.analyzer.source.Evidence.LINES;
import static smtplint.analyzer.source.Evidence.MESSAGE;
import static smtplint.analyzer.source.Evidence.ORDER;
import static smtplint.analyzer.source.Evidence.STUFFED;

import java.util.Optional;
import java.util.Set;
import smtplint.analyzer.dialect.TranscriptLine.Kind;
import smtplint.analyzer.source.SourceText;

/** GNU Mailutils: the program's name, then C: or S:. */
final class MailutilsDialect extends MarkedDialect {

    MailutilsDialect() {
        super(
                "gnu-mailutils",
                "mail --debug-level=mailer.prot bob@example.com",
                Set.of(LINES, BOTH, ORDER, MESSAGE, STUFFED),
                "line ends; the TLS handshake; the end of the connection",
                "a program's name and \"C:\" or \"S:\"",
                """
                mail.mailutils: S: 220 mx.example.com ESMTP
                mail.mailutils: C: EHLO client.example.org
                mail.mailutils: S: 250 mx.example.com
                mail.mailutils: authentication disabled: No credentials supplied
                mail.mailutils: C: QUIT
                mail.mailutils: S: 221 bye
                """);
    }

    @Override
    Optional<Mark> mark(SourceText line) {
        int from = afterName(line);
        if (from < 0) return Optional.empty();
        if (line.startsWith("S:", from)) return Optional.of(Mark.behind(Kind.SERVER, line, from + 2));
        if (line.startsWith("C:", from)) return Optional.of(Mark.behind(Kind.CLIENT, line, from + 2));
        return Optional.empty();
    }

    @Override
    boolean isNote(SourceText line) {
        return afterName(line) > 0 && line.startsWith("mail", line.start());
    }

    /** The offset after a program's name and its colon, -1 when there is none. */
    private static int afterName(SourceText line) {
        int i = line.start();
        while (i < line.end() && isNameOctet(line.at(i))) i++;
        return i - line.start() > 1 && line.startsWith(": ", i) ? i + 2 : -1;
    }

    private static boolean isNameOctet(int c) {
        return c > ' ' && c < 127 && c != ':' && c != '[' && c != '<' && c != '>';
    }
}
