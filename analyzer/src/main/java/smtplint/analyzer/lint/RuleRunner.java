package smtplint.analyzer.lint;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import smtplint.analyzer.model.Node;
import smtplint.analyzer.rules.Findings;
import smtplint.analyzer.rules.InternalRules;
import smtplint.analyzer.rules.Rule;
import smtplint.analyzer.rules.RuleCatalog;
import smtplint.analyzer.rules.RuleTimes;
import smtplint.analyzer.source.Evidence;

/**
 * Runs rule by rule over the nodes of some units that are in its scope. A rule that throws is one finding, and the next
 * rule goes on. One serves all threads.
 */
final class RuleRunner {
    /** One fault repeated more often tells nothing more, and each finding costs a search for its place. */
    private static final int MOST_PER_RULE = 1000;

    private final Settings settings;
    private final Optional<RuleTimes> times;
    private final Map<RuleCatalog.Part, RuleSet> sets = new EnumMap<>(RuleCatalog.Part.class);

    RuleRunner(Settings settings, Optional<RuleTimes> times) {
        this.settings = settings;
        this.times = times;
    }

    /** The rules of a part of the catalog, made when they are first asked for: that takes as long as a small message. */
    RuleSet rules(RuleCatalog.Part part) {
        synchronized (sets) {
            return sets.computeIfAbsent(part, p -> new RuleSet(p, settings));
        }
    }

    /** One unit to be judged together with others, and what is found in it. */
    static final class Judged {
        private final Node unit;
        private final int evidence;
        private final FindingCollector collector;
        private final Findings findings = new Findings(MOST_PER_RULE);

        Judged(Node unit, Set<Evidence> evidence, FindingCollector collector) {
            this.unit = unit;
            this.evidence = RuleSet.bits(evidence);
            this.collector = collector;
        }

        /** Hands over what the rules found. */
        void finish() {
            collector.add(unit, findings);
        }
    }

    /**
     * One rule goes through all units before the next begins: its code stays warm in the processor.
     *
     * @param index the nodes of these units, numbered in their order, that these rules judge
     */
    void run(RuleSet rules, NodeIndex index, List<Judged> units) {
        for (int subject = 0; subject < rules.subjects().size(); subject++) {
            NodeTable nodes = index.of(subject);
            for (RuleSet.Entry entry : rules.about(subject)) {
                if (!nodes.mayHold(entry.rule().scope())) continue;
                if (times.isEmpty()) judge(entry, nodes, units);
                else judgeTimed(entry, nodes, units, times.get());
            }
        }
    }

    private static void judgeTimed(RuleSet.Entry entry, NodeTable nodes, List<Judged> units, RuleTimes times) {
        long start = times.now();
        judge(entry, nodes, units);
        times.add(entry.rule(), start);
    }

    private static void judge(RuleSet.Entry entry, NodeTable nodes, List<Judged> units) {
        for (int i = 0; i < nodes.units(); i++) {
            Judged unit = units.get(nodes.unit(i));
            if (nodes.mayHold(entry.rule().scope(), i) && entry.isSatisfied(unit.evidence))
                judge(entry.rule(), nodes, nodes.start(i), nodes.end(i), unit);
        }
    }

    private static void judge(Rule rule, NodeTable nodes, int from, int to, Judged unit) {
        unit.findings.begin(rule);
        int i = from;
        try {
            for (; i < to; i++) if (nodes.isIn(rule.scope(), i)) rule.check().judge(nodes.node(i), unit.findings);
        } catch (RuntimeException | StackOverflowError failure) {
            unit.collector.report(
                    InternalRules.CRASHED,
                    nodes.node(i).span(),
                    rule.id(),
                    failure.getClass().getSimpleName());
        }
        if (unit.findings.dropped() > 0)
            unit.collector.report(
                    InternalRules.LIMIT, unit.unit.span(), "The number of findings of " + rule.id(), MOST_PER_RULE);
    }
}
