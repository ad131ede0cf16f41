package smtplint.analyzer.lint;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import smtplint.analyzer.model.Node;
import smtplint.analyzer.source.Evidence;

/**
 * Gathers units, so that rules run over many small ones at once: a rule that changes at every call costs more than it
 * does. For one thread, and to be used again.
 */
final class RuleBatch {
    private static final int SIZE = 64;

    private final RuleRunner runner;
    private final NodeIndex nodes;
    private final List<RuleRunner.Judged> units = new ArrayList<>(SIZE);

    RuleBatch(RuleRunner runner) {
        this.runner = runner;
        nodes = runner.newIndex();
    }

    /** Forgets what a check that failed may have left. */
    void begin() {
        units.clear();
        nodes.clear();
    }

    void add(Node unit, Set<Evidence> evidence, FindingCollector collector) {
        nodes.add(units.size(), unit);
        units.add(new RuleRunner.Judged(unit, evidence, collector));
        if (units.size() == SIZE) finish();
    }

    /** Judges what is still waiting. */
    void finish() {
        runner.run(units, nodes);
        begin();
    }
}
