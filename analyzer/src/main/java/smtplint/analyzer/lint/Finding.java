package smtplint.analyzer.lint;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import smtplint.analyzer.model.Side;
import smtplint.analyzer.rules.Findings;
import smtplint.analyzer.rules.Fix;
import smtplint.analyzer.rules.Rule;
import smtplint.analyzer.rules.Severity;
import smtplint.analyzer.source.Span;

/**
 * One verdict: what is wrong where, who did it, and which section says so.
 *
 * @param severity the rule's, or the one set for it
 * @param side who is at fault
 * @param related places that explain it, consequences included
 * @param followOn consequences folded under it and not reported on their own
 * @param selector the place by structure: {@code session[1].transaction[2].data}
 */
public record Finding(
        Rule rule,
        Severity severity,
        Side side,
        String message,
        Span span,
        List<Findings.Related> related,
        int followOn,
        String selector,
        Optional<Fix> fix) {
    public Finding {
        related = List.copyOf(related);
    }

    /** The same finding with its places changed. */
    public Finding within(UnaryOperator<Span> change) {
        List<Findings.Related> changed = related.stream()
                .map(one -> new Findings.Related(change.apply(one.span()), one.message(), one.isConsequence()))
                .toList();
        return new Finding(rule, severity, side, message, change.apply(span), changed, followOn, selector, fix);
    }
}
