package smtplint.analyzer.dialect;

import static smtplint.analyzer.source.Evidence.BOTH;
import static smtplint.analyzer.source.Evidence.LINES;
import static smtplint.analyzer.source.Evidence.ORDER;

import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import smtplint.analyzer.dialect.TranscriptLine.Kind;
import smtplint.analyzer.source.Evidence;
import smtplint.analyzer.source.SourceText;

/** Exim's debug output: {@code SMTP>>} is what this process sends, be it the server or the client. */
final class EximDialect extends MarkedDialect {
    private static final int ARROWS_OF_A_LOG = 4;
    /** A shorter number may be a reply code. */
    private static final int LONGEST_CODE = 3;

    private final boolean server;

    private EximDialect(
            boolean server, String name, String recordedBy, Set<Evidence> preserves, String hides, String example) {
        super(name, recordedBy, preserves, hides, "\"SMTP<<\" and \"SMTP>>\"", example);
        this.server = server;
    }

    static EximDialect client() {
        return new EximDialect(
                false,
                "exim-v",
                "exim -v bob@example.com, or exim -v -M with the name of a message",
                Set.of(LINES, BOTH),
                "the message; line ends; replies to a group of commands follow the whole group",
                """
                Connecting to mx.example.com [192.0.2.25]:25 ...  connected
                  SMTP<< 220 mx.example.com ESMTP
                  SMTP>> EHLO client.example.org
                  SMTP<< 250-mx.example.com
                         250 PIPELINING
                  SMTP>> QUIT
                  SMTP<< 221 bye
                  SMTP(close)>>
                """);
    }

    static EximDialect server() {
        return new EximDialect(
                true, "exim-debug", "exim -bd -d", Set.of(LINES, BOTH, ORDER), "the message; line ends", """
                10:00:01.250    17 Process 17 is handling incoming connection from [192.0.2.7]
                10:00:01.250    17 SMTP>> 220 mx.example.com ESMTP
                10:00:01.251    17 SMTP<< EHLO client.example.org
                10:00:01.251    17 SMTP>> 250-mx.example.com
                10:00:01.251    17        250 PIPELINING
                10:00:01.252    17 SMTP<< QUIT
                10:00:01.252    17 SMTP>> 221 bye
                10:00:01.253    17 SMTP>>(close on process exit)
                """);
    }

    /** The offset after the time and the number of the process; -d without +timestamp has the number alone. */
    private static int afterFrame(SourceText line) {
        boolean timed = Clock.timeOfDay(line, line.start()) >= 0;
        int number = timed ? LineShape.skipBlanks(line, Clock.skipTimeOfDay(line, line.start())) : line.start();
        int end = number;
        while (end < line.end() && LineShape.isDigit(line.at(end))) end++;
        return timed || end - number > LONGEST_CODE && end < line.end() && line.at(end) == ' ' ? end : line.start();
    }

    /** The offset of the arrow in {@code SMTP>>}, {@code SMTP|>} or {@code SMTP+>}, -1 in other lines. */
    private static int arrowAt(SourceText line) {
        int from = LineShape.skipBlanks(line, afterFrame(line));
        if (!line.startsWith("SMTP", from)) return -1;
        int arrow = from + 4;
        boolean known = line.startsWith("<< ", arrow)
                || line.startsWith(">> ", arrow)
                || line.startsWith("|> ", arrow)
                || line.startsWith("+> ", arrow);
        return known ? arrow : -1;
    }

    @Override
    boolean isRotated() {
        return server;
    }

    @Override
    Optional<Mark> mark(SourceText line) {
        int arrow = arrowAt(line);
        if (arrow < 0) return Optional.empty();
        boolean sent = line.at(arrow) != '<';
        Mark mark = Mark.behind(sent == server ? Kind.SERVER : Kind.CLIENT, line, arrow + 2);
        return mark.isServer() && mark.content().isEmpty() ? Optional.empty() : Optional.of(mark);
    }

    /** Who greets is the server; the rest of the file is too much to be counted. */
    @Override
    Fit fit(Head head) {
        // The host test shows replies twice and has a dialect of its own.
        if (EximHostTestDialect.isTitled(head)) return Fit.NONE;
        @Nullable SourceText first = null;
        int arrows = 0;
        for (SourceText line : head.lines()) {
            if (arrowAt(line) < 0) continue;
            if (first == null) first = line;
            arrows++;
        }
        if (first == null) return Fit.NONE;
        boolean sent = first.at(arrowAt(first)) != '<';
        boolean reply = LineShape.replyCode(first, arrowAt(first) + 3) > 0;
        if ((sent == reply) != server) return Fit.NONE;
        // A mail may quote a log.
        return Fit.of(reply || arrows >= ARROWS_OF_A_LOG ? 0.95 : 0.6, "\"SMTP<<\" and \"SMTP>>\"", "who greets");
    }

    @Override
    Optional<Kind> event(SourceText line) {
        int from = LineShape.skipBlanks(line, afterFrame(line));
        // A reply that another program wrote is shown empty.
        if (arrowAt(line) >= 0) return Optional.of(Kind.GAP);
        if (line.startsWith("SMTP(closed)<<", from))
            return Optional.of(server ? Kind.CLOSED_BY_CLIENT : Kind.CLOSED_BY_SERVER);
        if (line.startsWith("SMTP(close)>>", from) || line.startsWith("SMTP>>(close", from))
            return Optional.of(server ? Kind.CLOSED_BY_SERVER : Kind.CLOSED_BY_CLIENT);
        boolean opens = server ? line.startsWith("Process ", from) : line.startsWith("Connecting to ", from);
        boolean opened = opens && (!server || LineShape.contains(line, " is handling incoming connection"));
        return opened ? Optional.of(Kind.OPENED) : Optional.empty();
    }

    @Override
    Optional<SourceText> more(SourceText line) {
        return replyIn(line, afterFrame(line));
    }

    @Override
    String key(SourceText line) {
        int end = afterFrame(line);
        int from = end;
        while (from > line.start() && LineShape.isDigit(line.at(from - 1))) from--;
        return line.string(from, end);
    }

    @Override
    long timeOfDay(SourceText line) {
        return Clock.timeOfDay(line, line.start());
    }
}
