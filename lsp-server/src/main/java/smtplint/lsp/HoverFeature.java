package smtplint.lsp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.lsp4j.Hover;
import org.eclipse.lsp4j.MarkupContent;
import org.eclipse.lsp4j.MarkupKind;
import org.eclipse.lsp4j.Position;
import smtplint.analyzer.lint.Finding;
import smtplint.analyzer.model.Command;
import smtplint.analyzer.rules.Rule;
import smtplint.analyzer.session.Credentials;
import smtplint.analyzer.source.Span;

/** Explains what stands under the cursor, and the rules that found something there. */
final class HoverFeature {
    private static final int MOST_RULES = 2;

    private final Encoding encoding;
    private final boolean markdown;

    HoverFeature(Encoding encoding, boolean markdown) {
        this.encoding = encoding;
        this.markdown = markdown;
    }

    Optional<Hover> hover(Analysis analysis, Position position) {
        Positions positions = analysis.text().positions(encoding);
        int offset = positions.offset(position);
        HoverText text = new HoverText(markdown);
        Credentials credentials = Credentials.of(analysis.report().sessions());
        Optional<Span> place = Cursor.at(analysis.report(), offset)
                .flatMap(cursor -> isHidden(cursor, credentials) ? hidden(text, offset) : cursor.explain(text));
        List<Finding> findings = new ArrayList<>();
        for (Finding finding : analysis.findings())
            if (findings.size() < MOST_RULES && touches(finding.span(), offset)) findings.add(finding);
        findings.forEach(finding -> explain(finding, text));
        if (text.isEmpty()) return Optional.empty();
        Span span = place.orElseGet(() -> findings.get(0).span());
        String kind = markdown ? MarkupKind.MARKDOWN : MarkupKind.PLAINTEXT;
        return Optional.of(
                new Hover(new MarkupContent(kind, credentials.mask(text.toString())), positions.range(span)));
    }

    /** A line that the server took for a command, and that is a name or a password. */
    private static boolean isHidden(Cursor cursor, Credentials credentials) {
        return cursor instanceof Cursor.OnCommand on
                && !(on.command() instanceof Command.AuthResponse)
                && credentials.touch(on.command().verb().span());
    }

    private static Optional<Span> hidden(HoverText text, int offset) {
        text.title(Credentials.MASK, "credentials hidden");
        return Optional.of(new Span(offset, offset));
    }

    private static boolean touches(Span span, int offset) {
        return span.contains(offset) || span.start() == offset;
    }

    private static void explain(Finding finding, HoverText text) {
        Rule rule = finding.rule();
        String sections = rule.sources();
        text.title(rule.id(), "(" + finding.severity().word() + ") " + finding.message());
        text.line(rule.reason() + (sections.isEmpty() ? "" : " (" + sections + ")"));
        if (!rule.advice().isEmpty()) text.line(rule.advice());
    }
}
