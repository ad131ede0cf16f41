package smtplint.analyzer.syntax;

import java.util.LinkedHashSet;
import java.util.Set;
import org.antlr.v4.runtime.DefaultErrorStrategy;
import org.antlr.v4.runtime.InputMismatchException;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.RuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.ParseCancellationException;
import org.jspecify.annotations.Nullable;
import smtplint.analyzer.model.SyntaxProblem;

/** Stops at the first error, as the fast parse does, but looks ahead at loops and options to know all that could follow. */
final class ExplainingStrategy extends DefaultErrorStrategy {
    private static final int MOST_WORDS = 4;

    @Override
    public void recover(Parser parser, RecognitionException error) {
        throw new ParseCancellationException(error);
    }

    @Override
    public Token recoverInline(Parser parser) {
        throw new ParseCancellationException(new InputMismatchException(parser));
    }

    /** Would look two tokens ahead for a repair that is not wanted. */
    @Override
    protected @Nullable Token singleTokenDeletion(Parser parser) {
        return null;
    }

    @Override
    protected void reportUnwantedToken(Parser parser) {
        throw new ParseCancellationException(new InputMismatchException(parser));
    }

    @Override
    protected void reportMissingToken(Parser parser) {
        throw new ParseCancellationException(new InputMismatchException(parser));
    }

    static SyntaxProblem explain(RecognitionException error, Parser parser, ByteLexer lexer) {
        int index = Math.min(error.getOffendingToken().getTokenIndex(), lexer.count());
        return new SyntaxProblem(lexer.span(index), expected(error, parser, lexer));
    }

    private static String expected(RecognitionException error, Parser parser, ByteLexer lexer) {
        Set<String> words = new LinkedHashSet<>();
        for (int type : error.getExpectedTokens().toList()) words.add(lexer.word(type));
        if (words.size() > 1) {
            int rule = ruleThatStartsAt(error.getOffendingToken(), error.getCtx());
            if (rule >= 0) return withArticle(abnfName(parser.getRuleNames()[rule]));
        }
        if (words.isEmpty() || words.size() > MOST_WORDS) return "another form";
        return String.join(" or ", words);
    }

    /** The outermost rule, the start rule excepted, of which the token would have been the first; -1 if there is none. */
    private static int ruleThatStartsAt(Token token, RuleContext innermost) {
        int found = -1;
        for (RuleContext context = innermost;
                context instanceof ParserRuleContext rule && rule.parent != null && rule.start == token;
                context = rule.parent) found = rule.getRuleIndex();
        return found;
    }

    private static String withArticle(String name) {
        return ("aeio".indexOf(name.charAt(0)) >= 0 ? "an " : "a ") + name;
    }

    /** {@code localPart} is written {@code local-part} in the RFCs. */
    private static String abnfName(String rule) {
        StringBuilder name = new StringBuilder(rule.length() + 4);
        for (int i = 0; i < rule.length(); i++) {
            char c = rule.charAt(i);
            if (c >= 'A' && c <= 'Z') name.append('-').append((char) (c + 32));
            else name.append(c);
        }
        return name.toString();
    }
}
