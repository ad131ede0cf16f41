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
            if (!isKnown(suppression, findings)) continue;
            if (!findings.suppress(suppression.rule()))
                findings.report(InternalRules.UNUSED, suppression.span(), suppression.rule());
        }
    }

    /** In one session of many: whether the note silences anything in others is not known. */
    static void silence(List<Recording.Suppression> suppressions, FindingCollector findings) {
        for (Recording.Suppression suppression : suppressions) findings.suppress(suppression.rule());
    }

    static void tellUnknown(List<Recording.Suppression> suppressions, FindingCollector findings) {
        for (Recording.Suppression suppression : suppressions) isKnown(suppression, findings);
    }

    private static boolean isKnown(Recording.Suppression suppression, FindingCollector findings) {
        if (RuleCatalog.find(suppression.rule()).isPresent()) return true;
        List<String> meant = RuleCatalog.resembling(suppression.rule());
        String advice = meant.isEmpty() ? "" : ", did you mean " + meant.get(0) + "?";
        findings.report(InternalRules.UNKNOWN_RULE, suppression.span(), suppression.rule(), advice);
        return false;
    }
}
