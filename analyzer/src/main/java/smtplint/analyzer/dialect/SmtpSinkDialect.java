package smtplint.analyzer.dialect;

import static smtplint.analyzer.source.Evidence.LINES;

import java.util.Optional;
import java.util.Set;
import smtplint.analyzer.dialect.TranscriptLine.Kind;
import smtplint.analyzer.source.SourceText;

/** Postfix's smtp-sink: what the client said, and nothing else. */
final class SmtpSinkDialect extends MarkedDialect {
    private static final String NAME = "smtp-sink: ";

    SmtpSinkDialect() {
        super(
                "smtp-sink",
                "smtp-sink -v 192.0.2.25:25 100",
                Set.of(LINES),
                "the server; the message; sessions side by side",
                "\"smtp-sink:\"",
                """
                smtp-sink: connect (AF_INET 192.0.2.7)
                smtp-sink: EHLO client.example.org
                smtp-sink: MAIL FROM:<alice@example.org>
                smtp-sink: QUIT
                smtp-sink: disconnect
                """);
    }

    @Override
    Fit fit(Head head) {
        Fit fit = super.fit(head);
        // One side is all that this program writes.
        return new Fit(fit.confidence() / 0.7, fit.reasons());
    }

    @Override
    Optional<Mark> mark(SourceText line) {
        if (!line.startsWith(NAME, line.start())) return Optional.empty();
        SourceText text = line.slice(line.start() + NAME.length(), line.end());
        boolean dot = text.length() == 1 && text.at(text.start()) == '.';
        return dot || WireLine.isCommand(text) ? Optional.of(new Mark(Kind.CLIENT, text)) : Optional.empty();
    }

    @Override
    boolean isNote(SourceText line) {
        return line.startsWith(NAME, line.start());
    }

    @Override
    Optional<Kind> event(SourceText line) {
        if (!isNote(line)) return Optional.empty();
        int text = line.start() + NAME.length();
        if (line.startsWith("connect (", text)) return Optional.of(Kind.OPENED);
        return line.startsWith("disconnect", text) ? Optional.of(Kind.CLOSED) : Optional.empty();
    }
}
