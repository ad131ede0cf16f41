package smtplint.analyzer.dialect;

import static smtplint.analyzer.source.Evidence.BOTH;
import static smtplint.analyzer.source.Evidence.LINES;
import static smtplint.analyzer.source.Evidence.ORDER;

import java.util.Set;
import smtplint.analyzer.source.SourceText;

/** tshark's list of packets, and its tree of each (-O smtp). */
final class TsharkListDialect extends Dialect {

    TsharkListDialect() {
        super(
                "tshark-list",
                "tshark -r mail.pcap -Y smtp, or with -O smtp",
                Set.of(LINES, BOTH, ORDER),
                "the message; commands in one segment with its end, chunks and unknown commands; in the list the ports, and the codes of a reply's further lines; line ends",
                """
                Frame 4: 102 bytes on wire (816 bits), 102 bytes captured (816 bits)
                Transmission Control Protocol, Src Port: 25, Dst Port: 40000, Seq: 1, Ack: 1, Len: 36
                Simple Mail Transfer Protocol
                    Response: 220 mx.example.com ESMTP\\r\\n
                        Response code: <domain> Service ready (220)
                Frame 6: 91 bytes on wire (728 bits), 91 bytes captured (728 bits)
                Transmission Control Protocol, Src Port: 40000, Dst Port: 25, Seq: 1, Ack: 37, Len: 25
                Simple Mail Transfer Protocol
                    Command Line: EHLO client.example.org\\r\\n
                        Command: EHLO
                Frame 8: 91 bytes on wire (728 bits), 91 bytes captured (728 bits)
                Transmission Control Protocol, Src Port: 25, Dst Port: 40000, Seq: 37, Ack: 26, Len: 25
                Simple Mail Transfer Protocol
                    Response: 250 mx.example.com\\r\\n
                """);
    }

    @Override
    Fit fit(Head head) {
        int rows = 0;
        boolean tree = false;
        for (SourceText line : head.lines()) {
            if (TsharkRow.read(line).text() >= 0) rows++;
            tree |= line.startsWith("Simple Mail Transfer Protocol", line.start());
        }
        if (tree) return Fit.of(0.95, "\"Simple Mail Transfer Protocol\"");
        return rows < 2 ? Fit.NONE : Fit.of(0.95, rows + " packets of SMTP");
    }

    @Override
    LineReader reader(Head head, Sessions sessions) {
        boolean tree =
                head.lines().stream().anyMatch(line -> line.startsWith("Simple Mail Transfer Protocol", line.start()));
        return tree ? new TsharkTreeReader(sessions) : new TsharkListReader(head, sessions);
    }
}
