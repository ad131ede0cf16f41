package smtplint.analyzer.dialect;

import java.util.Optional;
import smtplint.analyzer.source.SourceText;
import smtplint.analyzer.source.TextAssembler;

/**
 * A row of Exchange's protocol log.
 *
 * @param number the row's number in its session, -1 when it has none
 * @param event {@code +}, {@code -}, {@code <}, {@code >} or {@code *}; 0 when the value is empty
 */
record ExchangeRow(long day, long time, String session, int number, int event, SourceText data, SourceText context) {
    private static final int COLUMNS = 9;
    private static final int STAMP = 19;

    static Optional<ExchangeRow> read(SourceText line) {
        int from = line.start();
        boolean stamped = line.length() > 40 && line.at(from + 10) == 'T' && Clock.timeOfDay(line, from + 11) >= 0;
        if (!stamped || line.at(from + 4) != '-' || from + STAMP > line.end()) return Optional.empty();
        SourceText[] values = new SourceText[COLUMNS];
        int count = values(line, values);
        if (count < COLUMNS - 1 || values[6].length() > 1) return Optional.empty();
        if (count == COLUMNS - 1) values[COLUMNS - 1] = line.slice(line.end(), line.end());
        return Optional.of(new ExchangeRow(
                Clock.day(line, from),
                Clock.timeOfDay(line, from + 11),
                values[2].toString(),
                LineShape.number(values[3], values[3].start()),
                values[6].isEmpty() ? 0 : values[6].at(values[6].start()),
                values[7],
                values[8]));
    }

    /** Values stand between commas; one that holds a comma stands in quotes, and a quote in it is doubled. */
    private static int values(SourceText line, SourceText[] values) {
        int at = line.start();
        int count = 0;
        while (count < values.length && at <= line.end()) {
            boolean quoted = at < line.end() && line.at(at) == '"';
            int end = quoted ? quotedEnd(line, at + 1) : at;
            if (!quoted) while (end < line.end() && line.at(end) != ',') end++;
            values[count++] = quoted ? unquoted(line, at + 1, end) : line.slice(at, end);
            at = end;
            while (at < line.end() && line.at(at) != ',') at++;
            at++;
        }
        return count;
    }

    private static int quotedEnd(SourceText line, int from) {
        int i = from;
        while (i < line.end()) {
            if (line.at(i) != '"') i++;
            else if (i + 1 < line.end() && line.at(i + 1) == '"') i += 2;
            else return i;
        }
        return line.end();
    }

    /** What stands in quotes, each quote in it doubled. */
    static SourceText unquoted(SourceText line, int from, int end) {
        if (line.slice(from, end).indexOf('"', from) < 0) return line.slice(from, end);
        TextAssembler out = new TextAssembler(end - from);
        for (int i = from; i < end; i++) {
            out.copy(line, i, i + 1);
            if (line.at(i) == '"') i++;
        }
        return out.text();
    }
}
