package smtplint.analyzer.lint;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import smtplint.analyzer.model.Node;
import smtplint.analyzer.rules.Findings;
import smtplint.analyzer.rules.InternalRules;
import smtplint.analyzer.rules.Rule;
import smtplint.analyzer.rules.RuleCatalog;
import smtplint.analyzer.source.Evidence;
import smtplint.analyzer.source.Span;

/** Runs rule by rule over the nodes of one unit. A rule that throws is one finding, and the next rule goes on. */
final class RuleRunner {
    private final List<Rule> enabled = new ArrayList<>();

    RuleRunner(Settings settings) {
        for (Rule rule : RuleCatalog.rules(settings.now()))
            if (settings.severity(rule).isPresent()) enabled.add(rule);
    }

    void run(Node unit, Set<Evidence> evidence, FindingCollector collector) {
        if (enabled.isEmpty()) return;
        NodeIndex nodes = new NodeIndex(unit);
        Findings findings = new Findings(enabled.get(0));
        for (Rule rule : enabled) {
            List<Node> subjects = nodes.of(rule.subject());
            if (subjects.isEmpty() || !rule.isSatisfiedBy(evidence)) continue;
            findings.begin(rule);
            judge(rule, subjects, findings, collector);
        }
        collector.add(unit, findings);
    }

    private static void judge(Rule rule, List<Node> subjects, Findings findings, FindingCollector collector) {
        Span at = subjects.get(0).span();
        try {
            for (Node node : subjects) {
                at = node.span();
                rule.check().judge(node, findings);
            }
        } catch (RuntimeException | StackOverflowError failure) {
            collector.report(
                    InternalRules.CRASHED, at, rule.id(), failure.getClass().getSimpleName());
        }
    }
}
