package smtplint.analyzer.dialect;

import static smtplint.analyzer.source.Evidence.BOTH;
import static smtplint.analyzer.source.Evidence.LINES;
import static smtplint.analyzer.source.Evidence.MESSAGE;
import static smtplint.analyzer.source.Evidence.ORDER;
import static smtplint.analyzer.source.Evidence.STUFFED;

import java.util.Set;
import smtplint.analyzer.source.SourceText;

/** tcpdump -X and -A: packets with their headers. In -A the headers cannot be told from the text for sure. */
final class TcpdumpDialect extends Dialect {

    TcpdumpDialect() {
        super(
                "tcpdump-A",
                "tcpdump -nn -X port 25, or -A",
                Set.of(LINES, BOTH, ORDER, MESSAGE, STUFFED),
                "with -A octets that are not printable, and line ends; packets sent twice are shown twice",
                """
                10:00:01.250000 IP 192.0.2.25.25 > 192.0.2.7.40000: Flags [P.], seq 1:9, ack 1, win 64, length 8
                \t0x0000:  4500 0030 0001 4000 4006 0000 c000 0219  E..0..@.@.......
                \t0x0010:  c000 0207 0019 9c40 0000 0001 0000 0001  .......@........
                \t0x0020:  5018 0040 0000 0000 3232 3020 6d78 0d0a  P..@....220.mx..
                10:00:01.260000 IP 192.0.2.7.40000 > 192.0.2.25.25: Flags [P.], seq 1:7, ack 9, win 64, length 6
                \t0x0000:  4500 002e 0002 4000 4006 0000 c000 0207  E.....@.@.......
                \t0x0010:  c000 0219 9c40 0019 0000 0001 0000 0009  .....@..........
                \t0x0020:  5018 0040 0000 0000 5155 4954 0d0a       P..@....QUIT..
                """);
    }

    /** The offset of the sender's address in the first line of a packet, -1 in other lines. */
    static int addressAt(SourceText line) {
        if (Clock.timeOfDay(line, line.start()) < 0) return -1;
        int from = LineShape.skipBlanks(line, Clock.skipTimeOfDay(line, line.start()));
        int address = line.startsWith("IP ", from) ? from + 3 : line.startsWith("IP6 ", from) ? from + 4 : -1;
        return address > 0 && LineShape.contains(line, ": Flags [") ? address : -1;
    }

    @Override
    boolean streams() {
        return false;
    }

    @Override
    Fit fit(Head head) {
        int packets = 0;
        for (SourceText line : head.lines()) if (addressAt(line) > 0) packets++;
        return packets < 2 ? Fit.NONE : Fit.of(0.9, packets + " packets");
    }

    @Override
    LineReader reader(Head head, Sessions sessions) {
        return new TcpdumpReader(sessions);
    }
}
