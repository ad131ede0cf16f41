package smtplint.analyzer.dialect;

/** A dialect whose lines stand in a wrapping: made for one file. */
final class WrappedDialect extends Dialect {
    private final Dialect dialect;
    private final Wrapping wrapping;
    private final Head unwrapped;

    /** @param unwrapped the head of the file without the wrapping */
    WrappedDialect(Dialect dialect, Wrapping wrapping, Head unwrapped) {
        super(dialect.name(), dialect.recordedBy(), dialect.preserves(), dialect.hides(), dialect.example());
        this.dialect = dialect;
        this.wrapping = wrapping;
        this.unwrapped = unwrapped;
    }

    /** What stands in the wrapping, or in all of them. */
    Dialect bare() {
        return dialect instanceof WrappedDialect wrapped ? wrapped.bare() : dialect;
    }

    @Override
    boolean isLog() {
        return dialect.isLog();
    }

    @Override
    boolean streams() {
        return dialect.streams();
    }

    @Override
    Fit fit(Head head) {
        return dialect.fit(unwrapped);
    }

    @Override
    LineReader reader(Head head, Sessions sessions) {
        return wrapping.around().apply(dialect.reader(unwrapped, sessions));
    }
}
