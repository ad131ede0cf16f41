package smtplint.analyzer.dialect;

import java.util.Optional;
import smtplint.analyzer.dialect.TranscriptLine.Kind;
import smtplint.analyzer.source.SourceText;

/**
 * {@code [2026-01-05 10:00:01] DEBUG [session] text}.
 *
 * @param key the session, "" when the line names none
 * @param text where the text begins, -1 in other lines
 */
record NodemailerFrame(SourceText line, String key, int text) {
    private static final int STAMP = 22;
    private static final int LEVEL = 6;
    private static final String[] LEVELS = {"DEBUG ", "INFO  ", "ERROR ", "WARN  ", "TRACE ", "FATAL "};

    static NodemailerFrame read(SourceText line) {
        int from = line.start();
        boolean stamped = line.length() >= STAMP + LEVEL
                && line.at(from) == '['
                && line.startsWith("] ", from + STAMP - 2)
                && Clock.timeOfDay(line, from + 12) >= 0;
        if (!stamped || !isLevel(line, from + STAMP)) return new NodemailerFrame(line, "", -1);
        int text = from + STAMP + LEVEL;
        if (text < line.end() && line.at(text) == '[') {
            int close = line.indexOf(']', text);
            if (close > 0)
                return new NodemailerFrame(line, line.string(text + 1, close), Math.min(line.end(), close + 2));
        }
        return new NodemailerFrame(line, "", text);
    }

    private static boolean isLevel(SourceText line, int from) {
        for (String level : LEVELS) if (line.startsWith(level, from)) return true;
        return false;
    }

    boolean isPresent() {
        return text >= 0;
    }

    boolean isDebug() {
        return isPresent() && line.at(line.start() + STAMP) == 'D';
    }

    boolean says(String start) {
        return isPresent() && line.startsWith(start, text);
    }

    Optional<Mark> mark() {
        if (!isDebug()) return Optional.empty();
        if (line.startsWith("S:", text)) return Optional.of(Mark.behind(Kind.SERVER, line, text + 2));
        if (line.startsWith("C:", text)) return Optional.of(Mark.behind(Kind.CLIENT, line, text + 2));
        return Optional.empty();
    }

    SourceText content() {
        return line.slice(text, line.end());
    }

    long day() {
        return Clock.day(line, line.start() + 1);
    }

    long timeOfDay() {
        return Clock.timeOfDay(line, line.start() + 12);
    }
}
