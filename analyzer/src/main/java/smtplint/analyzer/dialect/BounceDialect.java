package smtplint.analyzer.dialect;

import static smtplint.analyzer.source.Evidence.LINES;

import java.util.Set;
import smtplint.analyzer.dialect.TranscriptLine.Kind;
import smtplint.analyzer.source.LineEnding;
import smtplint.analyzer.source.SourceText;

/** A report of failed delivery that quotes what was said: sendmail's between angles, Exim's behind "after". */
final class BounceDialect extends Dialect {
    private static final String TITLE = "Transcript of session follows";
    private static final String AFTER = "SMTP error from remote mail server after ";
    private static final String PIPELINED = "pipelined ";
    private static final int LONGEST_TITLE = 80;

    BounceDialect() {
        super(
                "bounce",
                "sendmail and Exim, in the reports of failed delivery that they send",
                Set.of(LINES),
                "all but the command that failed, and its reply",
                """
                From: Mail Delivery Subsystem <MAILER-DAEMON@mx.example.org>
                To: alice@example.org
                Subject: Returned mail: see transcript for details

                   ----- Transcript of session follows -----
                ... while talking to mx.example.com.:
                >>> RCPT To:<bob@example.com>
                <<< 550 5.1.1 <bob@example.com>... User unknown
                550 5.1.1 <bob@example.com>... User unknown
                """);
    }

    @Override
    boolean streams() {
        return false;
    }

    @Override
    boolean isQuoted() {
        return true;
    }

    static boolean isTitle(SourceText line) {
        return line.length() < LONGEST_TITLE && LineShape.contains(line, TITLE) && LineShape.contains(line, "-----");
    }

    static boolean isAfter(SourceText line) {
        return line.startsWith(AFTER, LineShape.skipBlanks(line, line.start()));
    }

    @Override
    Fit fit(Head head) {
        boolean titled = false;
        for (int i = 0; i < head.lines().size(); i++) {
            SourceText line = head.lines().get(i);
            if (isAfter(line)) return Fit.of(1, "\"" + AFTER.strip() + "\"");
            titled |= isTitle(line);
            if (titled && isReceived(line)) return Fit.of(1, "\"" + TITLE + "\"");
        }
        return Fit.NONE;
    }

    private static boolean isReceived(SourceText line) {
        return line.startsWith("<<< ", line.start()) && LineShape.replyCode(line, line.start() + 4) > 0;
    }

    @Override
    LineReader reader(Head head, Sessions sessions) {
        return new Reader(new Talk(sessions, false, true));
    }

    private static final class Reader implements LineReader {
        private final Talk talk;
        private boolean quoting;
        private boolean replies;

        private Reader(Talk talk) {
            this.talk = talk;
        }

        @Override
        public void line(SourceText line, LineEnding ending) {
            int text = LineShape.skipBlanks(line, line.start());
            if (isAfter(line)) after(line, text + AFTER.length());
            else if (replies) reply(line, text);
            else if (isTitle(line)) quoting = true;
            else if (quoting && line.startsWith("--", line.start())) quoting = false;
            else if (quoting && line.startsWith(">>> ", line.start())) say(Kind.CLIENT, line, line.start() + 4);
            else if (quoting && isReceived(line)) say(Kind.SERVER, line, line.start() + 4);
        }

        /** The command stands before a colon at the end of the line; its reply follows. */
        private void after(SourceText line, int from) {
            int text = line.startsWith(PIPELINED, from) ? from + PIPELINED.length() : from;
            int end = line.end() > text && line.at(line.end() - 1) == ':' ? line.end() - 1 : line.end();
            SourceText command = line.slice(text, Math.max(text, end));
            replies = WireLine.isCommand(command);
            if (replies) talk.say("", new Mark(Kind.CLIENT, command), LineEnding.UNKNOWN, -1, line);
        }

        /** Older versions name the host before the reply: {@code host mx.example.com [192.0.2.25]: 550 no}. */
        private void reply(SourceText line, int text) {
            int at = text;
            if (line.startsWith("host ", text)) {
                int colon = LineShape.find(line, "]: ", text);
                at = colon < 0 ? line.end() : colon + 3;
            }
            if (LineShape.replyCode(line, at) > 0) say(Kind.SERVER, line, at);
            else replies = false;
        }

        private void say(Kind side, SourceText line, int from) {
            talk.say("", new Mark(side, line.slice(from, line.end())), LineEnding.UNKNOWN, -1, line);
        }

        @Override
        public void finish() {
            talk.finish();
        }
    }
}
