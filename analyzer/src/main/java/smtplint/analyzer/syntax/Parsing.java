package smtplint.analyzer.syntax;

import java.util.Optional;
import java.util.function.Function;
import org.antlr.v4.runtime.ANTLRErrorStrategy;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.TokenStream;
import org.antlr.v4.runtime.misc.ParseCancellationException;
import smtplint.analyzer.model.SyntaxProblem;
import smtplint.analyzer.source.SourceText;

/**
 * A field grammar, ready to parse slices: lexer, stream and parser are made once and used again. Belongs to one reader
 * and one thread.
 *
 * <p>{@link #parse} is the fast way: LL(1), no tree, the first error ends it. Labels of the start rule's context
 * ({@code context.host}) and {@code start}/{@code stop} are set; children are not. When it gives nothing,
 * {@link #problem} parses the same slice once more and says what the grammar would have taken.
 */
final class Parsing<P extends Parser> {
    /** Longer slices are refused: no field that can be parsed comes near, and positions past it help nobody. */
    static final int LONGEST_SLICE = 1 << 16;

    private final ByteLexer lexer;
    private final P parser;
    private final ANTLRErrorStrategy bail = new StacklessBail();

    Parsing(ByteLexer lexer, Function<TokenStream, P> parser) {
        this(lexer, new TableTokens(lexer), parser);
    }

    Parsing(ByteLexer lexer, TokenStream tokens, Function<TokenStream, P> parser) {
        this.lexer = lexer;
        this.parser = parser.apply(tokens);
        this.parser.removeErrorListeners();
        this.parser.setBuildParseTree(false);
    }

    ByteLexer tokens() {
        return lexer;
    }

    /** The context of the start rule; empty when the grammar refuses the slice. Good until the next slice. */
    <C extends ParserRuleContext> Optional<C> parse(SourceText text, int from, int to, Function<P, C> startRule) {
        if (to - from > LONGEST_SLICE) {
            lexer.read(text, from, from);
            return Optional.empty();
        }
        lexer.read(text, from, to);
        parser.setErrorHandler(bail);
        parser.reset();
        try {
            return Optional.of(startRule.apply(parser));
        } catch (StacklessBail.Refused refused) {
            return Optional.empty();
        }
    }

    /** Why the slice was refused. */
    SyntaxProblem problem(SourceText text, int from, int to, Function<P, ? extends ParserRuleContext> startRule) {
        if (to - from > LONGEST_SLICE)
            return new SyntaxProblem(text.span(from, to), "at most " + LONGEST_SLICE + " octets");
        lexer.read(text, from, to);
        parser.setErrorHandler(new ExplainingStrategy());
        parser.reset();
        try {
            startRule.apply(parser);
        } catch (ParseCancellationException refused) {
            if (refused.getCause() instanceof org.antlr.v4.runtime.RecognitionException error)
                return ExplainingStrategy.explain(error, parser, lexer);
        }
        return new SyntaxProblem(text.span(from, to), "another form");
    }
}
