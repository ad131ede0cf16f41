package smtplint.analyzer.syntax;

import java.util.Arrays;
import org.antlr.v4.runtime.CharStream;
import org.antlr.v4.runtime.CommonTokenFactory;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenFactory;
import org.antlr.v4.runtime.TokenSource;
import org.jspecify.annotations.Nullable;

/**
 * Tokens as arrays of type, start and end, used again from one input to the next, and the views of them that ANTLR asks
 * for. Contexts that hold such a view are good until the next input is read.
 */
abstract class TokenTable implements TokenSource {
    private int[] types = new int[16];
    private int[] starts = new int[16];
    private int[] ends = new int[16];
    private int count;
    private int next;
    private TableToken[] tokens = new TableToken[0];

    /** What a token of this type is called when it was expected: "a word", "\">\"". */
    protected abstract String word(int type);

    /** The text that a range of offsets stands for. */
    protected abstract String string(int from, int to);

    protected final void clear() {
        count = 0;
        next = 0;
    }

    /** Closes the table: all tokens are added. */
    protected final void close(int end) {
        add(Token.EOF, end, end);
        count--;
    }

    protected final void add(int type, int start, int end) {
        if (count == types.length) grow();
        types[count] = type;
        starts[count] = start;
        ends[count++] = end;
    }

    /** Moves the end of the last token. */
    protected final void extend(int end) {
        ends[count - 1] = end;
    }

    private void grow() {
        types = Arrays.copyOf(types, count * 2);
        starts = Arrays.copyOf(starts, count * 2);
        ends = Arrays.copyOf(ends, count * 2);
    }

    /** How many tokens the slice has, the end of input not counted. */
    final int count() {
        return count;
    }

    /** The type of a token; {@code EOF} for the one after the last. */
    final int type(int index) {
        return types[index];
    }

    final int start(int index) {
        return starts[index];
    }

    final int end(int index) {
        return ends[index];
    }

    final String string(int index) {
        return string(starts[index], ends[index]);
    }

    final TableToken token(int index) {
        if (index >= tokens.length) {
            int from = tokens.length;
            tokens = Arrays.copyOf(tokens, Math.max(8, index * 2));
            for (int i = from; i < tokens.length; i++) tokens[i] = new TableToken(this, i);
        }
        return tokens[index];
    }

    @Override
    public final Token nextToken() {
        return token(next < count ? next++ : count);
    }

    @Override
    public final int getLine() {
        return 1;
    }

    @Override
    public final int getCharPositionInLine() {
        return starts[Math.min(next, count)];
    }

    @Override
    public final @Nullable CharStream getInputStream() {
        return null;
    }

    @Override
    public final String getSourceName() {
        return "";
    }

    @Override
    public final void setTokenFactory(TokenFactory<?> factory) {
        throw new UnsupportedOperationException("tokens are views of the lexer's arrays");
    }

    @Override
    public final TokenFactory<?> getTokenFactory() {
        return CommonTokenFactory.DEFAULT;
    }
}
