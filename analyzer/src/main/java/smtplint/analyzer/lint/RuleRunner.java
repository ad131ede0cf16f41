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

    void run(Node unit, Set<Evidence> evidence, FindingCollector collector) {
        if (groups.length == 0) return;
        int bits = bits(evidence);
        NodeIndex nodes = new NodeIndex(unit);
        Findings findings = new Findings(groups[0].rules[0], MOST_PER_RULE);
        for (Group group : groups) {
            List<Node> subjects = nodes.of(group.subject);
            if (subjects.isEmpty()) continue;
            for (int i = 0; i < group.rules.length; i++) {
                if (!group.isSatisfied(i, bits)) continue;
                findings.begin(group.rules[i]);
                judge(group.rules[i], subjects, findings, collector);
                if (findings.dropped() > 0)
                    collector.report(
                            InternalRules.LIMIT,
                            unit.span(),
                            "The number of findings of " + group.rules[i].id(),
                            MOST_PER_RULE);
            }
        }
        collector.add(unit, findings);
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
