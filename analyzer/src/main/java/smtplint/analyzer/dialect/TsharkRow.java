package smtplint.analyzer.dialect;

import java.util.Optional;
import smtplint.analyzer.source.SourceText;

/**
 * {@code 8 0.001603 192.0.2.25 -> 192.0.2.7 SMTP 427 S: 250-mx.example.com | PIPELINING}, or with each column in quotes
 * and commas between, as Wireshark exports the list.
 *
 * @param time microseconds, -1 when the row has none
 * @param text where the last column begins, -1 in other lines
 * @param message the row is the content of a message
 */
record TsharkRow(SourceText line, long time, int text, boolean message) {
    private static final int LONGEST_PREFIX = 160;

    static TsharkRow read(SourceText line) {
        TsharkRow none = new TsharkRow(line, -1, -1, false);
        if (line.startsWith("\"", line.start())) return quoted(line).orElse(none);
        int last = Math.min(line.end(), line.start() + LONGEST_PREFIX);
        int protocol = LineShape.find(line.slice(line.start(), last), " SMTP", line.start());
        int number = LineShape.skipBlanks(line, line.start());
        if (protocol < 0 || number >= line.end() || !LineShape.isDigit(line.at(number))) return none;
        boolean message = line.startsWith("/IMF", protocol + 5);
        int length = LineShape.skipBlanks(line, protocol + (message ? 9 : 5));
        if (length >= line.end() || !LineShape.isDigit(line.at(length))) return none;
        int time = LineShape.skipBlanks(line, digitsEnd(line, number));
        int text = digitsEnd(line, length) + 1;
        return text > line.end() ? none : new TsharkRow(line, Clock.seconds(line, time), text, message);
    }

    private static Optional<TsharkRow> quoted(SourceText line) {
        int last = Math.min(line.end(), line.start() + LONGEST_PREFIX);
        int protocol = LineShape.find(line.slice(line.start(), last), ",\"SMTP", line.start());
        if (protocol < 0 || line.at(line.end() - 1) != '"') return Optional.empty();
        boolean message = line.startsWith("/IMF", protocol + 6);
        int length = protocol + (message ? 10 : 6);
        int text = digitsEnd(line, length + 3) + 3;
        boolean numbered = line.startsWith("\",\"", length) && line.startsWith("\",\"", text - 3);
        int time = LineShape.find(line, ",\"", line.start()) + 2;
        if (!numbered || text >= line.end()) return Optional.empty();
        SourceText row = line.slice(line.start(), line.end() - 1);
        return Optional.of(new TsharkRow(row, Clock.seconds(line, time), text, message));
    }

    private static int digitsEnd(SourceText line, int from) {
        int i = from;
        while (i < line.end() && LineShape.isDigit(line.at(i))) i++;
        return i;
    }

    boolean isServer() {
        return text >= 0 && line.startsWith("S: ", text);
    }

    boolean isClient() {
        return text >= 0 && line.startsWith("C: ", text);
    }

    /** A message, or a piece of one. */
    boolean isContent() {
        return message || isClient() && line.startsWith("DATA fragment, ", text + 3);
    }

    SourceText content() {
        return line.slice(Math.min(line.end(), text + 3), line.end());
    }
}
