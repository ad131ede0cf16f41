package smtplint.analyzer.dialect;

import static smtplint.analyzer.source.Evidence.BOTH;
import static smtplint.analyzer.source.Evidence.LINES;

import java.util.Optional;
import java.util.Set;
import smtplint.analyzer.dialect.TranscriptLine.Kind;
import smtplint.analyzer.source.SourceText;

/** sendmail -v: the client's lines behind an arrow, the server's as they came. */
final class SendmailVerboseDialect extends MarkedDialect {
    private static final String CONNECTING = "... Connecting to ";
    private static final int LONGEST_NOTE = 600;

    SendmailVerboseDialect() {
        super(
                "sendmail-v",
                "sendmail -v bob@example.com < mail.eml",
                Set.of(LINES, BOTH),
                "the message; line ends; the TLS handshake; replies that it did not wait for",
                "\">>>\", bare replies and \"... Connecting to\"",
                """
                bob@example.com... Connecting to mx.example.com. port 25 via esmtp...
                220 mx.example.com ESMTP
                >>> EHLO client.example.org
                250 mx.example.com
                >>> QUIT
                221 bye
                bob@example.com... Sent (ok)
                Closing connection to mx.example.com.
                """);
    }

    @Override
    Optional<Mark> mark(SourceText line) {
        if (line.startsWith(">>> ", line.start())) return Optional.of(Mark.behind(Kind.CLIENT, line, line.start() + 3));
        return LineShape.replyCode(line) > 0 ? Optional.of(new Mark(Kind.SERVER, line)) : Optional.empty();
    }

    @Override
    Fit fit(Head head) {
        boolean connecting = head.lines().stream().anyMatch(SendmailVerboseDialect::isConnecting);
        return connecting ? super.fit(head) : Fit.NONE;
    }

    private static boolean isConnecting(SourceText line) {
        return line.length() < LONGEST_NOTE
                && LineShape.contains(line, CONNECTING)
                && LineShape.contains(line, " via ");
    }

    @Override
    boolean isNote(SourceText line) {
        return line.length() < LONGEST_NOTE && LineShape.contains(line, "... ")
                || event(line).isPresent();
    }

    @Override
    Optional<Kind> event(SourceText line) {
        if (line.startsWith("Closing connection to ", line.start())) return Optional.of(Kind.CLOSED_BY_CLIENT);
        return isConnecting(line) ? Optional.of(Kind.OPENED) : Optional.empty();
    }
}
