package smtplint.cli.format;

import java.util.List;
import smtplint.analyzer.lint.Finding;
import smtplint.analyzer.source.Span;

/**
 * A finding with its places in the file.
 *
 * @param message with credentials masked
 * @param at the structural selector
 */
public record Placed(Finding finding, String message, Place start, Place end, List<Related> related, String at) {
    public Placed {
        related = List.copyOf(related);
    }

    public record Related(String message, Span span, Place start, Place end, boolean isConsequence) {}

    public static Placed of(Finding finding, Places places, Secrets secrets, String at) {
        Place start = places.place(finding.span().start());
        Place end = places.end(finding.span());
        List<Related> related = finding.related().stream()
                .map(r -> new Related(
                        secrets.mask(r.message()),
                        r.span(),
                        places.place(r.span().start()),
                        places.end(r.span()),
                        r.isConsequence()))
                .toList();
        return new Placed(finding, secrets.mask(finding.message()), start, end, related, at);
    }
}
