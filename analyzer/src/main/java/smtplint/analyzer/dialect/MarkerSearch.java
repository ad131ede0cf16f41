package smtplint.analyzer.dialect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import smtplint.analyzer.model.Verb;
import smtplint.analyzer.source.LineEnding;
import smtplint.analyzer.source.SourceText;

/**
 * Looks for two marks in the lines of an unknown form: one that reply codes follow, another that command verbs follow.
 *
 * @param server the mark of the server
 * @param greeting the mark of its greeting, which may be another
 * @param client the mark of the client
 * @param frame what stands behind the text
 * @param names where the sessions' names stand
 */
record MarkerSearch(Marker server, Marker greeting, Marker client, TextFrame frame, Names names) {
    private static final int FEWEST_DIGITS = 3;
    private static final int MOST_DIGITS = 7;
    private static final int LINES = 500;
    private static final int LONGEST_PREFIX = 160;
    private static final int MOST_WORDS = 5;
    private static final int GREETING = 220;

    /** Where the name of a session stands. */
    enum Names {
        IN_BRACKETS,
        BEHIND_A_WORD,
        /** A number of its own before the mark, as of a process. */
        NUMBER,
        NONE
    }

    /** Words that a session's number follows. */
    private static final String[] NAMES = {"connection", "conn", "session", "sess", "sid", "cid"};

    private static final Set<Verb> USUAL = EnumSet.of(
            Verb.HELO,
            Verb.EHLO,
            Verb.LHLO,
            Verb.MAIL,
            Verb.RCPT,
            Verb.DATA,
            Verb.BDAT,
            Verb.RSET,
            Verb.NOOP,
            Verb.QUIT,
            Verb.VRFY,
            Verb.STARTTLS,
            Verb.AUTH,
            Verb.XCLIENT);

