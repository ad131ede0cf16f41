package smtplint.analyzer.dialect;

import static smtplint.analyzer.source.Evidence.BOTH;
import static smtplint.analyzer.source.Evidence.LINES;
import static smtplint.analyzer.source.Evidence.MESSAGE;
import static smtplint.analyzer.source.Evidence.ORDER;
import static smtplint.analyzer.source.Evidence.STUFFED;

import java.util.Set;
import smtplint.analyzer.source.SourceText;

/** OpenSMTPD's trace of the server and of the transfer agent: the address of an object names the session. */
final class OpenSmtpdDialect extends Dialect {

    OpenSmtpdDialect() {
        super(
                "opensmtpd-trace",
                "smtpd -d -v -T smtp",
                Set.of(LINES, BOTH, ORDER, MESSAGE, STUFFED),
                "line ends; which session content belongs to; the TLS handshake",
                """
                smtp: 0x55d0c0ffee00: connected to listener 0x55d0c0ffef00 [hostname=mx.example.com, port=25, tag=]
                smtp: 0x55d0c0ffee00: STATE_NEW -> STATE_CONNECTED
                smtp: 0x55d0c0ffee00: >>> 220 mx.example.com ESMTP
                smtp: 0x55d0c0ffee00: <<< EHLO client.example.org
                smtp: 0x55d0c0ffee00: >>> 250 mx.example.com
                smtp: 0x55d0c0ffee00: <<< QUIT
                smtp: 0x55d0c0ffee00: >>> 221 bye
                """);
    }

    @Override
    boolean isRotated() {
        return true;
    }

    @Override
    Fit fit(Head head) {
        int traced = 0;
        Tally tally = new Tally();
        for (SourceText line : head.lines()) {
            OpenSmtpdLine read = OpenSmtpdLine.read(line);
            if (read.text() < 0) continue;
            if (read.server()) traced++;
            read.mark().ifPresentOrElse(tally::add, tally::note);
        }
        return traced > 0 ? tally.fit("\"smtp:\" and an address") : Fit.NONE;
    }

    @Override
    LineReader reader(Head head, Sessions sessions) {
        return new OpenSmtpdLineReader(sessions, preserves());
    }
}
