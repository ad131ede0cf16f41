package smtplint.analyzer.dialect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import smtplint.analyzer.source.SourceText;

/**
 * Looks for two marks in the lines of an unknown form: one that reply codes follow, another that command verbs follow.
 *
 * @param server the mark of the server
 * @param client the mark of the client
 * @param bracketed the brackets before the mark name the session
 */
record MarkerSearch(Marker server, Marker client, boolean bracketed) {
    private static final int LINES = 500;
    private static final int LONGEST_PREFIX = 160;
    private static final int MOST_WORDS = 3;

    /** The marks of the head; empty when there are none. Few words are tried first. */
    static Optional<MarkerSearch> in(Head head) {
        for (int words = 1; words <= MOST_WORDS; words++) {
            Optional<MarkerSearch> found = in(head, words);
            if (found.isPresent()) return found;
        }
        return Optional.empty();
    }

    private static Optional<MarkerSearch> in(Head head, int words) {
        Map<Marker, Integer> replies = new HashMap<>();
        Map<Marker, Integer> commands = new HashMap<>();
        head.lines().stream().limit(LINES).forEach(line -> vote(line, words, replies, commands));
        Optional<Marker> server = most(replies);
        Optional<Marker> client = most(commands);
        if (server.isEmpty() || client.isEmpty() || server.equals(client)) return Optional.empty();
        boolean mixed = commands.getOrDefault(server.get(), 0) > 0 || replies.getOrDefault(client.get(), 0) > 0;
        if (mixed) return Optional.empty();
        MarkerSearch plain = new MarkerSearch(server.get(), client.get(), false);
        return Optional.of(new MarkerSearch(server.get(), client.get(), plain.bracketsNameSessions(head)));
    }

    /** What looks like a code before a command is part of a time. */
    private static void vote(SourceText line, int words, Map<Marker, Integer> replies, Map<Marker, Integer> commands) {
        int last = Math.min(line.end(), line.start() + LONGEST_PREFIX);
        int from = LineShape.skipBlanks(line, line.start()) + 1;
        List<Marker> codes = new ArrayList<>();
        for (int i = from; i < last; i++) {
            if (isWordOctet(line.at(i - 1)) || !isWordOctet(line.at(i))) continue;
            if (LineShape.replyCode(line, i) > 0) {
                codes.add(Marker.before(line, i, words));
            } else if (WireLine.isCommand(line.slice(i, line.end()))) {
                commands.merge(Marker.before(line, i, words), 1, Integer::sum);
                return;
            }
        }
        codes.forEach(marker -> replies.merge(marker, 1, Integer::sum));
    }

    private static boolean isWordOctet(int c) {
        return LineShape.isDigit(c) || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c > 127;
    }

    /** The first in the order of words where votes are equal: results do not depend on hashes. */
    private static Optional<Marker> most(Map<Marker, Integer> votes) {
        return votes.entrySet().stream()
                .max(Comparator.<Map.Entry<Marker, Integer>>comparingInt(Map.Entry::getValue)
                        .thenComparing(e -> e.getKey().index())
                        .thenComparing(e -> e.getKey().words()))
                .map(Map.Entry::getKey);
    }

    private boolean bracketsNameSessions(Head head) {
        Set<String> names = new HashSet<>();
        int lines = 0;
        for (SourceText line : head.lines()) {
            Optional<Mark> mark = mark(line);
            if (mark.isEmpty()) continue;
            String name = bracket(line, mark.get().content().start());
            if (name.isEmpty()) return false;
            names.add(name);
            lines++;
        }
        return names.size() * 3 <= lines;
    }

    Optional<Mark> mark(SourceText line) {
        int text = server.textAt(line);
        if (text >= 0) return Optional.of(new Mark(TranscriptLine.Kind.SERVER, line.slice(text, line.end())));
        text = client.textAt(line);
        if (text >= 0) return Optional.of(new Mark(TranscriptLine.Kind.CLIENT, line.slice(text, line.end())));
        return Optional.empty();
    }

    /** The session that a line names in its brackets, "" when it names none. */
    String key(SourceText line, int text) {
        return bracketed ? bracket(line, text) : "";
    }

    /** What the last brackets before the text hold; a time is no name. */
    private static String bracket(SourceText line, int text) {
        int close = text - 1;
        while (close >= line.start() && line.at(close) != ']') close--;
        int open = close;
        while (open >= line.start() && line.at(open) != '[') open--;
        if (open < line.start() || close - open < 2) return "";
        String name = line.string(open + 1, close);
        return name.indexOf(':') >= 0 ? "" : name;
    }
}
