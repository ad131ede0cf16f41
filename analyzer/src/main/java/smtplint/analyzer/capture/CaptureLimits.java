package smtplint.analyzer.capture;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import smtplint.analyzer.dialect.Overrun;
import smtplint.analyzer.source.Span;

/** Limits that a capture went over: each is told once, at the beginning of the file. */
final class CaptureLimits {
    private final Map<String, Long> reached = new LinkedHashMap<>();

    void reached(String what, long limit) {
        reached.putIfAbsent(what, limit);
    }

    /** @param at the beginning of the file, as a finding names it */
    List<Overrun> overruns(Span at) {
        List<Overrun> overruns = new ArrayList<>(reached.size());
        reached.forEach((what, limit) -> overruns.add(new Overrun(what, limit, at, false)));
        return overruns;
    }

    boolean isEmpty() {
        return reached.isEmpty();
    }
}
