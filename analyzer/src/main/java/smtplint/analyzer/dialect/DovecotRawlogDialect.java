package smtplint.analyzer.dialect;

import static smtplint.analyzer.source.Evidence.BOTH;
import static smtplint.analyzer.source.Evidence.LINES;
import static smtplint.analyzer.source.Evidence.MESSAGE;
import static smtplint.analyzer.source.Evidence.STUFFED;

import java.util.Optional;
import java.util.Set;
import smtplint.analyzer.dialect.TranscriptLine.Kind;
import smtplint.analyzer.source.Evidence;
import smtplint.analyzer.source.LineEnding;
import smtplint.analyzer.source.SourceText;

/** Dovecot's raw log: one file for each side, every line behind the seconds since 1970. */
final class DovecotRawlogDialect extends Dialect implements OneSided {
    private static final int STAMP = 18;

    DovecotRawlogDialect() {
        super(
                "dovecot-rawlog",
                "lmtp_rawlog_dir = /var/tmp/rawlog in dovecot.conf",
                Set.of(LINES, MESSAGE, STUFFED),
                "the other side, which has a file of its own: with NAME.in beside NAME.out both are judged as one session",
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
            LineEnding shown = ending == LineEnding.CRLF ? ending : LineEnding.UNKNOWN;
            if (isStamped(line)) talk.say("", new Mark(side, content(line)), shown, time(line), line);
        };
    }

    @Override
    public Set<Evidence> preservesTogether() {
        return Set.of(LINES, BOTH, MESSAGE, STUFFED);
    }

    @Override
    public Optional<Kind> side(Head head) {
        // The last line may be cut before its stamp ends.
        for (SourceText line : head.lines().subList(0, Math.max(1, head.lines().size()) - 1))
            if (!isStamped(line)) return Optional.empty();
        if (head.lines().isEmpty() || !isStamped(head.lines().get(0))) return Optional.empty();
        return Optional.of(isServer(head) ? Kind.SERVER : Kind.CLIENT);
    }

    @Override
    public boolean isTimed() {
        return true;
    }

    @Override
    public long time(SourceText line) {
        return isStamped(line) ? Clock.seconds(line, line.start() + 1) : -1;
    }

    @Override
    public SourceText said(SourceText line) {
        return isStamped(line) ? content(line) : line;
    }
}
