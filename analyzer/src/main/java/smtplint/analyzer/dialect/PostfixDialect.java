package smtplint.analyzer.dialect;

import static smtplint.analyzer.source.Evidence.BOTH;
import static smtplint.analyzer.source.Evidence.LINES;
import static smtplint.analyzer.source.Evidence.ORDER;

import java.util.Optional;
import java.util.Set;
import smtplint.analyzer.source.Evidence;
import smtplint.analyzer.source.SourceText;

/** The verbose log of Postfix. The same arrows in the server's log and in the client's mean opposite sides. */
final class PostfixDialect extends Dialect {
    private final boolean server;

    private PostfixDialect(
            boolean server, String name, String recordedBy, Set<Evidence> preserves, String hides, String example) {
        super(name, recordedBy, preserves, hides, example);
        this.server = server;
    }

    static PostfixDialect smtpd() {
        return new PostfixDialect(
                true,
                "postfix-smtpd-v",
                "smtpd -v in master.cf, or debug_peer_list in main.cf",
                Set.of(LINES, BOTH, ORDER),
                "all content; octets that are not printable",
                """
                Jan  5 10:00:01 mx postfix/smtpd[17]: connect from client.example.org[192.0.2.7]
                Jan  5 10:00:01 mx postfix/smtpd[17]: > client.example.org[192.0.2.7]: 220 mx.example.com ESMTP
                Jan  5 10:00:01 mx postfix/smtpd[17]: < client.example.org[192.0.2.7]: EHLO client.example.org
                Jan  5 10:00:01 mx postfix/smtpd[17]: > client.example.org[192.0.2.7]: 250 mx.example.com
                Jan  5 10:00:02 mx postfix/smtpd[17]: < client.example.org[192.0.2.7]: QUIT
                Jan  5 10:00:02 mx postfix/smtpd[17]: > client.example.org[192.0.2.7]: 221 bye
                Jan  5 10:00:02 mx postfix/smtpd[17]: disconnect from client.example.org[192.0.2.7] ehlo=1 quit=1
                """);
    }

    static PostfixDialect smtp() {
        return new PostfixDialect(
                false,
                "postfix-smtp-v",
                "smtp -v or lmtp -v in master.cf, or debug_peer_list in main.cf",
                Set.of(LINES, BOTH),
                "all content but the final dot; QUIT is logged before the reply to the dot",
                """
                Jan  5 10:00:01 mx postfix/smtp[18]: smtp_connect_addr: trying: mx.example.com[192.0.2.25] port 25...
                Jan  5 10:00:01 mx postfix/smtp[18]: < mx.example.com[192.0.2.25]:25: 220 mx.example.com ESMTP
                Jan  5 10:00:01 mx postfix/smtp[18]: > mx.example.com[192.0.2.25]:25: EHLO client.example.org
                Jan  5 10:00:01 mx postfix/smtp[18]: < mx.example.com[192.0.2.25]:25: 250 mx.example.com
                Jan  5 10:00:01 mx postfix/smtp[18]: > mx.example.com[192.0.2.25]:25: QUIT
                """);
    }

    @Override
    boolean isRotated() {
        return true;
    }

    @Override
    Fit fit(Head head) {
        Tally tally = new Tally();
        int verbose = 0;
        for (SourceText whole : head.lines()) {
            Optional<PostfixLine> line = PostfixLine.read(whole);
            Optional<Mark> mark = line.flatMap(PostfixLine::mark);
            if (line.isEmpty()) {
                if (!isOtherProgram(whole)) tally.other();
            } else if (line.get().server() != server) {
                if (mark.isPresent()) tally.other();
            } else if (mark.isPresent()) {
                tally.add(mark.get());
            } else {
                if (line.get().isVerbose()) verbose++;
                tally.note();
            }
        }
        return tally.hasDialogue() || verbose > 1 ? tally.fit("verbose log lines of Postfix") : Fit.NONE;
    }

    /** Other parts of Postfix write into the same file. */
    private static boolean isOtherProgram(SourceText line) {
        return line.isEmpty()
                || SyslogLine.read(line)
                        .filter(l ->
                                l.program().startsWith("postfix", l.program().start()))
                        .isPresent();
    }

    @Override
    LineReader reader(Head head, Sessions sessions) {
        return new PostfixLineReader(sessions);
    }
}
