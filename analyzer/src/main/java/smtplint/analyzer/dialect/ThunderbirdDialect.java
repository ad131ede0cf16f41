package smtplint.analyzer.dialect;

import static smtplint.analyzer.source.Evidence.BOTH;
import static smtplint.analyzer.source.Evidence.LINES;
import static smtplint.analyzer.source.Evidence.MESSAGE;
import static smtplint.analyzer.source.Evidence.ORDER;

import java.util.Optional;
import java.util.Set;
import smtplint.analyzer.dialect.TranscriptLine.Kind;
import smtplint.analyzer.source.SourceText;

/** Thunderbird: Gecko's log with "SMTP Send:" and "SMTP Response:", or the console with "mailnews.smtp:". */
final class ThunderbirdDialect extends MarkedDialect {
    private static final int LONGEST_PREFIX = 160;
    private static final String SEND = "SMTP Send: ";
    private static final String RESPONSE = "SMTP Response: ";
    private static final String CONSOLE = "mailnews.smtp";
    private static final String SUPPRESSED = "Logging suppressed";

    ThunderbirdDialect() {
        super(
                "thunderbird",
                "mailnews.smtp.loglevel = All and the error console, read off its source; before version 102"
                        + " MOZ_LOG=timestamp,SMTP:5, of which no recording was at hand",
                Set.of(LINES, BOTH, ORDER, MESSAGE),
                "the message; AUTH; line ends; in the console the mark of all but the first line of a reply",
                "\"SMTP Send:\" and \"SMTP Response:\", or \"mailnews.smtp:\"",
                """
                2026-01-05 10:00:01.250000 UTC - [Parent 17: Main Thread]: I/SMTP SMTP Response: 220 mx.example.com ESMTP
                2026-01-05 10:00:01.260000 UTC - [Parent 17: Main Thread]: I/SMTP SMTP Send: EHLO [192.0.2.7]

                2026-01-05 10:00:01.270000 UTC - [Parent 17: Main Thread]: I/SMTP SMTP Response: 250-mx.example.com
                2026-01-05 10:00:01.270000 UTC - [Parent 17: Main Thread]: I/SMTP SMTP Response: 250 SIZE 1000000
                2026-01-05 10:00:01.280000 UTC - [Parent 17: Main Thread]: I/SMTP SMTP Send: QUIT

                2026-01-05 10:00:01.290000 UTC - [Parent 17: Main Thread]: I/SMTP SMTP Response: 221 bye
                """);
    }

    @Override
    Optional<Mark> mark(SourceText line) {
        SourceText head = line.slice(line.start(), Math.min(line.end(), line.start() + LONGEST_PREFIX));
        int console = LineShape.find(head, CONSOLE, line.start());
        if (console >= 0) return consoleMark(line, console);
        int send = LineShape.find(head, SEND, line.start());
        if (send >= 0) return Optional.of(Mark.behind(Kind.CLIENT, line, send + SEND.length() - 1));
        int response = LineShape.find(head, RESPONSE, line.start());
        if (response < 0) return Optional.empty();
        return Optional.of(Mark.behind(Kind.SERVER, line, response + RESPONSE.length() - 1));
    }

    private static Optional<Mark> consoleMark(SourceText line, int console) {
        int colon = line.indexOf(':', console);
        if (colon < 0) return Optional.empty();
        if (line.startsWith(" S: ", colon + 1)) return Optional.of(Mark.behind(Kind.SERVER, line, colon + 4));
        if (line.startsWith(" C: ", colon + 1)) return Optional.of(Mark.behind(Kind.CLIENT, line, colon + 4));
        return Optional.empty();
    }

    @Override
    boolean isMasked(Mark mark, SourceText line) {
        return mark.content().startsWith(SUPPRESSED, mark.content().start());
    }

    @Override
    Optional<SourceText> more(SourceText line) {
        return replyIn(line, line.start());
    }

    @Override
    boolean isNote(SourceText line) {
        return LineShape.contains(line, CONSOLE)
                || LineShape.contains(line, "/SMTP ")
                || event(line).isPresent()
                || more(line).isPresent();
    }

    @Override
    Optional<Kind> event(SourceText line) {
        if (LineShape.contains(line, SUPPRESSED + " for this command")) return Optional.of(Kind.GAP);
        boolean connecting = LineShape.contains(line, "SMTP Connecting to: ")
                || LineShape.contains(line, CONSOLE + ": Connecting to ");
        return connecting ? Optional.of(Kind.OPENED) : Optional.empty();
    }

    @Override
    long timeOfDay(SourceText line) {
        return line.length() > 19 && line.at(line.start() + 10) == ' ' ? Clock.timeOfDay(line, line.start() + 11) : -1;
    }

    @Override
    long day(SourceText line) {
        return timeOfDay(line) < 0 ? -1 : Clock.day(line, line.start());
    }
}
