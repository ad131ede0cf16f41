package smtplint.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import smtplint.analyzer.lint.Finding;
import smtplint.analyzer.lint.Report;
import smtplint.analyzer.model.Node;
import smtplint.analyzer.model.Side;
import smtplint.analyzer.rules.Findings;
import smtplint.analyzer.rules.Rule;
import smtplint.analyzer.rules.Scope;
import smtplint.analyzer.rules.Severity;
import smtplint.analyzer.source.Evidence;
import smtplint.analyzer.source.SourceText;
import smtplint.analyzer.source.Span;
import smtplint.cli.input.Unit;

/**
 * A judge that finds what the test wants: the words ERROR, WARNING, INFO and HINT of a text, and it crashes at CRASH. So
 * the command line is tested whatever the rules are.
 */
public final class StandIn {
    private StandIn() {}

    public static Rule rule(Severity severity) {
        return new Rule(
                "test/" + severity.word(),
                severity,
                List.of(Set.of(Evidence.LINES)),
                Side.CLIENT,
                List.of(new Rule.Citation(5321, "4.5.2")),
                "the word " + severity,
                "",
                "",
                "",
                "",
                Rule.Example.SMTP,
                Node.class,
                Scope.ALL,
                (node, findings) -> {});
    }

    static Report judge(Unit unit, String name) {
        SourceText text = SourceText.of(unit.bytes());
        String words = text.toString();
        if (words.contains("CRASH")) throw new IllegalStateException("asked to crash");
        List<Finding> findings = new ArrayList<>();
        for (Severity severity : Severity.values())
            for (int at = words.indexOf(severity.name()); at >= 0; at = words.indexOf(severity.name(), at + 1))
                findings.add(finding(severity, new Span(at, at + severity.name().length())));
        findings.sort(java.util.Comparator.comparing(Finding::span));
        return report(text, findings);
    }

    public static Finding finding(Severity severity, Span span, Findings.Related... related) {
        return new Finding(
                rule(severity),
                severity,
                Side.CLIENT,
                "the word " + severity,
                span,
                List.of(related),
                0,
                "session[1]",
                Optional.empty());
    }

    public static Report report(SourceText text, List<Finding> findings) {
        return new Report(
                text, Report.Kind.TRANSCRIPT, "smtp", 0.9, List.of(), Set.of(), List.of(), List.of(), findings);
    }
}
