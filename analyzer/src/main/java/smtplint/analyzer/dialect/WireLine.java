package smtplint.analyzer.dialect;

import java.util.Arrays;
import java.util.Optional;
import smtplint.analyzer.model.Verb;
import smtplint.analyzer.source.SourceText;

/** What can be told of a line of the wire by its first octets. */
public final class WireLine {
    private static final int LONGEST_VERB = 8;
    private static final long[] WORDS;
    private static final Verb[] VERBS;

    static {
        Verb[] verbs = Verb.values();
        Arrays.sort(verbs, (a, b) -> Long.compare(packed(a.name()), packed(b.name())));
        VERBS = verbs;
        WORDS = Arrays.stream(verbs).mapToLong(v -> packed(v.name())).toArray();
    }

    private WireLine() {}

    /** The verb of a known command: the first word, leading spaces left out, followed by a space or nothing. */
    public static Optional<Verb> verb(SourceText line) {
        int found = verbIndex(line);
        return found < 0 ? Optional.empty() : Optional.of(VERBS[found]);
    }

    public static boolean isCommand(SourceText line) {
        return verbIndex(line) >= 0;
    }

    private static int verbIndex(SourceText line) {
        int i = line.start();
        while (i < line.end() && isSpace(line.at(i))) i++;
        long word = 0;
        int length = 0;
        for (; i < line.end() && !isSpace(line.at(i)); i++) {
            int letter = line.at(i) & ~32;
            if (letter < 'A' || letter > 'Z' || ++length > LONGEST_VERB) return -1;
            word = word << 8 | letter;
        }
        return Arrays.binarySearch(WORDS, word);
    }

    private static boolean isSpace(int c) {
        return c == ' ' || c == '\t' || c == '\r';
    }

    private static long packed(String verb) {
        long word = 0;
        for (int i = 0; i < verb.length(); i++) word = word << 8 | verb.charAt(i);
        return word;
    }

    /** The three digits at the start of a reply line, 0 when there are none. */
    public static int replyCode(SourceText line) {
        if (line.length() < 3) return 0;
        int first = digit(line, 0);
        int second = digit(line, 1);
        int third = digit(line, 2);
        return first < 0 || second < 0 || third < 0 ? 0 : first * 100 + second * 10 + third;
    }

    private static int digit(SourceText line, int at) {
        int digit = line.at(line.start() + at) - '0';
        return digit >= 0 && digit <= 9 ? digit : -1;
    }

    /** A reply line with a hyphen after its code announces another one (RFC 5321 §4.2.1). */
    public static boolean announcesMore(SourceText line) {
        return line.length() > 3 && line.at(line.start() + 3) == '-' && replyCode(line) > 0;
    }
}
