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

/** msmtp -v: its settings, then arrows of three characters. */
final class MsmtpDialect extends MarkedDialect {
    private static final String[] NOTES = {
        "loaded ", "ignoring ", "falling back ", "using account ", "reading recipients ", "msmtp: ", "TLS "
    };

    MsmtpDialect() {
        super(
                "msmtp",
                "msmtp -v bob@example.com < mail.eml",
                Set.of(LINES, BOTH, ORDER, MESSAGE, STUFFED),
                "line ends of some lines; replies that it can't read; in a group, those behind a refusal; who closed the connection",
                "\"<--\" and \"-->\"",
                """
                using account default from /etc/msmtprc
                host = mx.example.com
                reading recipients from the command line
                <-- 220 mx.example.com ESMTP
                --> EHLO client.example.org
                <-- 250 mx.example.com
                --> QUIT
                <-- 221 bye
                """);
    }

    @Override
    Optional<Mark> mark(SourceText line) {
        if (line.startsWith("<--", line.start())) return Optional.of(Mark.behind(Kind.SERVER, line, line.start() + 3));
        if (line.startsWith("-->", line.start())) return Optional.of(Mark.behind(Kind.CLIENT, line, line.start() + 3));
        return Optional.empty();
    }

    @Override
    boolean isNote(SourceText line) {
        for (String note : NOTES) if (line.startsWith(note, line.start())) return true;
        return LineShape.contains(line, " = ") || line.startsWith("    ", line.start());
    }

    @Override
    Optional<Kind> event(SourceText line) {
        if (line.startsWith("TLS certificate information", line.start())) return Optional.of(Kind.TLS);
        return line.startsWith("msmtp: TLS handshake failed", line.start())
                ? Optional.of(Kind.TLS_FAILED)
                : Optional.empty();
    }
}
