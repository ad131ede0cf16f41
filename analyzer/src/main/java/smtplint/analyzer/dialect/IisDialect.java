package smtplint.analyzer.dialect;

import static smtplint.analyzer.source.Evidence.LINES;

import java.util.Set;
import smtplint.analyzer.source.SourceText;

/** The SMTP service of IIS, in the W3C extended format: a row a command, its reply a number, blanks written as plus. */
final class IisDialect extends Dialect {

    IisDialect() {
        super(
                "iis-smtp",
                "IIS 6.0 Manager, SMTP Virtual Server, Enable logging: W3C Extended Log File Format",
                Set.of(LINES),
                "greetings; the text of the server's replies to clients, and the replies at all without sc-status; "
                        + "all but the first line of what other servers reply; the message; a plus, which may be a blank",
                """
                #Software: Microsoft Internet Information Services 7.0
                #Fields: date time c-ip cs-username s-sitename s-computername s-ip s-port cs-method cs-uri-query sc-status cs-version
                2026-01-05 10:00:01 192.0.2.7 client.example.org SMTPSVC1 MX 192.0.2.25 25 EHLO +client.example.org 250 SMTP
                2026-01-05 10:00:01 192.0.2.7 client.example.org SMTPSVC1 MX 192.0.2.25 25 MAIL +FROM:<alice@example.org> 250 SMTP
                2026-01-05 10:00:02 192.0.2.7 client.example.org SMTPSVC1 MX 192.0.2.25 25 QUIT client.example.org 240 SMTP
                """);
    }

    @Override
    Fit fit(Head head) {
        int rows = 0;
        int all = 0;
        boolean fields = false;
        for (SourceText line : head.lines()) {
            fields |= line.startsWith("#Fields: ", line.start()) && LineShape.contains(line, " cs-method ");
            boolean row = LineShape.contains(line, " SMTPSVC");
            if (row) rows++;
            if (row || !line.isEmpty() && line.at(line.start()) != '#') all++;
        }
        return fields && rows > 0 && rows * 2 > all
                ? Fit.of(0.95, "\"#Fields:\" and " + rows + " rows of SMTPSVC")
                : Fit.NONE;
    }

    @Override
    LineReader reader(Head head, Sessions sessions) {
        return new IisLineReader(sessions);
    }
}
