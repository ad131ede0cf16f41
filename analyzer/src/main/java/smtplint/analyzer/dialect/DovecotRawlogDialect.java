package smtplint.analyzer.dialect;

import static smtplint.analyzer.source.Evidence.LINES;
import static smtplint.analyzer.source.Evidence.MESSAGE;
import static smtplint.analyzer.source.Evidence.STUFFED;

import java.util.Optional;
import java.util.Set;
import smtplint.analyzer.dialect.TranscriptLine.Kind;
import smtplint.analyzer.source.LineEnding;
import smtplint.analyzer.source.SourceText;

/** Dovecot's raw log: one file for each side, every line behind the seconds since 1970. */
final class DovecotRawlogDialect extends Dialect {
    private static final int STAMP = 18;

    DovecotRawlogDialect() {
        super(
                "dovecot-rawlog",
                "lmtp_rawlog_dir = /var/tmp/rawlog in dovecot.conf",
                Set.of(LINES, MESSAGE, STUFFED),
                "the other side, which has a file of its own",
                """
                1767607201.250000 220 mx.example.com Dovecot ready.
                1767607201.260000 250-mx.example.com
                1767607201.260000 250 PIPELINING
                1767607201.270000 221 2.0.0 Bye
                """);
    }

    private static boolean isStamped(SourceText line) {
        if (line.length() < STAMP || line.at(line.start() + 10) != '.' || line.at(line.start() + 17) != ' ')
            return false;
        for (int i = 0; i < STAMP - 1; i++) if (i != 10 && !LineShape.isDigit(line.at(line.start() + i))) return false;
        return true;
    }

    private static SourceText content(SourceText line) {
        return line.slice(line.start() + STAMP, line.end());
    }

    @Override
    Fit fit(Head head) {
        Tally tally = new Tally();
        boolean server = isServer(head);
        for (SourceText line : head.lines()) {
            if (!isStamped(line)) tally.other();
            else if (server) tally.server(content(line));
            else tally.client(content(line));
        }
        Fit fit = tally.fit("seconds with six decimals");
        return new Fit(fit.confidence() / 0.7, fit.reasons());
    }

    private static boolean isServer(Head head) {
        Optional<SourceText> first =
                head.lines().stream().filter(DovecotRawlogDialect::isStamped).findFirst();
        return first.filter(line -> LineShape.replyCode(content(line)) > 0).isPresent();
    }

    @Override
    LineReader reader(Head head, Sessions sessions) {
        Kind side = isServer(head) ? Kind.SERVER : Kind.CLIENT;
        Talk talk = new Talk(sessions, true, false);
        return (line, ending) -> {
            if (!isStamped(line)) return;
            LineEnding shown = ending == LineEnding.CRLF ? ending : LineEnding.UNKNOWN;
            talk.say("", new Mark(side, content(line)), shown, Clock.seconds(line, line.start() + 1), line);
        };
    }
}
