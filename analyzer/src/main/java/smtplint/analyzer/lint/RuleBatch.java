package smtplint.analyzer.lint;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import smtplint.analyzer.model.Node;
import smtplint.analyzer.source.Evidence;

/** Gathers units, so that rules run over many small ones at once: a rule that changes at every call costs more than it does. */
final class RuleBatch {
    private static final int SIZE = 64;

    private final RuleRunner runner;
    private final List<RuleRunner.Judged> units = new ArrayList<>(SIZE);

    RuleBatch(RuleRunner runner) {
        this.runner = runner;
    }

    void add(Node unit, Set<Evidence> evidence, FindingCollector collector) {
        runner.prepare(unit, evidence, collector).ifPresent(units::add);
        if (units.size() == SIZE) finish();
    }

    /** Judges what is still waiting. */
    void finish() {
        runner.run(units);
        units.clear();
    }
}
