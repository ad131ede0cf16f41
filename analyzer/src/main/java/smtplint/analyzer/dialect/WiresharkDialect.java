package smtplint.analyzer.dialect;

import static smtplint.analyzer.source.Evidence.BOTH;
import static smtplint.analyzer.source.Evidence.LINES;
import static smtplint.analyzer.source.Evidence.MESSAGE;
import static smtplint.analyzer.source.Evidence.ORDER;
import static smtplint.analyzer.source.Evidence.STUFFED;
import static smtplint.analyzer.source.Evidence.WIRE;

import java.util.HashSet;
import java.util.Set;
import smtplint.analyzer.source.LineEnding;
import smtplint.analyzer.source.SourceText;
import smtplint.analyzer.source.TextAssembler;

/** Wireshark's "Follow TCP Stream", saved as a hex dump or as C arrays; one side is set in, or has another name. */
final class WiresharkDialect extends Dialect {
    private static final int OCTETS_A_LINE = 16;
    private static final int OFFSET = 8;
    private static final String FIRST = "00000000";

    WiresharkDialect() {
        super(
                "wireshark-follow",
                "Wireshark, Follow, TCP Stream, Show as Hex Dump or C Arrays, Save as; no arrays were at hand",
                Set.of(LINES, BOTH, ORDER, MESSAGE, STUFFED, WIRE),
                "times; what TLS encrypts",
                """
                00000000  32 32 30 20 6d 78 2e 65  78 61 6d 70 6c 65 2e 63   220 mx.e xample.c
                00000010  6f 6d 0d 0a                                        om..
                    00000000  51 55 49 54 0d 0a                                  QUIT..
                00000014  32 32 31 20 62 79 65 0d  0a                        221 bye. .
                """);
    }

    /** Where the octets of a row of the dump begin, -1 in other lines. */
    private static int octetsAt(SourceText line) {
        int from = LineShape.skipBlanks(line, line.start());
        if (from + OFFSET + 4 > line.end()) return -1;
        for (int i = from; i < from + OFFSET; i++) if (Character.digit(line.at(i), 16) < 0) return -1;
        boolean octet = line.startsWith("  ", from + OFFSET) && Character.digit(line.at(from + OFFSET + 2), 16) >= 0;
        return octet ? from + OFFSET + 2 : -1;
    }

    private static boolean isArray(SourceText line) {
        return line.startsWith("char peer", line.start()) && LineShape.contains(line, "[] = {");
    }

    @Override
    Fit fit(Head head) {
        int rows = 0;
        int all = 0;
        boolean arrays = false;
        for (SourceText line : head.lines()) {
            arrays |= isArray(line);
            if (octetsAt(line) >= 0) rows++;
            if (!line.isEmpty()) all++;
        }
        if (arrays) return Fit.of(0.95, "\"char peer0_0[] = {\"");
        return rows > 1 && rows * 10 > all * 9 ? Fit.of(0.9, rows + " rows of a hex dump") : Fit.NONE;
    }

    @Override
    LineReader reader(Head head, Sessions sessions) {
        return new Reader(new WireStream(sessions, true, true));
    }

    private static final class Reader implements LineReader {
        private final WireStream wire;
        private final Set<String> begun = new HashSet<>();
        private final Set<String> inMidLine = new HashSet<>();
        private boolean inArray;
        private String peer = "0";

        private Reader(WireStream wire) {
            this.wire = wire;
        }

        @Override
        public void line(SourceText line, LineEnding ending) {
            TextAssembler octets = new TextAssembler(OCTETS_A_LINE);
            if (isArray(line)) {
                inArray = true;
                peer = line.string(line.start() + 9, line.start() + 10);
                return;
            }
            if (inArray) {
                array(line, octets);
            } else {
                int from = octetsAt(line);
                if (from < 0) return;
                peer = line.at(line.start()) == ' ' || line.at(line.start()) == '\t' ? "1" : "0";
                HexDump.read(line, from, OCTETS_A_LINE, octets);
                if (begun.add(peer) && !line.startsWith(FIRST, from - OFFSET - 2)) inMidLine.add(peer);
            }
            wire.add("", peer, peer.equals("1") ? "0" : "1", fromLineOn(octets.text()), -1);
        }

        /** A dump that begins later begins in the middle of a line. */
        private SourceText fromLineOn(SourceText octets) {
            if (!inMidLine.contains(peer)) return octets;
            int lf = octets.indexOf('\n', octets.start());
            if (lf >= 0) inMidLine.remove(peer);
            return octets.slice(lf < 0 ? octets.end() : lf + 1, octets.end());
        }

        /** {@code 0x32, 0x32, 0x30 }; */
        private void array(SourceText line, TextAssembler octets) {
            for (int i = line.start(); i + 4 <= line.end(); i++) {
                if (!line.startsWith("0x", i)) continue;
                HexDump.read(line, i + 2, 1, octets);
                i += 3;
            }
            inArray = line.indexOf('}', line.start()) < 0;
        }

        @Override
        public void finish() {
            wire.finish();
        }
    }
}
