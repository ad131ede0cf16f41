package smtplint.analyzer.dialect;

import java.util.ArrayList;
import java.util.List;
import smtplint.analyzer.source.SourceText;

/**
 * Words that whoever ran the program put before all its lines: the time, as the logs of CI jobs have it, a level, a
 * logger. A word is a time in each line, or the same in all and without a digit: what has one may name a session, of
 * which others follow further down.
 */
final class LinePrefix {
    private static final int MOST_WORDS = 6;
    private static final int FEWEST_LINES = 4;
    /** One line in twenty may lack it. */
    private static final int EXCEPTIONS = 20;

    private LinePrefix() {}

    /** How many words there may be: up to the last time, and all that are common; none where no word is. */
    static List<Integer> counts(List<SourceText> lines) {
        List<SourceText> filled = lines.stream().filter(line -> !line.isEmpty()).toList();
        List<Integer> counts = new ArrayList<>();
        if (filled.size() < FEWEST_LINES) return counts;
        int common = 0;
        int times = 0;
        for (int word = 0; word < MOST_WORDS; word++) {
            SourceText first = word(filled.get(0), word);
            if (first.isEmpty()) break;
            int fitting = 0;
            for (SourceText line : filled) if (isLike(word(line, word), first)) fitting++;
            if (fitting < filled.size() - filled.size() / EXCEPTIONS) break;
            common = word + 1;
            if (isTime(first)) times = common;
        }
        if (times > 0) counts.add(times);
        if (common > times) counts.add(common);
        return counts;
    }

    private static boolean isLike(SourceText word, SourceText first) {
        boolean mayVary = isTime(first) && isTime(word) || isStream(first) && isStream(word);
        return mayVary || !hasDigit(first) && word.toString().equals(first.toString());
    }

    private static boolean hasDigit(SourceText word) {
        for (int i = word.start(); i < word.end(); i++) if (LineShape.isDigit(word.at(i))) return true;
        return false;
    }

    /** Digits with marks between them, and letters as in RFC 3339. */
    private static boolean isTime(SourceText word) {
        boolean marked = false;
        int digits = 0;
        for (int i = word.start(); i < word.end(); i++) {
            int c = word.at(i);
            if (LineShape.isDigit(c)) digits++;
            else if (c == ':' || c == '.' || c == '-' || c == '/') marked |= digits > 0;
            else if (c != 'T' && c != 'Z' && c != '+' && c != ',' && c != '[' && c != ']') return false;
        }
        return marked && digits > 3;
    }

    /** {@code 00O} and {@code 00E}: GitLab's number of a stream, with a plus where a line goes on. */
    private static boolean isStream(SourceText word) {
        int length = word.length();
        if (length != 3 && length != 4) return false;
        int at = word.start();
        boolean numbered = LineShape.isDigit(word.at(at)) && LineShape.isDigit(word.at(at + 1));
        boolean plus = length == 3 || word.at(at + 3) == '+';
        return numbered && plus && (word.at(at + 2) == 'O' || word.at(at + 2) == 'E');
    }

    private static SourceText word(SourceText line, int index) {
        int from = line.start();
        for (int i = 0; i < index; i++) from = LineShape.skipBlanks(line, Marker.skipWord(line, from));
        return line.slice(from, Marker.skipWord(line, from));
    }

    /** The line without so many words and the blank behind them; a line of which they are all is empty. */
    static SourceText without(SourceText line, int words) {
        int at = line.start();
        for (int i = 0; i < words; i++) {
            if (i > 0) at = LineShape.skipBlanks(line, at);
            at = Marker.skipWord(line, at);
        }
        return line.slice(Math.min(line.end(), at + 1), line.end());
    }

    /** The words as they stand in a line. */
    static String of(SourceText line, int words) {
        SourceText rest = without(line, words);
        return line.string(line.start(), Math.max(line.start(), rest.start() - 1));
    }

    /** True for a line that has the whole prefix: one that names another worker belongs to another recording. */
    static boolean begins(SourceText line, SourceText first, int words) {
        for (int i = 0; i < words; i++) if (!isLike(word(line, i), word(first, i))) return false;
        return true;
    }
}
