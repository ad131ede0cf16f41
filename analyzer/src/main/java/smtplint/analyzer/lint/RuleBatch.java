package smtplint.analyzer.lint;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import smtplint.analyzer.model.Node;
import smtplint.analyzer.model.Session;
import smtplint.analyzer.rules.RuleCatalog.Part;
import smtplint.analyzer.source.Evidence;

/**
 * Gathers units, so that rules run over many small ones at once: a rule that changes at every call costs more than it
 * does. For one thread, and to be used again.
 */
final class RuleBatch {
    private static final int SIZE = 64;

    private final RuleRunner runner;
    private final Share dialogue = new Share(Part.DIALOGUE);
    private final Share message = new Share(Part.MESSAGE);
    private final List<RuleRunner.Judged> units = new ArrayList<>(SIZE);

    private final Consumer<Node> adder = this::add;
    private boolean inSession;

    RuleBatch(RuleRunner runner) {
        this.runner = runner;
    }

    /** The rules of one part of the catalog and the nodes for them; neither before there is a node. */
    private final class Share {
        private final Part part;
        private @Nullable RuleSet rules;
        private @Nullable NodeIndex nodes;

        private Share(Part part) {
            this.part = part;
        }

        private void add(Node node) {
            if (rules == null || nodes == null) {
                rules = runner.rules(part);
                nodes = new NodeIndex(rules.subjects());
            }
            nodes.add(units.size(), node);
        }

        private void run() {
            if (rules != null && nodes != null) runner.run(rules, nodes, units);
        }

        private void clear() {
            if (nodes != null) nodes.clear();
        }
    }

    /** Forgets what a check that failed may have left. */
    void begin() {
        units.clear();
        dialogue.clear();
        message.clear();
    }

    void add(Node unit, Set<Evidence> evidence, FindingCollector collector) {
        inSession = unit instanceof Session;
        add(unit);
        units.add(new RuleRunner.Judged(unit, evidence, collector));
        if (units.size() == SIZE) finish();
    }

    private void add(Node node) {
        if (inSession) dialogue.add(node);
        message.add(node);
        node.children(adder);
    }

    /** Judges what is still waiting. */
    void finish() {
        dialogue.run();
        message.run();
        for (RuleRunner.Judged unit : units) unit.finish();
        begin();
    }
}
