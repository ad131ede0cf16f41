package smtplint.analyzer.syntax;

import org.antlr.v4.runtime.CharStream;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenSource;
import org.jspecify.annotations.Nullable;

/** The token at an index of a {@link TokenTable}: a view of its arrays, made once and good for every slice. */
final class TableToken implements Token {
    private final TokenTable table;
    private final int index;

    TableToken(TokenTable table, int index) {
        this.table = table;
        this.index = index;
    }

    /** The offset of the first byte. */
    int start() {
        return table.start(index);
    }

    /** The offset after the last byte. */
    int end() {
        return table.end(index);
    }

    @Override
    public String getText() {
        return getType() == Token.EOF ? "" : table.string(index);
    }

    @Override
    public int getType() {
        return table.type(index);
    }

    @Override
    public int getLine() {
        return 1;
    }

    @Override
    public int getCharPositionInLine() {
        return start();
    }

    @Override
    public int getChannel() {
        return Token.DEFAULT_CHANNEL;
    }

    @Override
    public int getTokenIndex() {
        return index;
    }

    @Override
    public int getStartIndex() {
        return start();
    }

    @Override
    public int getStopIndex() {
        return end() - 1;
    }

    @Override
    public TokenSource getTokenSource() {
        return table;
    }

    @Override
    public @Nullable CharStream getInputStream() {
        return null;
    }
}
