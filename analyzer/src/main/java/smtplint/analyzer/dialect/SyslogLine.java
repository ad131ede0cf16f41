package smtplint.analyzer.dialect;

import java.util.Optional;
import smtplint.analyzer.source.SourceText;

/**
 * A line of a syslog file: time, host, {@code program[pid]: text}.
 *
 * @param time microseconds since the beginning of some year, -1 when the time is in no known form
 * @param program with its path: {@code postfix/submission/smtpd}
 * @param text what the program wrote
 */
record SyslogLine(long time, SourceText program, SourceText pid, SourceText text) {
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
                time(line), line.slice(program, open), line.slice(open + 1, bracket), line.slice(text, line.end())));
    }

    /** The offset of the first {@code ]} that a colon follows. */
    private static int pidEnd(SourceText line) {
        int last = Math.min(line.end() - 1, line.start() + LONGEST_PREFIX);
        for (int i = line.start(); i < last; i++) if (line.at(i) == ']' && line.at(i + 1) == ':') return i;
        return -1;
    }

    /** {@code Nov 22 05:42:29} or {@code 2026-11-22T05:42:29.123+00:00}. Years and zones are left out: order is enough. */
    private static long time(SourceText line) {
        int from = line.start();
        if (line.length() < 19) return -1;
        if (line.at(from + 4) == '-' && line.at(from + 7) == '-')
            return moment(
                    Clock.twoDigits(line, from + 5), Clock.twoDigits(line, from + 8), Clock.timeOfDay(line, from + 11));
        int month = MONTHS.indexOf(line.string(from, from + 3));
        if (month < 0 || month % 3 != 0) return -1;
        return moment(month / 3 + 1, Clock.twoDigits(line, from + 4), Clock.timeOfDay(line, from + 7));
    }

    private static long moment(int month, int day, long timeOfDay) {
        if (month < 1 || month > 12 || day < 1 || timeOfDay < 0) return -1;
        return (month * 31L + day) * 86_400 * Clock.SECOND + timeOfDay;
    }

    boolean isOf(String name) {
        int from = program.end() - name.length();
        return program.startsWith(name, from) && (from == program.start() || program.at(from - 1) == '/');
    }
}