    private static final String SEPARATORS = "=:#- \"";

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
        Map<Marker, Integer> greetings = new HashMap<>();
        Map<Marker, Integer> commands = new HashMap<>();
        head.lines().stream().limit(LINES).forEach(line -> vote(line, words, replies, greetings, commands));
        Optional<Marker> server = most(replies);
        Optional<Marker> client = most(commands);
        if (server.isEmpty() || client.isEmpty() || server.equals(client)) return Optional.empty();
        if (isMixed(server.get(), replies, commands) || isMixed(client.get(), commands, replies))
            return Optional.empty();
        Marker greeting = most(greetings)
                .filter(marker -> marker.index() == server.get().index() && !commands.containsKey(marker))
                .orElse(server.get());
        MarkerSearch plain = new MarkerSearch(server.get(), greeting, client.get(), TextFrame.NONE, Names.NONE);
        MarkerSearch framed = plain.with(plain.frameIn(head), Names.NONE);
        for (Names names : Names.values()) {
            MarkerSearch search = framed.with(framed.frame, names);
            if (search.namesSessions(head)) return Optional.of(search);
        }
        return Optional.of(framed);
    }

    /** Content may look like a reply now and then. */
    private static boolean isMixed(Marker marker, Map<Marker, Integer> right, Map<Marker, Integer> wrong) {
        return wrong.getOrDefault(marker, 0) * 3 > right.get(marker);
    }

    private MarkerSearch with(TextFrame frame, Names names) {
        return new MarkerSearch(server, greeting, client, frame, names);
    }

    private TextFrame frameIn(Head head) {
        List<SourceText> texts = new ArrayList<>();
        for (SourceText line : head.lines())
            place(line).filter(place -> !place.literal()).ifPresent(place -> texts.add(place.text(line)));
        return TextFrame.of(texts, server.opening());
    }

    /** What looks like a code before a command is part of a time. */
    private static void vote(
            SourceText line,
            int words,
            Map<Marker, Integer> replies,
            Map<Marker, Integer> greetings,
            Map<Marker, Integer> commands) {
        int last = Math.min(line.end(), line.start() + LONGEST_PREFIX);
        int from = LineShape.skipBlanks(line, line.start()) + 1;
        List<Marker> codes = new ArrayList<>();
        Optional<Marker> greeting = Optional.empty();
        for (int i = from; i < last; i++) {
            if (LineShape.isWordOctet(line.at(i - 1)) || !LineShape.isWordOctet(line.at(i)) || isFraction(line, i))
                continue;
            if (LineShape.replyCode(line, i) > 0) {
                Marker marker = Marker.before(line, i, words);
                codes.add(marker);
                if (LineShape.replyCode(line, i) == GREETING) greeting = Optional.of(marker);
            } else if (isUsualCommand(line.slice(i, line.end()))) {
                commands.merge(Marker.before(line, i, words), 1, Integer::sum);
                return;
            }
        }
        codes.forEach(marker -> replies.merge(marker, 1, Integer::sum));
        greeting.ifPresent(marker -> greetings.merge(marker, 1, Integer::sum));
    }

    /** The other verbs are words that programs use of themselves: "send", "help", "turn". */
    static boolean isUsualCommand(SourceText text) {
        return WireLine.verb(text).filter(USUAL::contains).isPresent();
    }

    /** Behind a point and a digit stands the rest of a number. */
    private static boolean isFraction(SourceText line, int at) {
        return at - 2 >= line.start() && line.at(at - 1) == '.' && LineShape.isDigit(line.at(at - 2));
    }

    /** The first in the order of words where votes are equal: results do not depend on hashes. */
    private static Optional<Marker> most(Map<Marker, Integer> votes) {
        return votes.entrySet().stream()
                .max(Comparator.<Map.Entry<Marker, Integer>>comparingInt(Map.Entry::getValue)
                        .thenComparing(e -> e.getKey().index())
                        .thenComparing(e -> e.getKey().words()))
                .map(Map.Entry::getKey);
    }

    /** Names come again, and on both sides. */
    private boolean namesSessions(Head head) {
        Set<String> ofServer = new HashSet<>();
        Set<String> ofClient = new HashSet<>();
        int lines = 0;
        for (SourceText line : head.lines()) {
            Optional<Place> place = place(line);
            if (place.isEmpty()) continue;
            String name = key(line, place.get().text());
            if (name.isEmpty()) return false;
            // Any number may stand there: what it names begins with a greeting.
            boolean begins = !ofServer.contains(name) && !ofClient.contains(name);
            boolean greets = LineShape.isGreeting(line.slice(place.get().text(), line.end()));
            if (names == Names.NUMBER && begins && !greets) return false;
            (place.get().side() == TranscriptLine.Kind.SERVER ? ofServer : ofClient).add(name);
            lines++;
        }
        int names = ofServer.size() + ofClient.size();
        ofServer.retainAll(ofClient);
        return !ofServer.isEmpty() && (names - ofServer.size()) * 3 <= lines;
    }

    /**
     * Where the text of a line begins.
     *
     * @param literal it stands in double quotes, with escapes
     */
    record Place(TranscriptLine.Kind side, int text, boolean literal) {
        /** The text, with what the form puts behind it. */
        SourceText text(SourceText line) {
            return line.slice(text, line.end());
        }
    }

    /** The mark that stands first: what follows it is text. */
    Optional<Place> place(SourceText line) {
        int ofServer = server.textAt(line);
        if (ofServer < 0 && greeting != server) ofServer = greeting.textAt(line);
        int ofClient = client.textAt(line);
        if (ofServer < 0 && ofClient < 0) return Optional.empty();
        boolean isServer = ofClient < 0 || ofServer >= 0 && ofServer < ofClient;
        return Optional.of(
                isServer
                        ? new Place(TranscriptLine.Kind.SERVER, ofServer, server.endsInQuote())
                        : new Place(TranscriptLine.Kind.CLIENT, ofClient, client.endsInQuote()));
    }

    /** What a line says, in the lines of the wire. */
    List<TranscriptLine> said(SourceText line, Place place, long time) {
        if (!place.literal()) return framed(line, place.text(line), place.side(), time);
        QuotedLiteral literal = literal(line, place);
        if (literal.text().isEmpty())
            return List.of(said(place.side(), line.slice(place.text(), place.text()), time, line));
        return literal.spoken(place.side(), time, line);
    }

    private QuotedLiteral literal(SourceText line, Place place) {
        return QuotedLiteral.read(line, place.text() - 1, !markOf(place.side()).quotesOctets());
    }

    private Marker markOf(TranscriptLine.Kind side) {
        return side == TranscriptLine.Kind.SERVER ? server : client;
    }

    /** True when the text goes on in the next line. */
    boolean isOpen(SourceText line, Place place) {
        return place.literal() ? !literal(line, place).closed() : frame.isOpen(place.text(line));
    }

    /** What a text without a mark of its own says. */
    List<TranscriptLine> framed(SourceText line, SourceText text, TranscriptLine.Kind side, long time) {
        List<SourceText> lines = frame.lines(text);
        if (lines.size() == 1) return List.of(said(side, lines.get(0), time, line));
        return lines.stream().map(content -> said(side, content, time, content)).toList();
    }

    private static TranscriptLine said(TranscriptLine.Kind side, SourceText content, long time, SourceText line) {
        return TranscriptLine.said(side, content, LineEnding.UNKNOWN, time, line);
    }

    /** The session that a line names, in its brackets or behind a word such as "conn"; "" when it names none. */
    String key(SourceText line, int text) {
        return switch (names) {
            case IN_BRACKETS -> bracket(line, text);
            case BEHIND_A_WORD -> named(line, text);
            case NUMBER -> number(line, text);
            case NONE -> "";
        };
    }

    /** The last word before the text that is a number; many digits are a time, few a day. */
    private static String number(SourceText line, int text) {
        for (int end = text; end > line.start(); ) {
            int stop = end;
            while (stop > line.start() && !LineShape.isDigit(line.at(stop - 1))) stop--;
            int start = stop;
            while (start > line.start() && LineShape.isDigit(line.at(start - 1))) start--;
            boolean alone = start == line.start() || Marker.isBlank(line.at(start - 1));
            boolean ends =
                    stop == text || Marker.isBlank(line.at(stop)) || line.at(stop) == ':' && !isClock(line, stop);
            boolean names = stop - start >= FEWEST_DIGITS && stop - start <= MOST_DIGITS;
            if (alone && ends && names) return line.string(start, stop);
            end = start;
        }
        return "";
    }

    private static boolean isClock(SourceText line, int colon) {
        return colon + 1 < line.end() && LineShape.isDigit(line.at(colon + 1));
    }

    private static String named(SourceText line, int text) {
        for (int i = line.start(); i < text; i++) {
            if (i > line.start() && LineShape.isWordOctet(line.at(i - 1))) continue;
            for (String name : NAMES) {
                if (!line.startsWithIgnoringCase(name, i)) continue;
                String found = number(line, i + name.length(), text);
                if (!found.isEmpty()) return found;
            }
        }
        return "";
    }

    /** What follows such a word, where it has a digit. */
    private static String number(SourceText line, int from, int end) {
        int start = from;
        while (start < end && start - from < 3 && SEPARATORS.indexOf(line.at(start)) >= 0) start++;
        int stop = start;
        boolean digit = false;
        while (stop < end && LineShape.isWordOctet(line.at(stop))) digit |= LineShape.isDigit(line.at(stop++));
        return start > from && digit ? line.string(start, stop) : "";
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
