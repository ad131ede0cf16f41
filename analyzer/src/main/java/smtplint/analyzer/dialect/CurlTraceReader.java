package smtplint.analyzer.dialect;

import java.util.Optional;
import smtplint.analyzer.dialect.TranscriptLine.Kind;
import smtplint.analyzer.source.LineEnding;
import smtplint.analyzer.source.SourceText;
import smtplint.analyzer.source.TextAssembler;

/** Reads curl's traces. In text a row stands for its octets, and two more where the next offset says so: CR LF. */
final class CurlTraceReader implements LineReader {
    private static final int OCTETS_A_ROW = 16;
    private static final int LONGEST_OFFSET = 8;

    private final Sessions sessions;
    private final WireStream wire;
    private final boolean hex;
    private final Clock clock = new Clock();
    /** The row whose octets are known when the next is. */
    private Optional<Row> last = Optional.empty();

    private String sender = "";
    private int length;
    /** The block is one line of the server. */
    private boolean isLine;

    private long time = -1;

    private record Row(SourceText text, RawLine line) {}

    CurlTraceReader(Sessions sessions, boolean hex) {
        this.sessions = sessions;
        this.wire = new WireStream(sessions, false, false);
        wire.serves("", "<");
        this.hex = hex;
        wire.dots(!hex);
    }

    /** {@code 0000: 32 32 30 20}. */
    static boolean isHex(SourceText row) {
        int from = row.start() + 6;
        for (int i = from; i + 2 <= Math.min(row.end(), from + 12); i += 3) {
            boolean digits = Character.digit(row.at(i), 16) >= 0 && Character.digit(row.at(i + 1), 16) >= 0;
            if (!digits || i + 2 < row.end() && row.at(i + 2) != ' ') return false;
        }
        return row.end() > from;
    }

    @Override
    public void line(SourceText line, LineEnding ending) {
        int title = CurlTraceDialect.titleAt(line);
        if (title < 0) {
            if (sender.isEmpty() || offset(line) < 0) return;
            flush(offset(line));
            last = Optional.of(new Row(line, sessions.line()));
            return;
        }
        flush(length);
        time = title > line.start() ? clock.at(Clock.timeOfDay(line, line.start())) : -1;
        boolean data = LineShape.contains(line, " header, ") || LineShape.contains(line, " data, ");
        sender = "";
        if (line.at(title) == '=' && line.at(title + 1) == '=') note(line, title + 9);
        else if (data && !LineShape.contains(line, " SSL ")) block(line, title);
    }

    private void block(SourceText line, int title) {
        sender = line.at(title) == '<' ? "<" : ">";
        // The line end and the dot behind the content are not shown.
        if (sender.equals("<")) wire.endLine("", ">");
        isLine = line.startsWith("<= Recv header", title);
        int comma = LineShape.find(line, ", ", title);
        length = comma < 0 ? -1 : LineShape.number(line, comma + 2);
    }

    private void note(SourceText line, int from) {
        if (line.startsWith("Connected to ", from)) {
            sessions.add("", TranscriptLine.event(Kind.OPENED, line, time));
            int port = LineShape.find(line, " port ", from);
            if (port > 0) wire.circumstances("", LineShape.number(line, port + 6));
        } else if (line.startsWith("SSL connection using ", from)) {
            sessions.add("", TranscriptLine.event(Kind.TLS, line, time));
        } else if (line.startsWith("response reading failed", from)) {
            sessions.add("", TranscriptLine.event(Kind.CLOSED_BY_SERVER, line, time));
        } else if (line.startsWith("Closing connection", from)) {
            sessions.add("", TranscriptLine.event(Kind.CLOSED_BY_CLIENT, line, time));
        }
    }

    /** The offset of a row, -1 when the line is none. */
    private static int offset(SourceText row) {
        int value = 0;
        for (int i = row.start(); i < row.end() && i - row.start() <= LONGEST_OFFSET; i++) {
            if (row.at(i) == ':') return i - row.start() >= 4 ? value : -1;
            int digit = Character.digit(row.at(i), 16);
            if (digit < 0) return -1;
            value = value << 4 | digit;
        }
        return -1;
    }

    /** @param next the offset of what follows */
    private void flush(int next) {
        if (last.isEmpty()) return;
        Row row = last.get();
        last = Optional.empty();
        RawLine now = sessions.line();
        sessions.at(row.line());
        SourceText octets = isLine && next == length ? lastOctets(row.text(), next) : octets(row.text(), next);
        wire.add("", sender, sender.equals("<") ? ">" : "<", octets, time);
        sessions.at(now);
    }

    private SourceText octets(SourceText row, int next) {
        int colon = row.indexOf(':', row.start());
        int from = Math.min(row.end(), colon + 2);
        TextAssembler out = new TextAssembler(row.end() - from + 2);
        if (hex) {
            HexDump.read(row, from, OCTETS_A_ROW, out);
        } else {
            out.copy(row, from, row.end());
            if (next - offset(row) - (row.end() - from) == 2)
                out.addUnseen("\r\n", row.span().end());
        }
        return out.text();
    }

    /** A block of the server is a line: where no CR LF follows its last row, the last dot of that stands for LF. */
    private SourceText lastOctets(SourceText row, int next) {
        SourceText octets = octets(row, next);
        int end = octets.end() - 1;
        if (hex || end < octets.start() || octets.at(end) != '.') return octets;
        TextAssembler out = new TextAssembler(octets.length());
        out.copy(octets, octets.start(), end);
        out.add('\n', octets.span(end, end + 1));
        return out.text();
    }

    @Override
    public void finish() {
        flush(length);
        wire.finish();
    }
}
