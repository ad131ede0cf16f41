package smtplint.analyzer.dialect;

import static smtplint.analyzer.source.Evidence.BOTH;
import static smtplint.analyzer.source.Evidence.LINES;
import static smtplint.analyzer.source.Evidence.MESSAGE;
import static smtplint.analyzer.source.Evidence.ORDER;
import static smtplint.analyzer.source.Evidence.STUFFED;

import java.util.Set;
import smtplint.analyzer.source.SourceText;

/** JavaMail and Jakarta Mail: bare lines of both sides amid DEBUG lines. */
final class JavaMailDialect extends Dialect {
    private final boolean jakarta;

    private JavaMailDialect(boolean jakarta, String name, String recordedBy, String example) {
        super(
                name,
                recordedBy,
                Set.of(LINES, BOTH, ORDER, MESSAGE, STUFFED),
                "line ends; AUTH, unless mail.debug.auth is set; the content of BDAT chunks, which it cuts in mid-line",
                example);
        this.jakarta = jakarta;
    }

    static JavaMailDialect jakarta() {
        return new JavaMailDialect(true, "jakarta-mail", "-Dmail.debug=true, with Jakarta Mail", """
                DEBUG: Jakarta Mail version 2.1.3
                DEBUG SMTP: useEhlo true, useAuth false
                220 mx.example.com ESMTP
                DEBUG SMTP: connected to host "mx.example.com", port: 25
                EHLO client.example.org
                250-mx.example.com
                250 PIPELINING
                DEBUG SMTP: Found extension "PIPELINING", arg ""
                QUIT
                221 bye
                """);
    }

    static JavaMailDialect javax() {
        return new JavaMailDialect(false, "javax-mail", "-Dmail.debug=true, with JavaMail", """
                DEBUG: JavaMail version 1.6.2
                DEBUG SMTP: useEhlo true, useAuth false
                220 mx.example.com ESMTP
                DEBUG SMTP: connected to host "mx.example.com", port: 25
                EHLO client.example.org
                250 mx.example.com
                QUIT
                221 bye
                """);
    }

    static boolean isNote(SourceText line) {
        return line.startsWith("DEBUG", line.start())
                && (line.startsWith(": ", line.start() + 5)
                        || line.startsWith(" SMTP: ", line.start() + 5)
                        || line.startsWith(" SMTPS: ", line.start() + 5));
    }

    /** Jakarta Mail names itself and its packages, so it is the newer one when anything does. */
    @Override
    Fit fit(Head head) {
        Tally tally = new Tally();
        boolean named = false;
        int notes = 0;
        for (SourceText line : head.lines()) {
            if (isNote(line)) {
                notes++;
                named |= LineShape.contains(line, "akarta");
            } else if (LineShape.replyCode(line) > 0) {
                tally.server(line);
            } else if (WireLine.isCommand(line)) {
                tally.client(line);
            }
        }
        if (notes < 2 || named != jakarta || !tally.hasDialogue()) return Fit.NONE;
        return Fit.of(0.95, notes + " DEBUG lines", tally.replies() + " reply lines, " + tally.verbs() + " commands");
    }

    @Override
    LineReader reader(Head head, Sessions sessions) {
        return new JavaMailLineReader(sessions);
    }
}
