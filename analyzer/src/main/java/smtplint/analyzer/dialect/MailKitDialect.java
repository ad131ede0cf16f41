package smtplint.analyzer.dialect;

import static smtplint.analyzer.source.Evidence.BOTH;
import static smtplint.analyzer.source.Evidence.LINES;
import static smtplint.analyzer.source.Evidence.MESSAGE;
import static smtplint.analyzer.source.Evidence.ORDER;
import static smtplint.analyzer.source.Evidence.STUFFED;

import java.util.Optional;
import java.util.Set;
import smtplint.analyzer.dialect.TranscriptLine.Kind;
import smtplint.analyzer.source.SourceText;

/** MailKit's ProtocolLogger: "Connected to" and an address, then C: and S: lines, with times where asked for. */
final class MailKitDialect extends MarkedDialect {
    private static final String CONNECTED = "Connected to smtp";
    private static final String SECRET = "********";
    private static final int STAMP = 20;

    MailKitDialect() {
        super(
                "mailkit",
                "new SmtpClient(new ProtocolLogger(\"smtp.log\"))",
                Set.of(LINES, BOTH, ORDER, MESSAGE, STUFFED),
                "line ends; passwords, where it redacts them; the TLS handshake",
                "\"Connected to smtp:\", \"C:\" and \"S:\"",
                """
                Connected to smtp://mx.example.com:587/?starttls=when-available
                S: 220 mx.example.com ESMTP
                C: EHLO client.example.org
                S: 250 mx.example.com
                C: QUIT
                S: 221 bye
                """);
    }

    @Override
    Fit fit(Head head) {
        boolean connected = head.lines().stream().anyMatch(MailKitDialect::isConnected);
        return connected ? super.fit(head) : Fit.NONE;
    }

    /** The offset after the time that the logger may put in front: {@code 2026-01-05T10:00:01Z }. */
    private static int afterTime(SourceText line) {
        boolean stamped = line.length() > STAMP
                && line.at(line.start() + 10) == 'T'
                && Clock.timeOfDay(line, line.start() + 11) >= 0;
        return stamped ? Marker.skipWord(line, line.start()) + 1 : line.start();
    }

    private static boolean isConnected(SourceText line) {
        return line.startsWith(CONNECTED, afterTime(line));
    }

    @Override
    Optional<Mark> mark(SourceText line) {
        int from = afterTime(line);
        if (line.startsWith("S:", from)) return Optional.of(Mark.behind(Kind.SERVER, line, from + 2));
        if (line.startsWith("C:", from)) return Optional.of(Mark.behind(Kind.CLIENT, line, from + 2));
        return Optional.empty();
    }

    @Override
    boolean isMasked(Mark mark, SourceText line) {
        return LineShape.contains(mark.content(), SECRET);
    }

    @Override
    Optional<Kind> event(SourceText line) {
        return isConnected(line) ? Optional.of(Kind.OPENED) : Optional.empty();
    }

    @Override
    long timeOfDay(SourceText line) {
        return afterTime(line) > line.start() ? Clock.timeOfDay(line, line.start() + 11) : -1;
    }

    @Override
    long day(SourceText line) {
        return timeOfDay(line) < 0 ? -1 : Clock.day(line, line.start());
    }
}
