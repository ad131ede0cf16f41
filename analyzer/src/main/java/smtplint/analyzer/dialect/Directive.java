package smtplint.analyzer.dialect;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import smtplint.analyzer.source.SourceText;

/**
 * A {@code #} line of the project's dialect that says something.
 *
 * @param argument the rest of the line, without blanks around it
 */
record Directive(String word, SourceText argument) {
    private static final Set<String> WORDS = Set.of(
            "lossless",
            "session",
            "peer",
            "port",
            "protocol",
            "open",
            "tls",
            "close",
            "elided",
            "gap",
            "time",
            "smtplint:");

    /** The directive in a line; empty for other lines and for plain comments. */
    static Optional<Directive> of(SourceText line) {
        if (line.isEmpty() || line.at(line.start()) != '#') return Optional.empty();
        int from = LineShape.skipBlanks(line, line.start() + 1);
        int end = wordEnd(line, from);
        if (end - from > 16) return Optional.empty();
        String word = line.string(from, end).toLowerCase(Locale.ROOT);
        if (!WORDS.contains(word)) return Optional.empty();
        int last = line.end();
        int start = LineShape.skipBlanks(line, end);
        while (last > start && (line.at(last - 1) == ' ' || line.at(last - 1) == '\t')) last--;
        return Optional.of(new Directive(word, line.slice(start, last)));
    }

    private static int wordEnd(SourceText line, int from) {
        int i = from;
        while (i < line.end() && line.at(i) != ' ' && line.at(i) != '\t') i++;
        return i;
    }

    /** The first word of the argument. */
    String first() {
        return argument.string(argument.start(), wordEnd(argument, argument.start()));
    }

    /** What follows the first word of the argument. */
    String rest() {
        int end = wordEnd(argument, argument.start());
        return argument.string(LineShape.skipBlanks(argument, end), argument.end());
    }

    boolean says(String word) {
        return first().equalsIgnoreCase(word);
    }

    boolean isBare() {
        return argument.isEmpty();
    }
}
