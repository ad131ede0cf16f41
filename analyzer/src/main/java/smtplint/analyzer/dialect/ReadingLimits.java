package smtplint.analyzer.dialect;

/**
 * What bounds the memory that reading a transcript takes.
 *
 * @param lineBytes of a line; what lies behind is left out
 * @param sessionBytes of a session; a larger one is not kept
 * @param openSessions at a time; the one that was silent longest is closed for another
 */
public record ReadingLimits(int lineBytes, long sessionBytes, int openSessions) {
    public static final ReadingLimits DEFAULT = new ReadingLimits(1 << 20, 256L << 20, 10_000);
}
