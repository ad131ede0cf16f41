package smtplint.analyzer.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.antlr.v4.runtime.ParserRuleContext;
import smtplint.analyzer.model.Ascii;
import smtplint.analyzer.model.HeaderField;
import smtplint.analyzer.model.HeaderField.Lines;
import smtplint.analyzer.model.HeaderField.MimeParameter;
import smtplint.analyzer.model.SyntaxProblem;
import smtplint.analyzer.model.Text;
import smtplint.analyzer.source.SourceText;
import smtplint.analyzer.source.Span;
import smtplint.grammar.MimeParameters;
import smtplint.grammar.MimeParameters.AttributeContext;
import smtplint.grammar.MimeParameters.ContentTypeContext;
import smtplint.grammar.MimeParameters.DispositionContext;
import smtplint.grammar.MimeParameters.EncodingContext;
import smtplint.grammar.MimeParameters.ParameterContext;

/** Reads the MIME fields with a type, parameters, a token or a version (RFC 2045 §4, §5.1, §6.1, RFC 2183 §2). */
final class MediaTypeReader {
    private final ImfLexer lexer = new ImfLexer(ImfClasses.MIME);
    private final Parsing<MimeParameters> parsing = new Parsing<>(lexer, MimeParameters::new);

    HeaderField.MediaType readContentType(Lines lines) {
        SourceText text = lines.text();
        Optional<ContentTypeContext> type = parsing.parse(text, text.start(), text.end(), MimeParameters::contentType);
        if (type.isEmpty()) return refused(lines, MimeParameters::contentType);
        int first = type.get().type.getTokenIndex();
        return mediaType(lines, first, first + 3, type.get().parameters);
    }

    HeaderField.MediaType readDisposition(Lines lines) {
        SourceText text = lines.text();
        Optional<DispositionContext> type = parsing.parse(text, text.start(), text.end(), MimeParameters::disposition);
        if (type.isEmpty()) return refused(lines, MimeParameters::disposition);
        int first = type.get().type.getTokenIndex();
        return mediaType(lines, first, first + 1, type.get().parameters);
    }

    private HeaderField.MediaType mediaType(Lines lines, int first, int end, List<ParameterContext> contexts) {
        List<MimeParameter> parameters = new ArrayList<>(contexts.size());
        for (ParameterContext context : contexts) parameters.add(parameter(context));
        String subtype = end - first > 1 ? lexer.string(end - 1) : "";
        return new HeaderField.MediaType(
                lines,
                lexer.string(first),
                subtype,
                lexer.span(first, end),
                parameters,
                endsWithSemicolon(),
                Optional.empty());
    }

    private boolean endsWithSemicolon() {
        return lexer.count() > 0 && lexer.type(lexer.count() - 1) == MimeParameters.SEMI;
    }

    private MimeParameter parameter(ParameterContext context) {
        int name = context.name.getTokenIndex();
        int last = context.stop.getTokenIndex();
        return parameter(name, last);
    }

    /** @param last the last token of the value, the "=" when it is empty */
    private MimeParameter parameter(int name, int last) {
        SourceText text = lexer.text();
        int first = name + 2;
        Text word = lexer.textOf(name);
        Span span = lexer.span(name, last + 1);
        if (last < first) {
            int end = lexer.end(last);
            return new MimeParameter(word, new Text("", text.span(end, end)), false, false, span);
        }
        boolean single = last == first;
        boolean quoted = text.at(lexer.start(first)) == '"';
        boolean whole = single
                && (lexer.type(first) == MimeParameters.ATOM || lexer.type(first) == MimeParameters.QUOTED_STRING);
        String value = quoted
                ? ImfWords.unquoted(text, lexer.start(first), lexer.end(first))
                : text.string(lexer.start(first), lexer.end(last));
        return new MimeParameter(word, new Text(value, lexer.span(first, last + 1)), quoted, whole, span);
    }

    /** Understands what it can: the type, and each parameter between semicolons by itself. */
    private HeaderField.MediaType refused(
            Lines lines, Function<MimeParameters, ? extends ParserRuleContext> startRule) {
        SourceText text = lines.text();
        SyntaxProblem problem = parsing.problem(text, text.start(), text.end(), startRule);
        lexer.read(text, text.start(), text.end());
        boolean trailing = endsWithSemicolon();
        String type = lexer.count() > 0 && lexer.type(0) == MimeParameters.ATOM ? lexer.string(0) : "";
        boolean full =
                lexer.count() > 2 && lexer.type(1) == MimeParameters.SLASH && lexer.type(2) == MimeParameters.ATOM;
        String subtype = full ? lexer.string(2) : "";
        int typeTokens = Math.min(lexer.count(), full ? 3 : type.isEmpty() ? 0 : 1);
        Span typeSpan = lexer.span(0, typeTokens);
        List<MimeParameter> parameters = new ArrayList<>();
        for (int[] piece : pieces(typeTokens)) {
            Optional<AttributeContext> one = parsing.parse(text, piece[0], piece[1], MimeParameters::attribute);
            one.ifPresent(a -> parameters.add(parameter(a.single)));
        }
        return new HeaderField.MediaType(lines, type, subtype, typeSpan, parameters, trailing, Optional.of(problem));
    }

    /** From and to of what stands between semicolons, from a token on. */
    private List<int[]> pieces(int first) {
        List<int[]> pieces = new ArrayList<>();
        int from = first;
        for (int i = first; i <= lexer.count(); i++) {
            if (i < lexer.count() && lexer.type(i) != MimeParameters.SEMI) continue;
            if (i > from) pieces.add(new int[] {lexer.start(from), lexer.end(i - 1)});
            from = i + 1;
        }
        return pieces;
    }

    HeaderField.Token readToken(Lines lines) {
        SourceText text = lines.text();
        Optional<EncodingContext> token = parsing.parse(text, text.start(), text.end(), MimeParameters::encoding);
        if (token.isPresent()) return new HeaderField.Token(lines, word(0), Optional.empty());
        SyntaxProblem problem = parsing.problem(text, text.start(), text.end(), MimeParameters::encoding);
        Text word = lexer.count() > 0 ? word(0) : new Text("", text.span(text.start(), text.start()));
        return new HeaderField.Token(lines, word, Optional.of(problem));
    }

    private Text word(int token) {
        return lexer.textOf(token);
    }

    HeaderField.MimeVersion readVersion(Lines lines) {
        SourceText text = lines.text();
        boolean words = parsing.parse(text, text.start(), text.end(), MimeParameters::mimeVersion)
                .isPresent();
        StringBuilder version = new StringBuilder();
        for (int i = 0; i < lexer.count(); i++) version.append(lexer.string(i));
        String value = version.toString();
        int dot = value.indexOf('.');
        boolean wellFormed =
                words && dot > 0 && Ascii.isDigits(value.substring(0, dot)) && Ascii.isDigits(value.substring(dot + 1));
        return new HeaderField.MimeVersion(
                lines,
                value,
                wellFormed
                        ? Optional.empty()
                        : Optional.of(new SyntaxProblem(lines.bodySpan(), "digits \".\" digits")));
    }
}
