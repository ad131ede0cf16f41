package smtplint.analyzer.dialect;

import static smtplint.analyzer.source.Evidence.BOTH;
import static smtplint.analyzer.source.Evidence.LINES;
import static smtplint.analyzer.source.Evidence.ORDER;

import java.util.Set;
import smtplint.analyzer.dialect.TranscriptLine.Kind;
import smtplint.analyzer.source.LineEnding;
import smtplint.analyzer.source.SourceText;

/** The Internet Mail Service of Exchange 5.5: a date, then angles that point away from this host or towards it. */
final class ExchangeImcDialect extends Dialect {
    private static final int LONGEST_DATE = 24;

    ExchangeImcDialect() {
        super(
                "exchange-imc",
                "Internet Mail Service, Diagnostics Logging, SMTP Protocol Log: Maximum; read off descriptions",
                Set.of(LINES, BOTH, ORDER),
                "the message that is sent; line ends; which session a line is of",
                """
                1/5/26 10:00:01 AM : A connection was accepted from client.example.org.
                1/5/26 10:00:01 AM : >>> 220 mx.example.com ESMTP
                1/5/26 10:00:01 AM : <<< IO: |EHLO client.example.org
                1/5/26 10:00:01 AM : <<< EHLO client.example.org
                1/5/26 10:00:01 AM : >>> 250 mx.example.com
                1/5/26 10:00:02 AM : <<< IO: |QUIT
                1/5/26 10:00:02 AM : <<< QUIT
                1/5/26 10:00:02 AM : >>> 221 bye
                """);
    }

    /** Where the text behind the date begins, -1 in other lines. */
    private static int textAt(SourceText line) {
        if (line.length() < 16 || !LineShape.isDigit(line.at(line.start()))) return -1;
        SourceText head = line.slice(line.start(), Math.min(line.end(), line.start() + LONGEST_DATE));
        int colon = LineShape.find(head, " : ", line.start());
        return colon > 0 && line.at(colon - 1) == 'M' ? colon + 3 : -1;
    }

    private static boolean isArrow(SourceText line, int text) {
        return text > 0 && (line.startsWith(">>> ", text) || line.startsWith("<<< ", text));
    }

    @Override
    Fit fit(Head head) {
        int arrows = 0;
        for (SourceText line : head.lines()) if (isArrow(line, textAt(line))) arrows++;
        return arrows < 2 ? Fit.NONE : Fit.of(0.95, arrows + " lines with a date and angles");
    }

    @Override
    LineReader reader(Head head, Sessions sessions) {
        return new Reader(sessions);
    }

    private static final class Reader implements LineReader {
        private final Talk talk;
        private final Sides sides = new Sides();
        private final Clock clock = new Clock();

        private Reader(Sessions sessions) {
            this.talk = new Talk(sessions, false, false);
        }

        @Override
        public void line(SourceText line, LineEnding ending) {
            int text = textAt(line);
            if (text < 0) return;
            if (line.startsWith("A connection was accepted", text)) {
                sides.forget("");
                talk.event("", Kind.OPENED, time(line), line);
            } else if (isArrow(line, text) && !line.startsWith("<<< IO: |", text)) {
                SourceText content = line.slice(text + 4, line.end());
                Kind side = sides.of("", line.at(text) == '>', content);
                talk.say("", new Mark(side, content), LineEnding.UNKNOWN, time(line), line);
            }
        }

        /** Twelve hours, twice a day: {@code 10:00:01 AM}. */
        private long time(SourceText line) {
            int clockAt = line.indexOf(' ', line.start()) + 1;
            if (line.indexOf(':', clockAt) == clockAt + 1) clockAt--;
            long time = Clock.timeOfDay(line, clockAt);
            int half = LineShape.skipBlanks(line, clockAt + 8);
            if (time < 0 || half >= line.end()) return -1;
            long hours12 = 12 * 3600 * Clock.SECOND;
            return clock.at(time % hours12 + (line.at(half) == 'P' ? hours12 : 0));
        }

        @Override
        public void finish() {
            talk.finish();
        }
    }
}
