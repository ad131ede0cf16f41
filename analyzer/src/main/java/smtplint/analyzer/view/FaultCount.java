package smtplint.analyzer.view;

import java.util.List;
import smtplint.analyzer.source.Span;

/** Counts the findings of a session from one exchange to the next: both come in the order of the input. */
final class FaultCount {
    private final List<Span> faults;
    private final int start;
    private int next;

    /** @param faults where findings stand, in order; those before the session are passed over */
    FaultCount(List<Span> faults, Span session) {
        this.faults = faults;
        start = session.start();
    }

    /** How many begin before the offset and were not counted yet. */
    int until(int end) {
        int count = 0;
        for (; next < faults.size() && faults.get(next).start() < end; next++)
            if (faults.get(next).start() >= start) count++;
        return count;
    }
}
