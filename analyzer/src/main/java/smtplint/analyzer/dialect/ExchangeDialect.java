package smtplint.analyzer.dialect;

import static smtplint.analyzer.source.Evidence.BOTH;
import static smtplint.analyzer.source.Evidence.LINES;
import static smtplint.analyzer.source.Evidence.ORDER;

import java.util.Optional;
import java.util.Set;
import smtplint.analyzer.source.SourceText;

/** The protocol logs of Microsoft Exchange: rows of values, the session among them. */
final class ExchangeDialect extends Dialect {
    private static final String FIELDS = "#Fields: date-time,connector-id,session-id,";

    ExchangeDialect() {
        super(
                "exchange-smtp",
                "Set-ReceiveConnector -ProtocolLoggingLevel Verbose, in RECV*.LOG and SEND*.LOG",
                Set.of(LINES, BOTH, ORDER),
                "the message; what clients answer to AUTH; where the lines of a reply to EHLO ended, which stand in one row",
                """
                #Software: Microsoft Exchange Server
                #Log-type: SMTP Receive Protocol Log
                #Fields: date-time,connector-id,session-id,sequence-number,local-endpoint,remote-endpoint,event,data,context
                2026-01-05T10:00:01.250Z,MX\\Default,08DE0000C0FFEE00,0,192.0.2.25:25,192.0.2.7:40000,+,,
                2026-01-05T10:00:01.250Z,MX\\Default,08DE0000C0FFEE00,1,192.0.2.25:25,192.0.2.7:40000,>,220 mx.example.com,
                2026-01-05T10:00:01.260Z,MX\\Default,08DE0000C0FFEE00,2,192.0.2.25:25,192.0.2.7:40000,<,EHLO client.example.org,
                2026-01-05T10:00:01.260Z,MX\\Default,08DE0000C0FFEE00,3,192.0.2.25:25,192.0.2.7:40000,>,250  mx.example.com Hello SIZE 37748736 DSN,
                2026-01-05T10:00:01.270Z,MX\\Default,08DE0000C0FFEE00,4,192.0.2.25:25,192.0.2.7:40000,<,QUIT,
                2026-01-05T10:00:01.270Z,MX\\Default,08DE0000C0FFEE00,5,192.0.2.25:25,192.0.2.7:40000,>,221 2.0.0 bye,
                2026-01-05T10:00:01.280Z,MX\\Default,08DE0000C0FFEE00,6,192.0.2.25:25,192.0.2.7:40000,-,,Local
                """);
    }

    @Override
    boolean isRotated() {
        return true;
    }

    @Override
    Fit fit(Head head) {
        int rows = 0;
        int others = 0;
        for (SourceText line : head.lines()) {
            if (line.startsWith(FIELDS, line.start())) return Fit.of(0.98, "\"" + FIELDS + "\"");
            Optional<ExchangeRow> row = ExchangeRow.read(line);
            if (row.isPresent()) rows++;
            else if (!line.isEmpty()) others++;
        }
        return rows > others ? Fit.of(0.9, rows + " rows of Exchange's protocol log") : Fit.NONE;
    }

    @Override
    LineReader reader(Head head, Sessions sessions) {
        return new ExchangeLineReader(sessions);
    }
}
