package smtplint.analyzer.syntax;

/** Refuses to look further ahead than one token, as a strictly LL(1) parser never does. */
final class OneTokenAhead extends TableTokens {
    OneTokenAhead(TokenTable table) {
        super(table);
    }

    @Override
    public int LA(int i) {
        if (i > 1) throw new AssertionError("looked " + i + " tokens ahead");
        return super.LA(i);
    }
}
