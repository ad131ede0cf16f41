package smtplint.analyzer.dialect;

import static smtplint.analyzer.source.Evidence.TIME;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import smtplint.analyzer.source.SourceText;

/** A log of events: it tells that sessions were held, and of what was said only what the server complained of. */
final class EventLogDialect extends Dialect {
    /** Below what a dialect reaches whose marks are few. */
    private static final double CEILING = 0.69;

    private final Predicate<SourceText> isLine;
    private final List<Complaint.Form> complaints;

    private EventLogDialect(
            String name,
            String recordedBy,
            Predicate<SourceText> isLine,
            List<Complaint.Form> complaints,
            String example) {
        super(name, recordedBy, Set.of(TIME), "all of the dialogue: it is a log of events", example);
        this.isLine = isLine;
        this.complaints = complaints;
    }

    static EventLogDialect postfix() {
        return new EventLogDialect(
                "postfix-maillog", "Postfix, in /var/log/mail.log", EventLogDialect::isPostfix, Complaint.POSTFIX, """
                Jan  5 10:00:01 mx postfix/smtpd[17]: connect from client.example.org[192.0.2.7]
                Jan  5 10:00:02 mx postfix/qmgr[9]: 4AB12: from=<alice@example.org>, size=379, nrcpt=1 (queue active)
                Jan  5 10:00:02 mx postfix/smtpd[17]: disconnect from client.example.org[192.0.2.7] ehlo=1 quit=1
                """);
    }

    static EventLogDialect exim() {
        return new EventLogDialect(
                "exim-mainlog", "Exim, in /var/log/exim4/mainlog", EventLogDialect::isExim, Complaint.EXIM, """
                2026-01-05 10:00:01.250 [17] SMTP connection from [192.0.2.7]:40000 (TCP/IP connection count = 1)
                2026-01-05 10:00:01.260 [18] SMTP connection from (client.example.org) [192.0.2.7]:40000 closed by QUIT
                """);
    }

    static EventLogDialect dovecot() {
        return new EventLogDialect(
                "dovecot-log", "Dovecot, in log_path or debug_log_path", EventLogDialect::isDovecot, List.of(), """
                Jan  5 10:00:01 master: Info: Dovecot v2.3.19 starting up for lmtp
                Jan  5 10:00:02 lmtp(17): Info: Connect from 192.0.2.7
                Jan  5 10:00:02 lmtp(17): Info: Disconnect from 192.0.2.7: Logged out
                """);
    }

    private static boolean isPostfix(SourceText line) {
        return SyslogLine.read(line)
                .filter(l -> l.program().startsWith("postfix", l.program().start()))
                .isPresent();
    }

    /** {@code 2026-01-05 10:00:01 SMTP connection from}, or a message's name after the time. */
    private static boolean isExim(SourceText line) {
        int from = line.start();
        boolean stamped = line.length() > 20
                && line.at(from + 4) == '-'
                && line.at(from + 10) == ' '
                && Clock.timeOfDay(line, from + 11) >= 0;
        if (!stamped) return false;
        int text = LineShape.skipBlanks(line, Clock.skipTimeOfDay(line, from + 11));
        if (text < line.end() && (line.at(text) == '+' || line.at(text) == '-')) text += 6;
        if (text < line.end() && line.at(text) == '[') text = Math.max(text, line.indexOf(']', text) + 2);
        boolean named = text + 8 < line.end() && line.at(text + 6) == '-' && line.at(text + 7) != ' ';
        return named
                || line.startsWith("SMTP ", text)
                || line.startsWith("H=", text)
                || line.startsWith("no host name found", text)
                || line.startsWith("rejected ", text)
                || line.startsWith("ETRN ", text);
    }

    private static boolean isDovecot(SourceText line) {
        boolean stamped = line.length() > 16 && Clock.timeOfDay(line, line.start() + 7) >= 0;
        return stamped
                && (LineShape.contains(line, ": Info: ")
                        || LineShape.contains(line, ": Debug: ")
                        || LineShape.contains(line, ": Error: "));
    }

    @Override
    boolean isLog() {
        return true;
    }

    @Override
    Fit fit(Head head) {
        int events = 0;
        int all = 0;
        for (SourceText line : head.lines()) {
            if (line.isEmpty()) continue;
            all++;
            if (isLine.test(line)) events++;
        }
        if (events < 2 || events * 2 < all) return Fit.NONE;
        // A transcript in a log is more than a log.
        return Fit.of(CEILING * events / all, events + " of " + all + " lines are events");
    }

    @Override
    LineReader reader(Head head, Sessions sessions) {
        return (line, ending) ->
                Complaint.in(line, complaints).ifPresent(found -> sessions.reported(found.command(), found.words()));
    }
}
