package smtplint.analyzer.lint;

import java.util.List;
import smtplint.analyzer.dialect.Recording;
import smtplint.analyzer.rules.InternalRules;
import smtplint.analyzer.rules.RuleCatalog;

/** Silences the rules that notes in a transcript name; a note that silences nothing is a finding. */
final class Suppressions {
    private Suppressions() {}

    static void apply(List<Recording.Suppression> suppressions, FindingCollector findings) {
        for (Recording.Suppression suppression : suppressions) {
            if (RuleCatalog.find(suppression.rule()).isEmpty()) {
                List<String> meant = RuleCatalog.resembling(suppression.rule());
                String advice = meant.isEmpty() ? "" : ", did you mean " + meant.get(0) + "?";
                findings.report(InternalRules.UNKNOWN_RULE, suppression.span(), suppression.rule(), advice);
            } else if (!findings.suppress(suppression.rule())) {
                findings.report(InternalRules.UNUSED, suppression.span(), suppression.rule());
            }
        }
    }
}
