package smtplint.analyzer.dialect;

import java.util.Optional;
import smtplint.analyzer.source.SourceText;

/**
 * A line of a syslog file: time, host, {@code program[pid]: text}.
 *
 * @param program with its path: {@code postfix/submission/smtpd}
 * @param text what the program wrote
 */
record SyslogLine(SourceText line, SourceText program, SourceText pid, SourceText text) {
    private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";
    private static final int LONGEST_PREFIX = 200;

    static Optional<SyslogLine> read(SourceText line) {
        int from = line.start();
        int bracket = pidEnd(line);
        if (bracket < 0) return Optional.empty();
        int open = bracket - 1;
        while (open > from && LineShape.isDigit(line.at(open))) open--;
        if (open == bracket - 1 || line.at(open) != '[') return Optional.empty();
        int program = open;
        while (program > from && line.at(program - 1) != ' ') program--;
        int text = Math.min(line.end(), bracket + 3);
        return Optional.of(new SyslogLine(
                line, line.slice(program, open), line.slice(open + 1, bracket), line.slice(text, line.end())));
    }

    /** The offset of the first {@code ]} that a colon follows. */
    private static int pidEnd(SourceText line) {
        int last = Math.min(line.end() - 1, line.start() + LONGEST_PREFIX);
        for (int i = line.start(); i < last; i++) if (line.at(i) == ']' && line.at(i + 1) == ':') return i;
        return -1;
    }

    /** {@code Nov 22 05:42:29} or {@code 2026-11-22T05:42:29.123+00:00}; -1 when the time is in no known form. */
    long time(Clock clock) {
        int from = line.start();
        if (line.length() < 19) return -1;
        long day = Clock.day(line, from);
        if (day >= 0) {
            long time = Clock.timeOfDay(line, from + 11);
            long east = time < 0 ? Long.MIN_VALUE : Clock.eastOfUtc(line, Clock.skipTimeOfDay(line, from + 11));
            return east == Long.MIN_VALUE ? clock.at(day, time) : clock.at(day, time, east);
        }
        return clock.at(month(line, from), Clock.twoDigits(line, from + 4), Clock.timeOfDay(line, from + 7));
    }

    private static int month(SourceText line, int from) {
        for (int i = 0; i < MONTHS.length(); i += 3)
            if (line.startsWith(MONTHS.substring(i, i + 3), from)) return i / 3 + 1;
        return -1;
    }

    boolean isOf(String name) {
        int from = program.end() - name.length();
        return program.startsWith(name, from) && (from == program.start() || program.at(from - 1) == '/');
    }
}
