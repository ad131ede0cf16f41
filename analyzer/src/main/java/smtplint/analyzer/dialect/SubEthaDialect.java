package smtplint.analyzer.dialect;

import static smtplint.analyzer.source.Evidence.BOTH;
import static smtplint.analyzer.source.Evidence.LINES;
import static smtplint.analyzer.source.Evidence.ORDER;

import java.util.Optional;
import java.util.Set;
import smtplint.analyzer.dialect.TranscriptLine.Kind;
import smtplint.analyzer.source.SourceText;

/** SubEthaSMTP's debug log: the thread in brackets names the session. */
final class SubEthaDialect extends MarkedDialect {
    private static final String LOGGER = "org.subethamail.smtp.server.Session - ";

    SubEthaDialect() {
        super(
                "subethasmtp-slf4j",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=debug with slf4j-simple",
                Set.of(LINES, BOTH, ORDER),
                "the message; line ends of commands; the mark of a reply's further lines",
                "the logger's name and \"Server:\" or \"Client:\"",
                """
                17 [thread-/192.0.2.7:40000] DEBUG org.subethamail.smtp.server.Session - SMTP connection from 192.0.2.7
                17 [thread-/192.0.2.7:40000] DEBUG org.subethamail.smtp.server.Session - Server: 220 mx.example.com
                18 [thread-/192.0.2.7:40000] DEBUG org.subethamail.smtp.server.Session - Client: EHLO client.example.org
                18 [thread-/192.0.2.7:40000] DEBUG org.subethamail.smtp.server.Session - Server: 250-mx.example.com
                250 8BITMIME
                19 [thread-/192.0.2.7:40000] DEBUG org.subethamail.smtp.server.Session - Client: QUIT
                19 [thread-/192.0.2.7:40000] DEBUG org.subethamail.smtp.server.Session - Server: 221 bye
                """);
    }

    @Override
    boolean isRotated() {
        return true;
    }

    @Override
    Optional<Mark> mark(SourceText line) {
        int text = textAt(line);
        if (text < 0) return Optional.empty();
        if (line.startsWith("Server: ", text)) return Optional.of(Mark.behind(Kind.SERVER, line, text + 7));
        if (line.startsWith("Client: ", text)) return Optional.of(Mark.behind(Kind.CLIENT, line, text + 7));
        return Optional.empty();
    }

    private static int textAt(SourceText line) {
        int at = LineShape.find(line, LOGGER, line.start());
        return at < 0 ? -1 : at + LOGGER.length();
    }

    @Override
    boolean isNote(SourceText line) {
        return LineShape.contains(line, "org.subethamail.smtp.")
                || replyIn(line, line.start()).isPresent();
    }

    @Override
    Optional<Kind> event(SourceText line) {
        int text = textAt(line);
        return text >= 0 && line.startsWith("SMTP connection from ", text)
                ? Optional.of(Kind.OPENED)
                : Optional.empty();
    }

    @Override
    Optional<SourceText> more(SourceText line) {
        return replyIn(line, line.start());
    }

    /** The handler of a mechanism reads them, and logs nothing. */
    @Override
    boolean hidesAnswers() {
        return true;
    }

    /** Milliseconds since the logger began. */
    @Override
    long timeOfDay(SourceText line) {
        int milliseconds = LineShape.number(line, line.start());
        return milliseconds < 0 ? -1 : milliseconds * (Clock.SECOND / 1000);
    }

    @Override
    String key(SourceText line) {
        int open = line.indexOf('[', line.start());
        int close = open < 0 ? -1 : line.indexOf(']', open);
        return close < 0 ? "" : line.string(open + 1, close);
    }
}
