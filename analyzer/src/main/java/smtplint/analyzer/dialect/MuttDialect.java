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
import smtplint.analyzer.source.TextAssembler;

/** Mutt's debug file: a time, the number of the socket and an angle. */
final class MuttDialect extends MarkedDialect {
    /** {@code [2026-01-05 10:00:01] }. */
    private static final int STAMP = 22;

    MuttDialect() {
        super(
                "mutt",
                "mutt -d 5, in ~/.muttdebug0; -d 2 without the message",
                Set.of(LINES, BOTH, ORDER, MESSAGE, STUFFED),
                "line ends of replies; the message below level 5; the TLS handshake",
                "a time and the number of a socket with \"<\" or \">\"",
                """
                [2026-01-05 10:00:01] Connected to mx.example.com:25 on fd=4
                [2026-01-05 10:00:01] 4< 220 mx.example.com ESMTP
                [2026-01-05 10:00:01] 4> EHLO client.example.org
                [2026-01-05 10:00:01] 4< 250 mx.example.com
                [2026-01-05 10:00:02] 4> QUIT
                [2026-01-05 10:00:02] 4< 221 bye
                """);
    }

    @Override
    Optional<Mark> mark(SourceText line) {
        int angle = angleAt(line, line.start());
        if (angle < 0) return Optional.empty();
        Mark mark = Mark.behind(line.at(angle) == '<' ? Kind.SERVER : Kind.CLIENT, line, angle + 1);
        return Optional.of(glued(mark));
    }

    /** The offset of the angle in a record that begins at an offset, -1 when none does. */
    private static int angleAt(SourceText line, int from) {
        if (!isStamped(line, from)) return -1;
        int i = from + STAMP;
        while (i < line.end() && LineShape.isDigit(line.at(i))) i++;
        return i > from + STAMP && i < line.end() && (line.at(i) == '<' || line.at(i) == '>') ? i : -1;
    }

    private static boolean isStamped(SourceText line, int from) {
        return from + STAMP <= line.end()
                && line.at(from) == '['
                && line.startsWith("] ", from + STAMP - 2)
                && Clock.timeOfDay(line, from + 12) >= 0;
    }

    /** The dot that is stuffed is a record of its own, without a line end: {@code .[2026-01-05 10:00:01] 4> .text}. */
    private static Mark glued(Mark mark) {
        SourceText content = mark.content();
        if (mark.isServer() || content.isEmpty() || content.at(content.start()) != '.') return mark;
        int angle = angleAt(content, content.start() + 1);
        if (angle < 0) return mark;
        TextAssembler whole = new TextAssembler(content.length());
        whole.copy(content, content.start(), content.start() + 1);
        whole.copy(content, Math.min(angle + 2, content.end()), content.end());
        return new Mark(mark.side(), whole.text());
    }

    @Override
    boolean isNote(SourceText line) {
        return isStamped(line, line.start());
    }

    @Override
    Optional<Kind> event(SourceText line) {
        return isNote(line) && line.startsWith("Connected to ", line.start() + STAMP)
                ? Optional.of(Kind.OPENED)
                : Optional.empty();
    }

    @Override
    long day(SourceText line) {
        return Clock.day(line, line.start() + 1);
    }

    @Override
    long timeOfDay(SourceText line) {
        return Clock.timeOfDay(line, line.start() + 12);
    }
}
