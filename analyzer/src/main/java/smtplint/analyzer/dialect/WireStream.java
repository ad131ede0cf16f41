package smtplint.analyzer.dialect;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import smtplint.analyzer.dialect.TranscriptLine.Kind;
import smtplint.analyzer.source.LineEnding;
import smtplint.analyzer.source.SourceText;
import smtplint.analyzer.source.Span;
import smtplint.analyzer.source.TextAssembler;

/**
 * Puts the octets of connections back together into lines, however the recorder cut them. The two ends have names; who
 * sends a reply first is the server.
 */
final class WireStream {
    private static final int LINES_BEFORE_GREETING = 8;
    private static final String HOLE = " bytes missing in capture file]";

    private final Sessions sessions;
    /** False where the recorder does not show every CR and LF. */
    private final boolean exact;
    /** The recorder sees what goes over the wire, and after STARTTLS that is TLS. */
    private final boolean outsideTls;

    private boolean dotted;

    private final Map<String, Connection> connections = new HashMap<>();

    private static final class Connection {
        private final String key;
        private String server = "";
        private boolean startsTls;
        private boolean encrypted;
        private final Map<String, Half> halves = new HashMap<>(4);

        private Connection(String key) {
            this.key = key;
        }
    }

    /** The octets of one end that make no line yet. */
    private final class Half {
        private TextAssembler pending = new TextAssembler(64);
        /** The lines of the file that hold them. */
        private Optional<Excerpt> lines = sessions.excerpt();

        private boolean cut;
        private long time = -1;

        void take(SourceText octets, int from, int to) {
            if (from == to) return;
            int room = Math.max(0, sessions.longestLine() - pending.length());
            if (to - from > room && !cut) {
                cut = true;
                sessions.tooLong(sessions.longestLine());
            }
            SourceText placed = lines.isPresent() ? octets.shifted(lines.get().copy(sessions.line())) : octets;
            pending.copy(placed, from, Math.min(to, from + room));
        }

        void begin() {
            pending = new TextAssembler(64);
            lines = sessions.excerpt();
            cut = false;
        }
    }

    WireStream(Sessions sessions, boolean exact, boolean outsideTls) {
        this.sessions = sessions;
        this.exact = exact;
        this.outsideTls = outsideTls;
        sessions.whenForgotten(this::forget);
    }

    private void forget(String key) {
        Connection connection = connections.remove(key);
        if (connection != null) finish(connection);
    }

    /** One name for the connection of two ends, whichever of them sends. */
    static String key(String end, String separator, String other) {
        return end.compareTo(other) < 0 ? end + separator + other : other + separator + end;
    }

    /**
     * Adds octets that one end sent.
     *
     * @param key names the connection
     * @param sender names the end that sent them
     * @param receiver names the other end
     */
    void add(String key, String sender, String receiver, SourceText octets, long time) {
        if (octets.isEmpty()) return;
        Connection connection = connections.computeIfAbsent(key, Connection::new);
        sessions.hear(key);
        if (connection.encrypted) return;
        if (connection.server.isEmpty()) connection.server = holdsReply(octets) ? sender : receiver;
        Half half = connection.halves.computeIfAbsent(sender, s -> new Half());
        int from = octets.start();
        for (int i = from; i < octets.end(); i++) {
            if (octets.at(i) != '\n' || connection.encrypted) continue;
            half.take(octets, from, i + 1);
            half.time = time;
            emit(connection, sender, half);
            from = i + 1;
        }
        half.take(octets, from, octets.end());
        half.time = time;
    }

    /** A line of the octets is a reply: there may be others before it. */
    private static boolean holdsReply(SourceText octets) {
        int from = octets.start();
        for (int i = 0; i < LINES_BEFORE_GREETING && from < octets.end(); i++) {
            if (LineShape.replyCode(octets, from) > 0) return true;
            int next = octets.indexOf('\n', from);
            if (next < 0) return false;
            from = next + 1;
        }
        return false;
    }

