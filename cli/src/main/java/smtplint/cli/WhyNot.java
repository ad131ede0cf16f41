package smtplint.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import smtplint.analyzer.lint.Report;
import smtplint.analyzer.lint.Settings;
import smtplint.analyzer.model.Session;
import smtplint.analyzer.rules.Rule;
import smtplint.analyzer.source.Evidence;
import smtplint.cli.format.Printable;

/** Says for one input why a rule found nothing in it. */
final class WhyNot {
    private WhyNot() {}

    /** @param doubtful the input was not judged, for it is not sure enough what it is */
    static List<String> lines(String path, Rule rule, Report report, boolean doubtful, Settings settings) {
        List<String> lines = new ArrayList<>();
        String start = Printable.text(path) + ": " + rule.id() + ": ";
        long found = report.findings().stream()
                .filter(f -> f.rule().id().equals(rule.id()))
                .count();
        if (doubtful)
            lines.add(start + "the input, read as " + report.dialect() + ", was too doubtful to be judged unless named"
                    + reasons(report));
        else if (found > 0) lines.add(start + "found " + found);
        else if (settings.severity(rule).isEmpty()) lines.add(start + "is off");
        else if (report.kind() == Report.Kind.UNKNOWN)
            lines.add(start + "the input was not recognised" + reasons(report));
        else if (report.sessions().isEmpty()) lines.add(start + judged(rule, report.preserves(), report.dialect()));
        else
            for (Session session : report.sessions())
                lines.add(start + "session " + session.number() + ": "
                        + judged(rule, session.evidence(), "this " + report.dialect() + " recording"));
        return lines;
    }

    private static String judged(Rule rule, Set<Evidence> evidence, String what) {
        Optional<Set<Evidence>> missing = rule.missing(evidence);
        if (missing.isEmpty()) return "judged, nothing wrong";
        StringBuilder names = new StringBuilder();
        for (Evidence lacking : missing.get())
            names.append(names.isEmpty() ? "" : ", ").append(lacking.name().toLowerCase(Locale.ROOT));
        return "silent: needs " + names + ", which " + what + " does not show";
    }

    private static String reasons(Report report) {
        return report.reasons().isEmpty() ? "" : " (" + String.join("; ", report.reasons()) + ")";
    }
}
