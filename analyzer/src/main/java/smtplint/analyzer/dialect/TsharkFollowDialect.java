package smtplint.analyzer.dialect;

import static smtplint.analyzer.source.Evidence.BOTH;
import static smtplint.analyzer.source.Evidence.LINES;
import static smtplint.analyzer.source.Evidence.MESSAGE;
import static smtplint.analyzer.source.Evidence.ORDER;
import static smtplint.analyzer.source.Evidence.STUFFED;

import java.util.Set;
import smtplint.analyzer.source.SourceText;

/** tshark -z follow: a stream in segments, as text behind its length, as a hex dump, or as hex lines. */
final class TsharkFollowDialect extends Dialect {

    TsharkFollowDialect() {
        super(
                "tshark-follow",
                "tshark -q -r mail.pcap -z follow,tcp,ascii,0",
                Set.of(LINES, BOTH, ORDER, MESSAGE, STUFFED),
                "octets that are not ASCII, unless in hex or raw; times",
                """
                ===================================================================
                Follow: tcp,hex
                Filter: tcp.stream eq 0
                Node 0: 192.0.2.7:40000
                Node 1: 192.0.2.25:25
                \t00000000  32 32 30 20 6d 78 0d 0a                           220 mx..
                00000000  51 55 49 54 0d 0a                                 QUIT..
                \t00000008  32 32 31 20 62 79 65 0d  0a                       221 bye. .
                ===================================================================
                """);
    }

    @Override
    Fit fit(Head head) {
        for (SourceText line : head.lines())
            if (line.startsWith("Follow: tcp,", line.start())) return Fit.of(0.95, "\"Follow: tcp\"");
        return Fit.NONE;
    }

    @Override
    LineReader reader(Head head, Sessions sessions) {
        return new TsharkFollowReader(sessions);
    }
}
