package smtplint.analyzer.syntax;

import org.antlr.v4.runtime.RuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenSource;
import org.antlr.v4.runtime.TokenStream;
import org.antlr.v4.runtime.misc.Interval;
import org.jspecify.annotations.Nullable;

/** The tokens of a {@link TokenTable}, as the stream that ANTLR's parsers take. */
class TableTokens implements TokenStream {
    private final TokenTable table;
    private int position;

    TableTokens(TokenTable table) {
        this.table = table;
    }

    @Override
    public void consume() {
        if (position < table.count()) position++;
    }

    @Override
    public int LA(int i) {
        if (i == 1) return table.type(position);
        Token token = LT(i);
        return token == null ? Token.EOF : token.getType();
    }

    @Override
    public @Nullable Token LT(int k) {
        int index = k > 0 ? position + k - 1 : position + k;
        if (k == 0 || index < 0) return null;
        return table.token(Math.min(index, table.count()));
    }

    @Override
    public Token get(int index) {
        return table.token(index);
    }

    @Override
    public TokenSource getTokenSource() {
        return table;
    }

    @Override
    public String getText(Interval interval) {
        if (interval.a < 0 || interval.b < interval.a) return "";
        int last = Math.min(interval.b, table.count());
        return table.string(table.start(interval.a), table.end(last));
    }

    @Override
    public String getText() {
        return getText(Interval.of(0, table.count()));
    }

    @Override
    public String getText(RuleContext context) {
        return getText(context.getSourceInterval());
    }

    @Override
    public String getText(Token start, Token stop) {
        return getText(Interval.of(start.getTokenIndex(), stop.getTokenIndex()));
    }

    @Override
    public int mark() {
        return 0;
    }

    @Override
    public void release(int marker) {}

    @Override
    public int index() {
        return position;
    }

    @Override
    public void seek(int index) {
        position = index;
    }

    @Override
    public int size() {
        return table.count() + 1;
    }

    @Override
    public String getSourceName() {
        return table.getSourceName();
    }
}
