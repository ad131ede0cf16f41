package smtplint.analyzer.rules;

import java.util.List;
import smtplint.analyzer.source.Span;

/** A change that is certain to be what was meant. */
public record Fix(String title, List<Edit> edits) {
    public Fix {
        edits = List.copyOf(edits);
    }

    public record Edit(Span span, String replacement) {}
}
