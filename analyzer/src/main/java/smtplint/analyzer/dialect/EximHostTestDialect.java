package smtplint.analyzer.dialect;

import static smtplint.analyzer.source.Evidence.LINES;

import java.util.Optional;
import java.util.Set;
import smtplint.analyzer.dialect.TranscriptLine.Kind;
import smtplint.analyzer.source.SourceText;

/** exim -bh: the replies of a test, amid what the server thought. */
final class EximHostTestDialect extends MarkedDialect {
    private static final String TITLE = "**** SMTP testing session as if from host ";

    EximHostTestDialect() {
        super(
                "exim-bh",
                "exim -bh 192.0.2.7",
                Set.of(LINES),
                "the client; the order of what the two outputs hold",
                "bare replies amid \">>>\" and \"LOG:\"",
                """
                **** SMTP testing session as if from host 192.0.2.7
                **** This is not for real!

                220 mx.example.com ESMTP
                >>> client.example.org in helo_lookup_domains? no (end of list)
                250 mx.example.com
                LOG: 481 [17] SMTP protocol error
                221 bye
                """);
    }

    @Override
    Fit fit(Head head) {
        return isTitled(head) ? Fit.of(0.95, "\"" + TITLE.strip() + "\"") : Fit.NONE;
    }

    static boolean isTitled(Head head) {
        return head.lines().stream().anyMatch(line -> line.startsWith(TITLE, line.start()));
    }

    @Override
    Optional<Mark> mark(SourceText line) {
        return LineShape.replyCode(line) > 0 ? Optional.of(new Mark(Kind.SERVER, line)) : Optional.empty();
    }
}
