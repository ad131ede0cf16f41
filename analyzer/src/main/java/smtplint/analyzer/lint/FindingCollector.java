package smtplint.analyzer.lint;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import smtplint.analyzer.model.Fact;
import smtplint.analyzer.model.Node;
import smtplint.analyzer.model.Session;
import smtplint.analyzer.rules.Findings;
import smtplint.analyzer.rules.Quirks;
import smtplint.analyzer.rules.Rule;
import smtplint.analyzer.rules.RuleCatalog;
import smtplint.analyzer.rules.Severity;
import smtplint.analyzer.session.Credentials;
import smtplint.analyzer.source.Span;

/** Turns what rules found into findings, with the severity in force and a selector. */
final class FindingCollector {
    private final Settings settings;
    /** What comes before the selectors: the message of an mbox. */
    private final String within;

    private final List<Finding> findings = new ArrayList<>();

    FindingCollector(Settings settings) {
        this(settings, "");
    }

    private FindingCollector(Settings settings, String within) {
        this.settings = settings;
        this.within = within;
    }

    /** Of a message in an mbox, the first of which has number 1. */
    static FindingCollector ofMessage(Settings settings, int number) {
        return new FindingCollector(settings, "message[" + number + "].");
    }

    void add(Node judged, Findings found) {
        if (found.all().isEmpty()) return;
        Node unit = judged instanceof Fact fact ? fact.unit() : judged;
        Selectors selectors = new Selectors(unit);
        Credentials credentials = Credentials.of(unit instanceof Session session ? List.of(session) : List.of());
        Map<Rule, Optional<String>> products = new IdentityHashMap<>(0);
        for (Findings.Found one : found.all()) {
            Optional<String> product = unit instanceof Session session
                    ? products.computeIfAbsent(one.rule, rule -> Quirks.product(rule, session))
                    : Optional.empty();
            String known = product.map(name -> ", as " + name + " does").orElse("");
            settings.severity(one.rule)
                    .ifPresent(severity -> findings.add(new Finding(
                            one.rule,
                            product.isPresent() && severity.isAtLeast(Severity.INFO) ? Severity.INFO : severity,
                            one.side(),
                            credentials.mask(one.message(), one.span) + known,
                            one.span,
                            masked(one.related, credentials),
                            one.followOn(),
                            within + selectors.of(one.span),
                            one.fix())));
        }
    }

    private static List<Findings.Related> masked(List<Findings.Related> related, Credentials credentials) {
        if (credentials.isEmpty()) return related;
        return related.stream()
                .map(r -> new Findings.Related(r.span(), credentials.mask(r.message(), r.span()), r.isConsequence()))
                .toList();
    }

    /** Reports a rule that judges the input as a whole. */
    void report(String id, Span span, Object... arguments) {
        Rule rule = RuleCatalog.find(id).orElseThrow();
        Optional<Severity> severity = settings.severity(rule);
        if (severity.isEmpty()) return;
        String message = String.format(java.util.Locale.ROOT, rule.message(), arguments);
        findings.add(new Finding(
                rule, severity.get(), rule.side(), message, span, List.of(), 0, within + "file", Optional.empty()));
    }

    /** Drops the findings of a rule; true when there were any. */
    boolean suppress(String ruleId) {
        return findings.removeIf(f -> f.rule().id().equals(ruleId));
    }

    List<Finding> sorted() {
        findings.sort(
                Comparator.comparing(Finding::span).thenComparing(f -> f.rule().id()));
        return findings;
    }
}
