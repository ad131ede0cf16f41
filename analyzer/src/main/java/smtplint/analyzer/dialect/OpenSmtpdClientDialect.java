package smtplint.analyzer.dialect;

import static smtplint.analyzer.source.Evidence.BOTH;
import static smtplint.analyzer.source.Evidence.LINES;
import static smtplint.analyzer.source.Evidence.ORDER;

import java.util.Set;
import smtplint.analyzer.source.SourceText;

/** OpenSMTPD's client, smtp(1). */
final class OpenSmtpdClientDialect extends Dialect {

    OpenSmtpdClientDialect() {
        super(
                "opensmtpd-smtp1",
                "smtp -v -v -s smtp://mx.example.com bob@example.com",
                Set.of(LINES, BOTH, ORDER),
                "the message; line ends",
                """
                trying host 192.0.2.25 port 25...
                0x55d0c0ffee00: INIT -> BANNER
                0x55d0c0ffee00: <<< 220 mx.example.com ESMTP
                mta: 0x55d0c0ffee00: >>> EHLO client.example.org
                0x55d0c0ffee00: <<< 250 mx.example.com
                connection ready...
                mta: 0x55d0c0ffee00: >>> QUIT
                0x55d0c0ffee00: <<< 221 bye
                connection closed...
                """);
    }

    @Override
    Fit fit(Head head) {
        Tally tally = new Tally();
        boolean named = false;
        for (SourceText line : head.lines()) {
            OpenSmtpdLine read = OpenSmtpdLine.read(line);
            if (read.server()) return Fit.NONE;
            boolean notes = line.startsWith("trying host ", line.start())
                    || line.startsWith("connection ready...", line.start());
            named |= notes;
            if (read.text() >= 0) read.mark().ifPresentOrElse(tally::add, tally::note);
            else if (notes) tally.note();
        }
        return named ? tally.fit("an address and arrows") : Fit.NONE;
    }

    @Override
    LineReader reader(Head head, Sessions sessions) {
        return new OpenSmtpdLineReader(sessions, preserves());
    }
}
