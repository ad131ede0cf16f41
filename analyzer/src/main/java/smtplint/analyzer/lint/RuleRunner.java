package smtplint.analyzer.lint;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import smtplint.analyzer.model.Node;
import smtplint.analyzer.rules.Findings;
import smtplint.analyzer.rules.InternalRules;
import smtplint.analyzer.rules.Rule;
import smtplint.analyzer.rules.RuleCatalog;
import smtplint.analyzer.source.Evidence;

/**
 * Runs rule by rule over the nodes of some units that are in its scope. A rule that throws is one finding, and the next
 * rule goes on. Immutable: one serves all threads.
 */
final class RuleRunner {
    /** One fault repeated more often tells nothing more, and each finding costs a search for its place. */
    private static final int MOST_PER_RULE = 1000;

    private final List<Class<? extends Node>> subjects;
    /** The rules about each subject, in the order of the subjects. */
    private final List<Entry[]> rules;

    RuleRunner(Settings settings) {
        Map<Class<? extends Node>, List<Entry>> bySubject = new LinkedHashMap<>();
        for (Rule rule : RuleCatalog.rules(settings.now())) {
            if (settings.severity(rule).isPresent() && !rule.isReportedByReader())
                bySubject
                        .computeIfAbsent(rule.subject(), subject -> new ArrayList<>())
                        .add(Entry.of(rule));
        }
        subjects = List.copyOf(bySubject.keySet());
        rules = bySubject.values().stream()
                .map(entries -> entries.toArray(Entry[]::new))
                .toList();
    }

    /** @param needs sets of evidence as bits, any of which suffices */
    private record Entry(Rule rule, int[] needs) {
        private static Entry of(Rule rule) {
            return new Entry(
                    rule, rule.needs().stream().mapToInt(RuleRunner::bits).toArray());
        }

        private boolean isSatisfied(int evidence) {
            for (int needed : needs) if ((needed & ~evidence) == 0) return true;
            return false;
        }
    }

    private static int bits(Set<Evidence> evidence) {
        int bits = 0;
        for (Evidence one : evidence) bits |= 1 << one.ordinal();
        return bits;
    }

    /** One unit to be judged together with others, and what is found in it. */
    static final class Judged {
        private final Node unit;
        private final int evidence;
        private final FindingCollector collector;
        private final Findings findings = new Findings(MOST_PER_RULE);

        Judged(Node unit, Set<Evidence> evidence, FindingCollector collector) {
            this.unit = unit;
            this.evidence = bits(evidence);
            this.collector = collector;
        }
    }

    /** An index for the nodes that the rules judge, to be used again and again by one thread. */
    NodeIndex newIndex() {
        return new NodeIndex(subjects);
    }

    /**
     * One rule goes through all units before the next begins: its code stays warm in the processor.
     *
     * @param index the nodes of these units, numbered in their order
     */
    void run(List<Judged> units, NodeIndex index) {
        for (int subject = 0; subject < rules.size(); subject++) {
            NodeTable nodes = index.of(subject);
            for (Entry entry : rules.get(subject)) if (nodes.mayHold(entry.rule.scope())) judge(entry, nodes, units);
        }
        for (Judged unit : units) unit.collector.add(unit.unit, unit.findings);
    }

    private static void judge(Entry entry, NodeTable nodes, List<Judged> units) {
        for (int i = 0; i < nodes.units(); i++) {
            Judged unit = units.get(nodes.unit(i));
            if (nodes.mayHold(entry.rule.scope(), i) && entry.isSatisfied(unit.evidence))
                judge(entry.rule, nodes, nodes.start(i), nodes.end(i), unit);
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
