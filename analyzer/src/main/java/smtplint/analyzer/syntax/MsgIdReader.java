package smtplint.analyzer.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import smtplint.analyzer.model.HeaderField;
import smtplint.analyzer.model.HeaderField.Lines;
import smtplint.analyzer.model.SyntaxProblem;
import smtplint.analyzer.source.SourceText;
import smtplint.grammar.MsgId;
import smtplint.grammar.MsgId.MessageIdContext;
import smtplint.grammar.MsgId.MsgIdContext;
import smtplint.grammar.MsgId.MsgIdsContext;

/** Reads Message-ID and Content-ID, In-Reply-To and References (RFC 5322 §3.6.4, §4.5.4). */
final class MsgIdReader {
    private final ImfLexer lexer = new ImfLexer(ImfClasses.ADDRESS);
    private final Parsing<MsgId> parsing = new Parsing<>(lexer, MsgId::new);

    HeaderField.MsgIds readOne(Lines lines) {
        SourceText text = lines.text();
        Optional<MessageIdContext> id = parsing.parse(text, text.start(), text.end(), MsgId::messageId);
        if (id.isPresent()) return new HeaderField.MsgIds(lines, read(id.get().ids), Optional.empty());
        return refused(lines, parsing.problem(text, text.start(), text.end(), MsgId::messageId));
    }

    HeaderField.MsgIds readList(Lines lines) {
        SourceText text = lines.text();
        Optional<MsgIdsContext> ids = parsing.parse(text, text.start(), text.end(), MsgId::msgIds);
        if (ids.isPresent()) return new HeaderField.MsgIds(lines, read(ids.get().ids), Optional.empty());
        return refused(lines, parsing.problem(text, text.start(), text.end(), MsgId::msgIds));
    }

    private List<HeaderField.MsgId> read(List<MsgIdContext> contexts) {
        List<HeaderField.MsgId> ids = new ArrayList<>(contexts.size());
        for (MsgIdContext id : contexts) ids.add(id(id));
        return ids;
    }

    private HeaderField.MsgId id(MsgIdContext id) {
        int first = id.start.getTokenIndex();
        int at = id.at.getTokenIndex();
        int last = id.stop.getTokenIndex();
        return new HeaderField.MsgId(join(first + 1, at), join(at + 1, last), true, lexer.span(first, last + 1));
    }

    private String join(int from, int to) {
        if (lexer.end(to - 1) - lexer.start(from) == length(from, to))
            return lexer.text().string(lexer.start(from), lexer.end(to - 1));
        StringBuilder joined = new StringBuilder();
        for (int i = from; i < to; i++) joined.append(lexer.string(i));
        return joined.toString();
    }

    private int length(int from, int to) {
        int length = 0;
        for (int i = from; i < to; i++) length += lexer.end(i) - lexer.start(i);
        return length;
    }

    /** Takes apart what the grammar refused: "&lt;" to the next "&gt;", or else each word with an "@". */
    private HeaderField.MsgIds refused(Lines lines, SyntaxProblem problem) {
        SourceText text = lines.text();
        List<HeaderField.MsgId> ids = new ArrayList<>();
        int i = text.start();
        while (i < text.end()) {
            int c = text.at(i);
            int end = c == '<' ? closing(text, i + 1) : wordEnd(text, i);
            if (c == '<') ids.add(piece(text, i, end));
            else if (hasAt(text, i, end))
                ids.add(new HeaderField.MsgId(left(text, i, end), right(text, i, end), false, text.span(i, end)));
            i = Math.max(end, i + 1);
        }
        return new HeaderField.MsgIds(lines, ids, Optional.of(problem));
    }

    private HeaderField.MsgId piece(SourceText text, int from, int to) {
        Optional<MessageIdContext> id = parsing.parse(text, from, to, MsgId::messageId);
        if (id.isPresent()) return id(id.get().ids.get(0));
        int end = text.at(to - 1) == '>' ? to - 1 : to;
        return new HeaderField.MsgId(left(text, from + 1, end), right(text, from + 1, end), false, text.span(from, to));
    }

    /** After the next "&gt;", or before the next "&lt;" or white space where there is none. */
    private static int closing(SourceText text, int from) {
        int i = from;
        while (i < text.end() && text.at(i) != '<') if (text.at(i++) == '>') return i;
        return i;
    }

    private static int wordEnd(SourceText text, int from) {
        int i = from;
        while (i < text.end() && " \t\r\n<,;".indexOf(text.at(i)) < 0) i++;
        return i;
    }

    private static boolean hasAt(SourceText text, int from, int to) {
        return at(text, from, to) < to;
    }

    private static int at(SourceText text, int from, int to) {
        int i = from;
        while (i < to && text.at(i) != '@') i++;
        return i;
    }

    private static String left(SourceText text, int from, int to) {
        return text.string(from, at(text, from, to)).strip();
    }

    private static String right(SourceText text, int from, int to) {
        return text.string(Math.min(to, at(text, from, to) + 1), to).strip();
    }
}
