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

/** The way in which RFCs print a session: C: and S:, set in, with other text between. */
final class RfcDialect extends MarkedDialect {

    RfcDialect() {
        super(
                "rfc",
                "written by hand, in mails and documents",
                Set.of(LINES, BOTH, ORDER, MESSAGE, STUFFED),
                "line ends; what the writer left out",
                "\"C:\" and \"S:\", set in",
                """
                   A session that is over soon:

                      S: 220 mx.example.com ready
                      C: EHLO client.example.org
                      S: 250 mx.example.com
                      C: QUIT
                      S: 221 bye
                """);
    }

    @Override
    Optional<Mark> mark(SourceText line) {
        int from = LineShape.skipBlanks(line, line.start());
        if (line.startsWith("S:", from)) return Optional.of(Mark.behind(Kind.SERVER, line, from + 2));
        if (line.startsWith("C:", from)) return Optional.of(Mark.behind(Kind.CLIENT, line, from + 2));
        return Optional.empty();
    }

    /** The project's own dialect has the same marks and knows more. */
    @Override
    Fit fit(Head head) {
        Fit fit = super.fit(head);
        return new Fit(fit.confidence() * 0.9, fit.reasons());
    }
}
