package smtplint.analyzer.dialect;

import static smtplint.analyzer.source.Evidence.BOTH;
import static smtplint.analyzer.source.Evidence.LINES;
import static smtplint.analyzer.source.Evidence.ORDER;

import java.util.Set;
import smtplint.analyzer.source.SourceText;

/** Postfix's notice to the postmaster: a message that quotes the session. */
final class PostfixNoticeDialect extends Dialect {
    private static final String TITLE = "Transcript of session follows.";

    PostfixNoticeDialect() {
        super(
                "postfix-notice",
                "notify_classes = protocol in main.cf",
                Set.of(LINES, BOTH, ORDER),
                "the message that was sent; line ends; blanks where a line is folded at 80 columns",
                """
                From: MAILER-DAEMON@mx.example.com
                To: postmaster@mx.example.com
                Subject: Postfix SMTP server: errors from client.example.org[192.0.2.7]

                Transcript of session follows.

                 Out: 220 mx.example.com ESMTP
                 In:  EHLO client.example.org
                 Out: 250 mx.example.com
                 In:  DATA
                 Out: 503 5.5.1 Error: need RCPT command

                Session aborted, reason: lost connection

                For other details, see the local mail logfile
                """);
    }

    static boolean isTitle(SourceText line) {
        int from = LineShape.skipBlanks(line, line.start());
        return line.startsWith(TITLE, from);
    }

    @Override
    boolean streams() {
        return false;
    }

    @Override
    boolean isQuoted() {
        return true;
    }

    @Override
    Fit fit(Head head) {
        boolean titled = false;
        for (SourceText line : head.lines()) {
            titled |= isTitle(line);
            if (titled && line.startsWith(" Out: ", line.start())) return Fit.of(1, "\"" + TITLE + "\"");
        }
        return Fit.NONE;
    }

    @Override
    LineReader reader(Head head, Sessions sessions) {
        return new PostfixNoticeReader(sessions);
    }
}
