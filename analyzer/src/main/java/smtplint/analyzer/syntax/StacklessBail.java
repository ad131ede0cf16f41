package smtplint.analyzer.syntax;

import org.antlr.v4.runtime.DefaultErrorStrategy;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Token;

/**
 * Gives up at the first error, as {@code BailErrorStrategy} does, without saying where: that a field is refused is all
 * that the fast way wants to know, and refused fields are too common to fill in a stack trace for each.
 */
final class StacklessBail extends DefaultErrorStrategy {
    /** The parser refused; made once and thrown again, so that it costs nothing. */
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1;

        private Refused() {
            super("refused", null, false, false);
        }
    }

    private final Refused refused = new Refused();

    @Override
    public void reportError(Parser recognizer, RecognitionException error) {}

    @Override
    public void recover(Parser recognizer, RecognitionException error) {
        throw refused;
    }

    @Override
    public Token recoverInline(Parser recognizer) {
        throw refused;
    }

    @Override
    public void sync(Parser recognizer) {}
}
