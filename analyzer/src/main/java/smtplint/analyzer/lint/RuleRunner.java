package smtplint.analyzer.lint;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import smtplint.analyzer.model.Node;
import smtplint.analyzer.rules.Findings;
import smtplint.analyzer.rules.InternalRules;
import smtplint.analyzer.rules.Rule;
import smtplint.analyzer.rules.RuleCatalog;
import smtplint.analyzer.source.Evidence;
import smtplint.analyzer.source.Span;

/**
 * Runs rule by rule over the nodes of one unit. A rule that throws is one finding, and the next rule goes on. Rules are
 * kept by what they judge, so that a message costs nothing for the rules about dialogues.
 */
final class RuleRunner {
    /** One fault repeated more often tells nothing more, and each finding costs a search for its place. */
    private static final int MOST_PER_RULE = 1000;

    private final Group[] groups;

    RuleRunner(Settings settings) {
        Map<Class<? extends Node>, List<Rule>> bySubject = new LinkedHashMap<>();
        for (Rule rule : RuleCatalog.rules(settings.now())) {
            if (settings.severity(rule).isPresent() && !rule.isReportedByReader())
                bySubject
                        .computeIfAbsent(rule.subject(), subject -> new ArrayList<>())
                        .add(rule);
        }
        groups = bySubject.entrySet().stream()
                .map(entry -> Group.of(entry.getKey(), entry.getValue()))
                .toArray(Group[]::new);
    }

    /** @param needs of each rule: sets of evidence as bits, any of which suffices */
    private record Group(Class<? extends Node> subject, Rule[] rules, int[][] needs) {
        private static Group of(Class<? extends Node> subject, List<Rule> rules) {
            int[][] needs = new int[rules.size()][];
            for (int i = 0; i < needs.length; i++)
                needs[i] =
                        rules.get(i).needs().stream().mapToInt(RuleRunner::bits).toArray();
            return new Group(subject, rules.toArray(Rule[]::new), needs);
        }

        private boolean isSatisfied(int rule, int evidence) {
            for (int needed : needs[rule]) if ((needed & ~evidence) == 0) return true;
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
        private final NodeIndex nodes;
        private final Findings findings;
        private List<Node> subjects = List.of();

        private Judged(Node unit, Set<Evidence> evidence, FindingCollector collector, Rule first) {
            this.unit = unit;
            this.evidence = bits(evidence);
            this.collector = collector;
            this.nodes = new NodeIndex(unit);
            this.findings = new Findings(first, MOST_PER_RULE);
        }
    }

    /** What is about to be judged, empty when every rule is off. */
    Optional<Judged> prepare(Node unit, Set<Evidence> evidence, FindingCollector collector) {
        if (groups.length == 0) return Optional.empty();
        return Optional.of(new Judged(unit, evidence, collector, groups[0].rules[0]));
    }

    void run(Node unit, Set<Evidence> evidence, FindingCollector collector) {
        run(prepare(unit, evidence, collector).stream().toList());
    }

    /** One rule goes through all units before the next begins: its code stays warm in the processor. */
    void run(List<Judged> units) {
        for (Group group : groups) {
            boolean any = false;
            for (Judged unit : units) {
                unit.subjects = unit.nodes.of(group.subject);
                any |= !unit.subjects.isEmpty();
            }
            for (int i = 0; any && i < group.rules.length; i++)
                for (Judged unit : units)
                    if (!unit.subjects.isEmpty() && group.isSatisfied(i, unit.evidence)) judge(group.rules[i], unit);
        }
        for (Judged unit : units) unit.collector.add(unit.unit, unit.findings);
    }

    private static void judge(Rule rule, Judged unit) {
        unit.findings.begin(rule);
        judge(rule, unit.subjects, unit.findings, unit.collector);
        if (unit.findings.dropped() > 0)
            unit.collector.report(
                    InternalRules.LIMIT, unit.unit.span(), "The number of findings of " + rule.id(), MOST_PER_RULE);
    }

    private static void judge(Rule rule, List<Node> subjects, Findings findings, FindingCollector collector) {
        Rule.Check<Node> check = rule.check();
        int i = 0;
        try {
            for (; i < subjects.size(); i++) check.judge(subjects.get(i), findings);
        } catch (RuntimeException | StackOverflowError failure) {
            Span at = subjects.get(Math.min(i, subjects.size() - 1)).span();
            collector.report(
                    InternalRules.CRASHED, at, rule.id(), failure.getClass().getSimpleName());
        }
    }
}