    /** The port of the server, where the name of its end holds one. */
    void circumstances(String key, int port) {
        if (port > 0) sessions.circumstances(key, c -> SessionDraft.atPort(c, port));
    }

    /** Octets that are not printable are shown as dots from here on, or no more. */
    void dots(boolean shown) {
        dotted = shown;
    }

    WireStream withDots() {
        dots(true);
        return this;
    }

    /** Names the server where the recorder tells it. */
    void serves(String key, String end) {
        connections.computeIfAbsent(key, Connection::new).server = end;
    }

    Optional<String> server(String key) {
        return Optional.ofNullable(connections.get(key)).map(c -> c.server);
    }

    private void emit(Connection connection, String sender, Half half) {
        SourceText text = half.pending.text();
        Optional<Excerpt> lines = half.lines;
        boolean cut = half.cut;
        half.begin();
        text = withoutHole(connection, text, half.time, lines);
        int end = text.end();
        LineEnding ending = LineEnding.NONE;
        if (end > text.start() && text.at(end - 1) == '\n') {
            end--;
            ending = LineEnding.LF;
            if (end > text.start() && text.at(end - 1) == '\r') {
                end--;
                ending = LineEnding.CRLF;
            }
        }
        Kind side = sender.equals(connection.server) ? Kind.SERVER : Kind.CLIENT;
        LineEnding shown = exact || ending == LineEnding.CRLF ? ending : LineEnding.UNKNOWN;
        Span place = text.span(text.start(), text.end());
        SourceText content = text.slice(text.start(), end);
        LineEnding known = cut ? LineEnding.UNKNOWN : shown;
        boolean hidden = cut || dotted && side == Kind.CLIENT && isPathWithDots(content);
        TranscriptLine line = new TranscriptLine(side, content, known, half.time, hidden, place);
        sessions.add(connection.key, line, lines);
        if (outsideTls) watchForTls(connection, line);
    }

    /** {@code [17 bytes missing in capture file]}, and an octet after it, stand in the place of what tshark did not see. */
    private SourceText withoutHole(Connection connection, SourceText text, long time, Optional<Excerpt> lines) {
        if (text.isEmpty() || text.at(text.start()) != '[') return text;
        int words = LineShape.find(text, HOLE, text.start());
        if (words < 0 || LineShape.number(text, text.start() + 1) < 0) return text;
        int after = Math.min(text.end(), words + HOLE.length() + 1);
        SourceText hole = text.slice(text.start(), after);
        sessions.add(
                connection.key,
                new TranscriptLine(Kind.GAP, hole, LineEnding.UNKNOWN, time, false, hole.span()),
                lines);
        return text.slice(after, text.end());
    }

    /** Each dot of {@code <..lice@example.org>} may stand for an octet that is not shown. */
    private static boolean isPathWithDots(SourceText line) {
        return WireLine.isCommand(line)
                && LineShape.contains(line, ":")
                && (LineShape.contains(line, "..") || LineShape.contains(line, "<."));
    }

    private void watchForTls(Connection connection, TranscriptLine line) {
        SourceText content = line.content();
        if (line.kind() == Kind.CLIENT) {
            connection.startsTls = content.startsWithIgnoringCase("STARTTLS", content.start());
        } else if (connection.startsTls && LineShape.replyCode(content) == 220) {
            connection.encrypted = true;
            sessions.gap(connection.key);
        }
    }

    /** What this end sent is a line, although the recorder does not show its end. */
    void endLine(String key, String sender) {
        Optional.ofNullable(connections.get(key)).ifPresent(connection -> {
            Half half = connection.halves.computeIfAbsent(sender, s -> new Half());
            if (half.pending.length() > 0) emit(connection, sender, half);
        });
    }

    /** Lines without an end are said nevertheless. */
    void finish() {
        List.copyOf(connections.values()).forEach(this::finish);
    }

    private void finish(Connection connection) {
        connection.halves.forEach((sender, half) -> {
            if (half.pending.length() > 0) emit(connection, sender, half);
        });
    }
}
