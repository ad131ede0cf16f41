package smtplint.analyzer.syntax;

import java.util.Arrays;
import org.antlr.v4.runtime.CharStream;
import org.antlr.v4.runtime.CommonTokenFactory;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenFactory;
import org.antlr.v4.runtime.TokenSource;
import org.jspecify.annotations.Nullable;
import smtplint.analyzer.source.SourceText;
import smtplint.analyzer.source.Span;

/**
 * Cuts a slice into tokens, all at once, into arrays that are used again for the next slice. A subclass is a class table
 * and the loop over the bytes; it calls {@link #add} for each token. Offsets are buffer offsets of the text; the end is
 * the byte after the last.
 *
 * <p>Tokens are views of the arrays: contexts that hold them are good until the next slice is read.
 */
abstract class ByteLexer implements TokenSource {
    private static final SourceText NOTHING = SourceText.of(new byte[0]);

    private SourceText text = NOTHING;
    private int[] types = new int[64];
    private int[] starts = new int[64];
    private int[] ends = new int[64];
    private int count;
    private int next;
    private ByteToken[] tokens = new ByteToken[0];

    /** Reads the bytes {@code from} to {@code to} of the text; tokens of an earlier slice become invalid. */
    final void read(SourceText source, int from, int to) {
        text = source;
        count = 0;
        next = 0;
        scan(source.buffer(), from, to);
        add(Token.EOF, to, to);
        count--;
    }

    /** Calls {@link #add} for every token, in order and without gaps: no byte is lost. */
    protected abstract void scan(byte[] bytes, int from, int to);

    /** What a token of this type is called when it was expected: "a word", "\">\"". */
    protected abstract String word(int type);

    protected final void add(int type, int start, int end) {
        if (count == types.length) grow();
        types[count] = type;
        starts[count] = start;
        ends[count++] = end;
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

    final SourceText text() {
        return text;
    }

    final Span span(int index) {
        return text.span(starts[index], ends[index]);
    }

    final String string(int index) {
        return text.string(starts[index], ends[index]);
    }

    final ByteToken token(int index) {
        if (index >= tokens.length) {
            int from = tokens.length;
            tokens = Arrays.copyOf(tokens, types.length);
            for (int i = from; i < tokens.length; i++) tokens[i] = new ByteToken(this, i);
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
