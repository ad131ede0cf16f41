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
    private final Sessions sessions;
    /** False where the recorder does not show every CR and LF. */
    private final boolean exact;
    /** The recorder sees what goes over the wire, and after STARTTLS that is TLS. */
    private final boolean outsideTls;

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
        if (connection.server.isEmpty()) connection.server = LineShape.replyCode(octets) > 0 ? sender : receiver;
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

    /** The port of the server, where the name of its end holds one. */
    void circumstances(String key, int port) {
        if (port > 0) sessions.circumstances(key, c -> SessionDraft.atPort(c, port));
    }

    Optional<String> server(String key) {
        return Optional.ofNullable(connections.get(key)).map(c -> c.server);
    }

    private void emit(Connection connection, String sender, Half half) {
        SourceText text = half.pending.text();
        Optional<Excerpt> lines = half.lines;
        boolean cut = half.cut;
        half.begin();
        int end = text.end();
        LineEnding ending = LineEnding.NONE;
        if (end > 0 && text.at(end - 1) == '\n') {
            end--;
            ending = LineEnding.LF;
            if (end > 0 && text.at(end - 1) == '\r') {
                end--;
                ending = LineEnding.CRLF;
            }
        }
        Kind side = sender.equals(connection.server) ? Kind.SERVER : Kind.CLIENT;
        LineEnding shown = exact || ending == LineEnding.CRLF ? ending : LineEnding.UNKNOWN;
        Span place = text.span(0, text.end());
        LineEnding known = cut ? LineEnding.UNKNOWN : shown;
        TranscriptLine line = new TranscriptLine(side, text.slice(0, end), known, half.time, cut, place);
        sessions.add(connection.key, line, lines);
        if (outsideTls) watchForTls(connection, line);
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
