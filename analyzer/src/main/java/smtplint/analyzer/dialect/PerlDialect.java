package smtplint.analyzer.dialect;

import static smtplint.analyzer.source.Evidence.BOTH;
import static smtplint.analyzer.source.Evidence.LINES;
import static smtplint.analyzer.source.Evidence.MESSAGE;
import static smtplint.analyzer.source.Evidence.ORDER;

import java.util.Optional;
import java.util.Set;
import smtplint.analyzer.dialect.TranscriptLine.Kind;
import smtplint.analyzer.source.SourceText;

/** Perl's Net::SMTP: the object's class and address, then angles. The address names the session. */
final class PerlDialect extends MarkedDialect {
    private static final String OBJECT = "=GLOB(0x";
    private static final int LONGEST_CLASS = 80;

    PerlDialect() {
        super(
                "perl-net-smtp",
                "Net::SMTP->new('mx.example.com', Debug => 1)",
                Set.of(LINES, BOTH, ORDER, MESSAGE),
                "line ends of replies and content; the dots stuffed into the content; the TLS handshake",
                "\"Net::SMTP=GLOB(...)\" and angles",
                """
                Net::SMTP>>> Net::SMTP(3.14)
                Net::SMTP=GLOB(0x55d0c0ffee00)<<< 220 mx.example.com ESMTP
                Net::SMTP=GLOB(0x55d0c0ffee00)>>> EHLO client.example.org
                Net::SMTP=GLOB(0x55d0c0ffee00)<<< 250 mx.example.com
                Net::SMTP=GLOB(0x55d0c0ffee00)>>> QUIT
                Net::SMTP=GLOB(0x55d0c0ffee00)<<< 221 bye
                """);
    }

    /** What is {@code (decoded)} was shown before in base64. */
    @Override
    Optional<Mark> mark(SourceText line) {
        int close = addressEnd(line);
        if (close < 0 || line.startsWith(" (decoded) ", close + 4)) return Optional.empty();
        if (line.startsWith("<<<", close + 1)) {
            Mark mark = Mark.behind(Kind.SERVER, line, close + 4);
            return isComplaint(mark.content()) ? Optional.empty() : Optional.of(mark);
        }
        if (line.startsWith(">>>", close + 1)) return Optional.of(Mark.behind(Kind.CLIENT, line, close + 4));
        return Optional.empty();
    }

    /** Where nothing was read the complaint about it follows in the same line. */
    private static boolean isComplaint(SourceText content) {
        return content.startsWith("Net::SMTP", content.start())
                && LineShape.contains(content, ": response(): parse error");
    }

    /** The class and what it is made of, once at the start. */
    @Override
    boolean isNote(SourceText line) {
        return line.startsWith("Net::", line.start()) && LineShape.contains(line, ">>>")
                || LineShape.contains(line, " (decoded) ");
    }

    @Override
    boolean notesSuffice() {
        return true;
    }

    @Override
    String key(SourceText line) {
        int close = addressEnd(line);
        if (close < 0) return "";
        return line.string(LineShape.find(line, OBJECT, line.start()) + OBJECT.length() - 2, close);
    }

    private static int addressEnd(SourceText line) {
        int last = Math.min(line.end(), line.start() + LONGEST_CLASS);
        int object = LineShape.find(line.slice(line.start(), last), OBJECT, line.start());
        if (object < 0) return -1;
        int i = object + OBJECT.length();
        while (i < last && Character.digit(line.at(i), 16) >= 0) i++;
        return i < last && line.at(i) == ')' ? i : -1;
    }
}
