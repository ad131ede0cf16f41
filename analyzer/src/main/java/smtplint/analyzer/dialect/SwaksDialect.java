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

/** Swiss Army Knife for SMTP: arrows of three characters, {@code ===} notes, {@code ***} errors. */
final class SwaksDialect extends Dialect {

    SwaksDialect() {
        super(
                "swaks",
                "swaks --server mx.example.com --to bob@example.com",
                Set.of(LINES, BOTH, ORDER, MESSAGE, STUFFED),
                "line ends of commands and replies; replies that it can't read; the message with -n; all marks with --no-hints",
                """
                === Trying mx.example.com:25...
                === Connected to mx.example.com.
                <-  220 mx.example.com ESMTP
                 -> EHLO client.example.org
                <-  250 mx.example.com
                 -> VRFY bob
                <** 502 5.5.1 VRFY is off
                 -> QUIT
                <-  221 bye
                === Connection closed with remote host.
                """);
    }

    @Override
    Fit fit(Head head) {
        Tally tally = new Tally();
        int unmarkedNotes = 0;
        boolean noted = false;
        for (SourceText line : head.lines()) {
            Optional<Kind> side = side(line);
            if (side.isPresent() && side.get() == Kind.SERVER) tally.server(content(line));
            else if (side.isPresent()) tally.client(content(line));
            else if (noted && LineShape.replyCode(line) > 0) tally.server(line);
            else if (isNote(line)) {
                noted |= line.at(line.start()) == '=';
                tally.note();
            } else if (isUnmarkedNote(line)) unmarkedNotes++;
            else if (!line.isEmpty()) tally.other();
        }
        // A terminal begins with the same words.
        if (tally.replies() == 0 && tally.verbs() == 0) while (unmarkedNotes-- > 0) tally.other();
        return tally.fit("swaks' arrows, === and ***");
    }

    private static boolean isNote(SourceText line) {
        return line.startsWith("=== ", line.start())
                || line.startsWith("*** ", line.start())
                || line.startsWith("  > ", line.start())
                || line.startsWith("<   ", line.start());
    }

    /** With --no-info-hints. */
    private static boolean isUnmarkedNote(SourceText line) {
        return line.startsWith("Trying ", line.start())
                || line.startsWith("Connected to ", line.start())
                || line.startsWith("Connection closed", line.start());
    }

    /** Whose line it is; a star in the arrow says that swaks did not expect it, a tilde that TLS is on. */
    static Optional<Kind> side(SourceText line) {
        if (line.length() < 3) return Optional.empty();
        int first = line.at(line.start());
        int second = line.at(line.start() + 1);
        int third = line.at(line.start() + 2);
        if (line.length() > 3 && line.at(line.start() + 3) != ' ') return Optional.empty();
        boolean arrow = second == '-' || second == '~' || second == '*';
        if (first == '<' && arrow && (third == ' ' || third == '*')) return Optional.of(Kind.SERVER);
        boolean tail = first == ' ' && second != '*' || second == '*' && (first == '*' || first == '~');
        return third == '>' && arrow && tail ? Optional.of(Kind.CLIENT) : Optional.empty();
    }

    /** Stands where a reply would. */
    static boolean isTimeout(SourceText line) {
        return line.startsWith("<** Timeout (", line.start()) || line.startsWith("<~* Timeout (", line.start());
    }

    static SourceText content(SourceText line) {
        return line.slice(Math.min(line.end(), line.start() + 4), line.end());
    }

    @Override
    LineReader reader(Head head, Sessions sessions) {
        return new SwaksLineReader(sessions);
    }
}
