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

/** PHPMailer's debug output, as text, as HTML and in an error log. */
final class PhpMailerDialect extends MarkedDialect {
    private static final int LONGEST_PREFIX = 160;
    /** {@code 2026-01-05 10:00:01}. */
    private static final int STAMP = 19;

    private static final String HIDDEN = "[credentials hidden]";
    /** Before version 5.2.2, which shows the server only. */
    private static final String OLD_SERVER = "SMTP -> FROM SERVER:";

    private static final String OLD_LINES = "SMTP -> get_lines():";
    /** A line end that an error log of Apache shows, and what may follow it. */
    private static final String LINE_END = "\\r\\n";

    private static final String REFERER = ", referer: ";

    PhpMailerDialect() {
        super(
                "phpmailer",
                "$mail->SMTPDebug = 2",
                Set.of(LINES, BOTH, ORDER, MESSAGE, STUFFED),
                "line ends; passwords; which pieces of a reply over 512 octets belong together; in HTML the ends of a reply's lines; at level 1 the server",
                "\"SERVER -> CLIENT\" and \"CLIENT -> SERVER\"",
                """
                2026-01-05 10:00:01\tSERVER -> CLIENT: 220 mx.example.com ESMTP
                2026-01-05 10:00:01\tCLIENT -> SERVER: EHLO client.example.org
                2026-01-05 10:00:01\tSERVER -> CLIENT: 250-mx.example.com
                                   \t                  250 PIPELINING
                2026-01-05 10:00:02\tCLIENT -> SERVER: QUIT
                2026-01-05 10:00:02\tSERVER -> CLIENT: 221 bye
                """);
    }

    @Override
    Optional<Mark> mark(SourceText line) {
        int old = LineShape.find(line, OLD_SERVER, line.start());
        if (old >= 0) return Optional.of(Mark.behind(Kind.SERVER, line, old + OLD_SERVER.length()));
        int from = markAt(line);
        if (from < 0) return Optional.empty();
        int colon = line.indexOf(':', from);
        if (colon < 0) return Optional.empty();
        boolean server = line.at(from) == 'S';
        boolean html = line.startsWith("&gt;", from + 8);
        Mark mark = Mark.behind(server ? Kind.SERVER : Kind.CLIENT, line, colon + 1);
        if (!html) mark = new Mark(mark.side(), withoutReferer(mark.content()));
        if (html) mark = new Mark(mark.side(), HtmlText.read(mark.content()));
        // An empty reply is none: the connection was lost.
        return server && mark.content().isEmpty() ? Optional.empty() : Optional.of(mark);
    }

    private static SourceText withoutReferer(SourceText text) {
        int end = LineShape.find(text, REFERER, text.start());
        if (end < 0) end = text.end();
        boolean shown = end - LINE_END.length() >= text.start() && text.startsWith(LINE_END, end - LINE_END.length());
        return shown ? text.slice(text.start(), end - LINE_END.length()) : text;
    }

    private static int markAt(SourceText line) {
        int last = Math.min(line.end(), line.start() + LONGEST_PREFIX);
        for (int i = line.start(); i < last; i++)
            if (isMark(line, i, "SERVER", "CLIENT") || isMark(line, i, "CLIENT", "SERVER")) return i;
        return -1;
    }

    private static boolean isMark(SourceText line, int at, String from, String to) {
        if (!line.startsWith(from, at) || !line.startsWith(" -", at + from.length())) return false;
        int arrow = at + from.length() + 2;
        int end = line.startsWith("&gt;", arrow) ? arrow + 4 : line.startsWith(">", arrow) ? arrow + 1 : -1;
        return end > 0 && line.startsWith(" " + to + ":", end);
    }

    @Override
    boolean isNote(SourceText line) {
        return markAt(line) >= 0
                || LineShape.contains(line, OLD_LINES)
                || says(line, "SMTP ")
                || says(line, "Connection: ")
                || more(line).isPresent();
    }

    /** Behind the time stand a tab, or in HTML a space; what {@code ErrorInfo} holds has no time. */
    private static boolean says(SourceText line, String words) {
        if (line.startsWith(words, line.start())) return true;
        int behind = line.start() + STAMP;
        return behind < line.end()
                && (line.at(behind) == '\t' || line.at(behind) == ' ')
                && line.startsWith(words, behind + 1);
    }

    @Override
    Optional<Kind> event(SourceText line) {
        if (markAt(line) >= 0) return Optional.of(Kind.CLOSED_BY_SERVER);
        return says(line, "Connection: opened") ? Optional.of(Kind.OPENED) : Optional.empty();
    }

    @Override
    Optional<SourceText> more(SourceText line) {
        return replyIn(line, line.start());
    }

    @Override
    boolean joinsReplies() {
        return true;
    }

    /** What HTML runs together cannot be taken apart again. */
    @Override
    boolean isMasked(Mark mark, SourceText line) {
        SourceText content = mark.content();
        return content.startsWith(HIDDEN, content.start())
                || mark.isServer() && LineShape.contains(line, " -&gt; CLIENT:");
    }

    @Override
    long day(SourceText line) {
        return Clock.day(line, line.start());
    }

    @Override
    long timeOfDay(SourceText line) {
        return line.length() > 19 && line.at(line.start() + 10) == ' ' ? Clock.timeOfDay(line, line.start() + 11) : -1;
    }
}
