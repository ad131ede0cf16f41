package smtplint.analyzer.dialect;

import static smtplint.analyzer.source.Evidence.BOTH;
import static smtplint.analyzer.source.Evidence.LINES;
import static smtplint.analyzer.source.Evidence.MESSAGE;
import static smtplint.analyzer.source.Evidence.ORDER;
import static smtplint.analyzer.source.Evidence.STUFFED;

import java.util.Set;
import smtplint.analyzer.source.SourceText;

/** curl --trace and --trace-ascii: blocks of octets, as hex or as text in rows of 64. */
final class CurlTraceDialect extends Dialect {

    CurlTraceDialect() {
        super(
                "curl-trace",
                "curl --trace-ascii trace.txt --trace-time smtp://mx.example.com --mail-from alice@example.org",
                Set.of(LINES, BOTH, ORDER, MESSAGE, STUFFED),
                "in ASCII a lone CR or LF and octets that are not printable; the dot that ends the content; QUIT after a transfer",
                """
                10:00:01.250000 == Info: Connected to mx.example.com (192.0.2.25) port 25 (#0)
                10:00:01.250000 <= Recv header, 26 bytes (0x1a)
                0000: 220 mx.example.com ESMTP
                10:00:01.260000 => Send header, 25 bytes (0x19)
                0000: EHLO client.example.org
                10:00:01.270000 <= Recv header, 20 bytes (0x14)
                0000: 250 mx.example.com
                """);
    }

    /** The offset of a block's title, -1 in other lines. */
    static int titleAt(SourceText line) {
        int from = SmtplibDialect.afterTime(line);
        boolean title = line.startsWith("<= Recv ", from) || line.startsWith("=> Send ", from);
        return title || line.startsWith("== Info: ", from) ? from : -1;
    }

    @Override
    Fit fit(Head head) {
        int titles = 0;
        for (SourceText line : head.lines()) if (titleAt(line) >= 0) titles++;
        return titles < 2 ? Fit.NONE : Fit.of(0.95, titles + " of curl's titles of blocks");
    }

    @Override
    LineReader reader(Head head, Sessions sessions) {
        boolean hex = false;
        for (SourceText line : head.lines()) {
            if (!line.startsWith("0000: ", line.start())) continue;
            hex = CurlTraceReader.isHex(line);
            break;
        }
        return new CurlTraceReader(sessions, hex);
    }
}
