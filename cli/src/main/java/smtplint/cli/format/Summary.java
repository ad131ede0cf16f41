package smtplint.cli.format;

import smtplint.analyzer.model.Side;
import smtplint.analyzer.rules.Severity;

/** Counts of a whole run. */
public final class Summary {
    private final long[][] bySeverity = new long[Severity.values().length][Side.values().length];
    public long files;
    public long sessions;
    public long messages;
    public long bytes;
    public long unreadable;
    /** Files met in folders that are no mail. */
    public long bystanders;

    /** Files met in folders that were not judged, because it is not sure what they are. */
    public long doubtful;

    public long notPrinted;
    public long hundredths;
    public int exit;

    public void count(Placed placed) {
        bySeverity[placed.finding().severity().ordinal()][
                placed.finding().side().ordinal()]++;
    }

    public long of(Severity severity) {
        long sum = 0;
        for (long n : bySeverity[severity.ordinal()]) sum += n;
        return sum;
    }

    public long of(Severity severity, Side side) {
        return bySeverity[severity.ordinal()][side.ordinal()];
    }
}
