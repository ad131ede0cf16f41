package smtplint.analyzer.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import smtplint.analyzer.dialect.TranscriptLine;
import smtplint.analyzer.dialect.WireLine;
import smtplint.analyzer.model.Reply;
import smtplint.analyzer.model.Text;
import smtplint.analyzer.source.SourceText;
import smtplint.analyzer.source.Span;

/** Reads the lines of a reply, RFC 5321 §4.2, with the enhanced status codes of RFC 3463. */
final class ReplyReader {
    private ReplyReader() {}

    static Reply read(List<TranscriptLine> lines, boolean terminated) {
        List<Reply.ReplyLine> read = new ArrayList<>(lines.size());
        int code = 0;
        for (TranscriptLine line : lines) {
            Reply.ReplyLine one = line(line);
            if (one.code() > 0 && (terminated || code == 0)) code = one.code();
            read.add(one);
        }
        Span span = read.get(0).span().to(read.get(read.size() - 1).span());
        return new Reply(code, read, terminated, span);
    }

    private static Reply.ReplyLine line(TranscriptLine line) {
        SourceText content = line.content();
        int code = WireLine.replyCode(content);
        int codeEnd = content.start() + (code > 0 ? 3 : 0);
        boolean separated = code > 0 && codeEnd < content.end();
        int text = separated ? codeEnd + 1 : codeEnd;
        return new Reply.ReplyLine(
                code,
                content.span(content.start(), codeEnd),
                separated ? (char) content.at(codeEnd) : 0,
                code > 0 ? enhanced(content, text) : Optional.empty(),
                text(content, text),
                line.ending(),
                content.length(),
                line.hidden(),
                content.span());
    }

    private static Text text(SourceText content, int from) {
        return Words.text(content, from, content.end());
    }

    /** class "." subject "." detail, followed by a space or nothing. */
    static Optional<Reply.EnhancedStatus> enhanced(SourceText content, int from) {
        int firstDot = digits(content, from, 1);
        if (firstDot < 0 || !isDot(content, firstDot)) return Optional.empty();
        int secondDot = digits(content, firstDot + 1, 3);
        if (secondDot < 0 || !isDot(content, secondDot)) return Optional.empty();
        int end = digits(content, secondDot + 1, 3);
        if (end < 0 || end < content.end() && !SmtpClasses.isSpace(content.buffer()[end])) return Optional.empty();
        return Optional.of(new Reply.EnhancedStatus(
                number(content, from, firstDot),
                number(content, firstDot + 1, secondDot),
                number(content, secondDot + 1, end),
                content.span(from, end)));
    }

    private static boolean isDot(SourceText content, int at) {
        return at < content.end() && content.at(at) == '.';
    }

    /** The offset after one to {@code most} digits, -1 when there is none. */
    private static int digits(SourceText content, int from, int most) {
        int i = from;
        while (i < content.end() && i - from < most && content.at(i) >= '0' && content.at(i) <= '9') i++;
        return i > from ? i : -1;
    }

    private static int number(SourceText content, int from, int to) {
        int value = 0;
        for (int i = from; i < to; i++) value = value * 10 + content.at(i) - '0';
        return value;
    }
}
