package smtplint.analyzer.dialect;

import static smtplint.analyzer.source.Evidence.BOTH;
import static smtplint.analyzer.source.Evidence.LINES;
import static smtplint.analyzer.source.Evidence.MESSAGE;
import static smtplint.analyzer.source.Evidence.ORDER;
import static smtplint.analyzer.source.Evidence.STUFFED;
import static smtplint.analyzer.source.Evidence.WIRE;

import java.util.Set;
import smtplint.analyzer.source.LineEnding;
import smtplint.analyzer.source.SourceText;
import smtplint.analyzer.source.TextAssembler;

/** socat -v: blocks of octets, each behind a line with an arrow, the time and the count. */
final class SocatDialect extends Dialect {

    SocatDialect() {
        super(
                "socat",
                "socat -v TCP-LISTEN:2525,fork TCP:mx.example.com:25, or with -x",
                Set.of(LINES, BOTH, ORDER, MESSAGE, STUFFED, WIRE),
                "octets that are not ASCII, unless with -x",
                """
                < 2026/01/05 10:00:01.000250000  length=28 from=0 to=27
                220 mx.example.com ESMTP\\r
                > 2026/01/05 10:00:01.000350000  length=25 from=0 to=24
                EHLO client.example.org\\r
                < 2026/01/05 10:00:01.000450000  length=20 from=28 to=47
                250 mx.example.com\\r
                """);
    }

    static boolean isHeader(SourceText line) {
        int from = line.start();
        return line.length() > 40
                && (line.at(from) == '<' || line.at(from) == '>')
                && line.at(from + 1) == ' '
                && line.at(from + 6) == '/'
                && Clock.timeOfDay(line, from + 13) >= 0
                && LineShape.contains(line, " length=");
    }

    @Override
    Fit fit(Head head) {
        int headers = 0;
        for (SourceText line : head.lines()) if (isHeader(line)) headers++;
        if (headers == 0) return Fit.NONE;
        // A mail may quote one.
        double confidence = headers > 1 || isHeader(head.lines().get(0)) ? 0.95 : 0.6;
        return Fit.of(confidence, headers + " blocks with a time and a length");
    }

    @Override
    LineReader reader(Head head, Sessions sessions) {
        return new Reader(new WireStream(sessions, true, true).withDots());
    }

    private static final class Reader implements LineReader {
        private final WireStream wire;
        private final Clock clock = new Clock();
        private String sender = "";
        private long time = -1;
        /** Lines since the last header. */
        private int rows;

        private boolean inHex;

        private Reader(WireStream wire) {
            this.wire = wire;
        }

        @Override
        public void line(SourceText line, LineEnding ending) {
            if (isHeader(line)) {
                sender = line.string(line.start(), line.start() + 1);
                // The fraction is in microseconds, printed with nine digits.
                long second = Clock.timeOfDay(line, line.start() + 13) / Clock.SECOND * Clock.SECOND;
                time = clock.at(Clock.day(line, line.start() + 2), second + micros(line));
                rows = 0;
            } else if (!sender.isEmpty() && !isSeparator(line)) {
                boolean hex = rows++ == 0 ? inHex = isHexRow(line) : inHex;
                wire.dots(!hex);
                SourceText octets = hex ? octetsOfRow(line) : octets(line, ending);
                wire.add("", sender, sender.equals("<") ? ">" : "<", octets, time);
            }
        }

        private static long micros(SourceText line) {
            int fraction = LineShape.number(line, line.start() + 22);
            return Math.max(0, fraction);
        }

        private boolean isSeparator(SourceText line) {
            return inHex && line.length() == 2 && line.startsWith("--", line.start());
        }

        /** {@code  32 32 30 0a  220.}, of -x. */
        private static boolean isHexRow(SourceText line) {
            int from = line.start();
            if (line.length() < 3 || line.at(from) != ' ') return false;
            boolean pair = Character.digit(line.at(from + 1), 16) >= 0 && Character.digit(line.at(from + 2), 16) >= 0;
            return pair && (line.length() == 3 || line.at(from + 3) == ' ');
        }

        /** With -v the text stands behind the octets, and two blanks between. */
        private static SourceText octetsOfRow(SourceText line) {
            int text = LineShape.find(line, "  ", line.start());
            SourceText row = text < 0 ? line : line.slice(line.start(), text);
            TextAssembler out = new TextAssembler(row.length() / 2);
            HexDump.read(row, row.start(), row.length(), out);
            return out.text();
        }

        /** Controls are shown as C writes them, the LF as itself. */
        private static SourceText octets(SourceText line, LineEnding ending) {
            TextAssembler out = new TextAssembler(line.length() + 2);
            int from = line.start();
            for (int i = from; i + 1 < line.end(); i++) {
                int letter = line.at(i) == '\\' ? "\\abtvfr".indexOf(line.at(i + 1)) : -1;
                if (letter < 0) continue;
                out.copy(line, from, i);
                out.add("\\\u0007\b\t\u000b\f\r".charAt(letter), line.span(i, i + 2));
                from = i + 2;
                i++;
            }
            out.copy(line, from, line.end());
            if (ending != LineEnding.NONE) out.addUnseen("\n", line.span().end());
            return out.text();
        }

        @Override
        public void finish() {
            wire.finish();
        }
    }
}
