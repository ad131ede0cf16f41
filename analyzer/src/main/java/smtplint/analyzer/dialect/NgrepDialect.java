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

/** ngrep -W byline: the ends of a connection, then lines in which a dot stands for the CR. */
final class NgrepDialect extends Dialect {

    NgrepDialect() {
        super(
                "ngrep",
                "ngrep -q -W byline '' port 25",
                Set.of(LINES, BOTH, ORDER, MESSAGE, STUFFED),
                "octets that are not printable; times",
                """
                T 192.0.2.25:25 -> 192.0.2.7:40000 [AP] #4
                220 mx.example.com ESMTP.


                T 192.0.2.7:40000 -> 192.0.2.25:25 [AP] #6
                EHLO client.example.org.


                T 192.0.2.25:25 -> 192.0.2.7:40000 [AP] #8
                250 mx.example.com.
                """);
    }

    static boolean isHeader(SourceText line) {
        int arrow = line.startsWith("T ", line.start()) ? LineShape.find(line, " -> ", line.start() + 2) : -1;
        return arrow > 0 && LineShape.find(line, " [", arrow + 4) > 0;
    }

    @Override
    Fit fit(Head head) {
        int headers = 0;
        for (SourceText line : head.lines()) if (isHeader(line)) headers++;
        return headers < 2 ? Fit.NONE : Fit.of(0.9, headers + " packets with two addresses");
    }

    @Override
    LineReader reader(Head head, Sessions sessions) {
        return new Reader(new WireStream(sessions, false, true).withDots());
    }

    private static final class Reader implements LineReader {
        private final WireStream wire;
        private String sender = "";
        private String receiver = "";
        private int empty;

        private Reader(WireStream wire) {
            this.wire = wire;
        }

        @Override
        public void line(SourceText line, LineEnding ending) {
            if (isHeader(line)) {
                header(line);
            } else if (line.isEmpty()) {
                empty++;
            } else if (!sender.isEmpty()) {
                // Empty lines at the end of a packet are ngrep's own.
                for (; empty > 0; empty--) add(line.slice(line.start(), line.start()), Optional.empty());
                boolean cr = line.at(line.end() - 1) == '.';
                add(
                        line.slice(line.start(), cr ? line.end() - 1 : line.end()),
                        cr ? Optional.of("\r") : Optional.empty());
            }
        }

        private void header(SourceText line) {
            int from = line.start() + 2;
            int arrow = LineShape.find(line, " -> ", from);
            int end = LineShape.find(line, " [", arrow + 4);
            sender = line.string(from, arrow);
            receiver = line.string(arrow + 4, end);
            empty = 0;
        }

        private void add(SourceText text, Optional<String> cr) {
            TextAssembler octets = new TextAssembler(text.length() + 2);
            octets.copy(text, text.start(), text.end());
            octets.addUnseen(cr.orElse("") + "\n", text.span().end());
            String key = WireStream.key(sender, " ", receiver);
            wire.add(key, sender, receiver, octets.text(), -1);
        }

        @Override
        public void finish() {
            wire.finish();
        }
    }
}
