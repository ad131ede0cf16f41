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

/** Haraka at the levels PROTOCOL and DATA: level, connection and plugin in brackets, then C: or S:. */
final class HarakaDialect extends MarkedDialect {
    private static final int LONGEST_PREFIX = 120;
    private static final String[] LEVELS = {"[PROTOCOL] [", "[DATA] ["};
    private static final String STATE = " state=";

    HarakaDialect() {
        super(
                "haraka",
                "level=PROTOCOL, or DATA, in config/log.ini",
                Set.of(LINES, BOTH, ORDER, MESSAGE, STUFFED),
                "the message, unless at level DATA; line ends; times, unless they are asked for",
                "\"[PROTOCOL]\", the connection's name, and \"C:\" or \"S:\"",
                """
                [PROTOCOL] [AB12CD34-0000-4000-8000-000000000001] [core] S: 220 mx.example.com ESMTP
                [PROTOCOL] [AB12CD34-0000-4000-8000-000000000001] [core] C: EHLO client.example.org state=1
                [PROTOCOL] [AB12CD34-0000-4000-8000-000000000001] [core] S: 250-mx.example.com Hello client.example.org
                [PROTOCOL] [AB12CD34-0000-4000-8000-000000000001] [core] S: 250 PIPELINING
                [PROTOCOL] [AB12CD34-0000-4000-8000-000000000001] [core] C: QUIT state=1
                [PROTOCOL] [AB12CD34-0000-4000-8000-000000000001] [core] S: 221 bye
                """);
    }

    /** Where the connection's name begins, -1 in other lines. */
    private static int nameAt(SourceText line) {
        SourceText head = line.slice(line.start(), Math.min(line.end(), line.start() + LONGEST_PREFIX));
        for (String level : LEVELS) {
            int at = LineShape.find(head, level, line.start());
            if (at >= 0) return at + level.length();
        }
        return -1;
    }

    @Override
    Optional<Mark> mark(SourceText line) {
        int name = nameAt(line);
        int text = name < 0 ? -1 : LineShape.find(line, "] ", name);
        // The plugin stands behind the connection, where the connection has a name.
        if (text >= 0 && line.startsWith("[", text + 2)) text = LineShape.find(line, "] ", text + 3);
        if (text < 0) return Optional.empty();
        if (line.startsWith("S: ", text + 2)) return Optional.of(Mark.behind(Kind.SERVER, line, text + 4));
        if (!line.startsWith("C: ", text + 2)) return Optional.empty();
        return Optional.of(Mark.behind(Kind.CLIENT, line.slice(line.start(), beforeState(line)), text + 4));
    }

    /** The server's log adds the number of its state to a command. */
    private static int beforeState(SourceText line) {
        int digits = line.end();
        while (digits > line.start() && LineShape.isDigit(line.at(digits - 1))) digits--;
        int state = digits - STATE.length();
        return digits < line.end() && line.startsWith(STATE, state) ? state : line.end();
    }

    @Override
    boolean isNote(SourceText line) {
        return line.length() > 8 && line.at(line.start()) == '[' && LineShape.contains(line, "] [core]");
    }

    /** Behind a dot the transaction is counted. */
    @Override
    String key(SourceText line) {
        int name = nameAt(line);
        int end = name;
        while (end >= 0 && end < line.end() && line.at(end) != ']' && line.at(end) != '.') end++;
        boolean named = name >= 0 && line.startsWith("] [", LineShape.find(line, "]", name));
        return named ? line.string(name, end) : "";
    }

    @Override
    long timeOfDay(SourceText line) {
        boolean stamped = line.length() > 19 && LineShape.isDigit(line.at(line.start()));
        return stamped ? Clock.timeOfDay(line, line.start() + 11) : -1;
    }

    @Override
    long day(SourceText line) {
        return timeOfDay(line) < 0 ? -1 : Clock.day(line, line.start());
    }
}
