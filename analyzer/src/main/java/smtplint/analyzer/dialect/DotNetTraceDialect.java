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

/** The System.Net trace of .NET Framework: a hex dump behind each "Data from Socket". */
final class DotNetTraceDialect extends Dialect {
    private static final String SOURCE = "System.Net.Sockets Verbose: 0 : [";
    private static final String DATA = "Data from Socket#";
    private static final int OCTETS_A_LINE = 16;

    DotNetTraceDialect() {
        super(
                "dotnet-trace",
                "<source name=\"System.Net.Sockets\"> and a TextWriterTraceListener in app.config; no recording was at hand",
                Set.of(LINES, BOTH, ORDER, MESSAGE, STUFFED, WIRE),
                "times, unless asked for; what is larger than maxdatasize; what TLS encrypts",
                """
                System.Net.Sockets Verbose: 0 : [0017] Data from Socket#1234::Receive
                System.Net.Sockets Verbose: 0 : [0017] 00000000 : 32 32 30 20 6D 78 2E 65-78 61 6D 70 6C 65 2E 63 : 220 mx.example.c
                System.Net.Sockets Verbose: 0 : [0017] 00000010 : 6F 6D 0D 0A                                     : om..
                System.Net.Sockets Verbose: 0 : [0017] Data from Socket#1234::Send
                System.Net.Sockets Verbose: 0 : [0017] 00000000 : 51 55 49 54 0D 0A                               : QUIT..
                System.Net.Sockets Verbose: 0 : [0017] Data from Socket#1234::Receive
                System.Net.Sockets Verbose: 0 : [0017] 00000000 : 32 32 31 20 62 79 65 0D-0A                      : 221 bye..
                """);
    }

    @Override
    Fit fit(Head head) {
        long data = head.lines().stream()
                .filter(line -> textAt(line) > 0 && line.startsWith(DATA, textAt(line)))
                .count();
        return data == 0 ? Fit.NONE : Fit.of(0.95, data + " dumps of \"Data from Socket\"");
    }

    /** Behind the name of the source and the thread, -1 in other lines. */
    private static int textAt(SourceText line) {
        if (!line.startsWith(SOURCE, line.start())) return -1;
        int close = line.indexOf(']', line.start());
        return close < 0 ? -1 : Math.min(line.end(), close + 2);
    }

    @Override
    LineReader reader(Head head, Sessions sessions) {
        return new Reader(new WireStream(sessions, true, true));
    }

    private static final class Reader implements LineReader {
        private final WireStream wire;
        private String key = "";
        private boolean sent;

        private Reader(WireStream wire) {
            this.wire = wire;
        }

        @Override
        public void line(SourceText line, LineEnding ending) {
            int text = textAt(line);
            if (text < 0) return;
            if (line.startsWith(DATA, text)) begin(line, text + DATA.length());
            else if (!key.isEmpty() && line.startsWith(" : ", text + 8)) dump(line, text + 11);
            else key = "";
        }

        private void begin(SourceText line, int name) {
            int method = LineShape.find(line, "::", name);
            boolean receive = method > 0 && LineShape.find(line, "Receive", method) > 0;
            sent = method > 0 && LineShape.find(line, "Send", method) > 0;
            key = sent || receive ? line.string(name, method) : "";
        }

        private void dump(SourceText line, int from) {
            TextAssembler octets = new TextAssembler(OCTETS_A_LINE);
            HexDump.read(line, from, OCTETS_A_LINE, octets);
            wire.add(key, sent ? "here" : "there", sent ? "there" : "here", octets.text(), -1);
        }

        @Override
        public void finish() {
            wire.finish();
        }
    }
}
