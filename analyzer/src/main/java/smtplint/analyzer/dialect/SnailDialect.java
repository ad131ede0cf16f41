package smtplint.analyzer.dialect;

import static smtplint.analyzer.source.Evidence.BOTH;
import static smtplint.analyzer.source.Evidence.LINES;
import static smtplint.analyzer.source.Evidence.MESSAGE;
import static smtplint.analyzer.source.Evidence.ORDER;

import java.util.Optional;
import java.util.Set;
import smtplint.analyzer.dialect.TranscriptLine.Kind;
import smtplint.analyzer.source.SourceText;

/** S-nail: three angles for both sides, and the word SERVER for one. */
final class SnailDialect extends MarkedDialect {
    private static final String[] PROGRAMS = {"s-nail: ", "mailx: ", "nail: "};

    SnailDialect() {
        super(
                "s-nail",
                "s-nail -vv bob@example.com",
                Set.of(LINES, BOTH, ORDER, MESSAGE),
                "line ends; the dots stuffed into the content",
                "a program's name and \">>>\"",
                """
                s-nail: Connecting to mx.example.com:25 ... connected.
                s-nail: >>> SERVER: 220 mx.example.com ESMTP
                s-nail: >>> EHLO client.example.org
                s-nail: >>> SERVER: 250 mx.example.com
                s-nail: >>> QUIT
                s-nail: >>> SERVER: 221 bye
                """);
    }

    @Override
    Optional<Mark> mark(SourceText line) {
        int from = afterName(line);
        if (from < 0 || !line.startsWith(">>>", from)) return Optional.empty();
        return line.startsWith(" SERVER:", from + 3)
                ? Optional.of(Mark.behind(Kind.SERVER, line, from + 11))
                : Optional.of(Mark.behind(Kind.CLIENT, line, from + 3));
    }

    @Override
    boolean isNote(SourceText line) {
        return afterName(line) >= 0;
    }

    @Override
    boolean notesSuffice() {
        return true;
    }

    @Override
    Optional<Kind> event(SourceText line) {
        int from = afterName(line);
        if (from < 0) return Optional.empty();
        if (line.startsWith("Connecting to ", from) && LineShape.contains(line, " connected."))
            return Optional.of(Kind.OPENED);
        return line.startsWith("TLS connection using", from) ? Optional.of(Kind.TLS) : Optional.empty();
    }

    private static int afterName(SourceText line) {
        for (String program : PROGRAMS)
            if (line.startsWith(program, line.start())) return line.start() + program.length();
        return -1;
    }
}
