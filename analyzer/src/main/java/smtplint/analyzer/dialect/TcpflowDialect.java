package smtplint.analyzer.dialect;

import static smtplint.analyzer.source.Evidence.BOTH;
import static smtplint.analyzer.source.Evidence.LINES;
import static smtplint.analyzer.source.Evidence.MESSAGE;
import static smtplint.analyzer.source.Evidence.ORDER;
import static smtplint.analyzer.source.Evidence.STUFFED;

import java.util.Optional;
import java.util.Set;
import smtplint.analyzer.source.LineEnding;
import smtplint.analyzer.source.SourceText;
import smtplint.analyzer.source.TextAssembler;

/** tcpflow -c: the ends of a connection, then what one of them sent. */
final class TcpflowDialect extends Dialect {
    /** {@code 192.000.002.025.00025}. */
    private static final int END = 21;

    TcpflowDialect() {
        super(
                "tcpflow",
                "tcpflow -c port 25",
                Set.of(LINES, BOTH, ORDER, MESSAGE, STUFFED),
                "where a chunk ends; times",
                """
                192.000.002.025.00025-192.000.002.007.40000: 220 mx.example.com ESMTP

                192.000.002.007.40000-192.000.002.025.00025: EHLO client.example.org

                192.000.002.025.00025-192.000.002.007.40000: 250-mx.example.com
                250 PIPELINING

                """);
    }

    private static boolean isEnd(SourceText line, int from) {
        if (from + END > line.end()) return false;
        for (int i = 0; i < END; i++) {
            boolean dot = i % 4 == 3 && i < 16;
            if (dot != (line.at(from + i) == '.') || !dot && !LineShape.isDigit(line.at(from + i))) return false;
        }
        return true;
    }

    static boolean isHeader(SourceText line) {
        int from = line.start();
        return isEnd(line, from)
                && line.at(Math.min(line.end() - 1, from + END)) == '-'
                && isEnd(line, from + END + 1)
                && line.startsWith(":", from + 2 * END + 1);
    }

    @Override
    Fit fit(Head head) {
        int headers = 0;
        for (SourceText line : head.lines()) if (isHeader(line)) headers++;
        return headers < 2 ? Fit.NONE : Fit.of(0.95, headers + " chunks with two addresses");
    }

    @Override
    LineReader reader(Head head, Sessions sessions) {
        return new Reader(sessions);
    }

    private static final class Reader implements LineReader {
        private final WireStream wire;
        private String sender = "";
        private String receiver = "";
        /** An empty line, which tcpflow adds after a chunk. */
        private Optional<Empty> empty = Optional.empty();

        private final Sessions sessions;

        private Reader(Sessions sessions) {
            this.sessions = sessions;
            this.wire = new WireStream(sessions, false, true).withDots();
        }

        private record Empty(SourceText text, RawLine line) {}

        @Override
        public void line(SourceText line, LineEnding ending) {
            if (isHeader(line)) {
                empty = Optional.empty();
                int from = line.start();
                sender = line.string(from, from + END);
                receiver = line.string(from + END + 1, from + 2 * END + 1);
                add(line.slice(Math.min(line.end(), from + 2 * END + 3), line.end()), ending);
                return;
            }
            if (sender.isEmpty()) return;
            empty.ifPresent(this::add);
            empty = Optional.empty();
            if (line.isEmpty() && ending == LineEnding.LF) empty = Optional.of(new Empty(line, sessions.line()));
            else add(line, ending);
        }

        private void add(Empty line) {
            RawLine now = sessions.line();
            sessions.at(line.line());
            add(line.text(), LineEnding.LF);
            sessions.at(now);
        }

        private void add(SourceText line, LineEnding ending) {
            TextAssembler octets = new TextAssembler(line.length() + 2);
            octets.copy(line, line.start(), line.end());
            if (ending != LineEnding.NONE)
                octets.addUnseen(
                        ending == LineEnding.CRLF ? "\r\n" : "\n", line.span().end());
            String key = WireStream.key(sender, "-", receiver);
            wire.add(key, sender, receiver, octets.text(), -1);
            wire.server(key).ifPresent(server -> wire.circumstances(key, Integer.parseInt(server.substring(16))));
        }

        @Override
        public void finish() {
            wire.finish();
        }
    }
}
