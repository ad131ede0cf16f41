package smtplint.analyzer.syntax;

import smtplint.analyzer.model.ContentFacts;
import smtplint.analyzer.model.FakeEnd;
import smtplint.analyzer.model.Occurrences;
import smtplint.analyzer.source.LineEnding;
import smtplint.analyzer.source.SourceText;
import smtplint.analyzer.source.Span;

/** Notes the lone dots in content that are not its end, and what stands behind each. */
final class FakeEnds {
    private final ContentFacts facts;
    private final LoneDots dots = new LoneDots(this::found);
    /** The last one, when its line ended with it: what stands behind it is in the next line. */
    private boolean awaitsNext;

    private String form = "";
    private Span dot = Span.at(0);

    FakeEnds(ContentFacts facts) {
        this.facts = facts;
    }

    void line(SourceText content, LineEnding ending) {
        if (awaitsNext) note(nextLine(content, content.start()));
        dots.line(content, ending);
    }

    void finish() {
        if (awaitsNext) note(Span.at(dot.end()));
    }

    private void found(String name, SourceText line, Span place, int from, int after) {
        if (awaitsNext) note(Span.at(place.start()));
        form = name;
        dot = place;
        awaitsNext = true;
        if (after < line.end()) note(nextLine(line, after));
    }

    private static Span nextLine(SourceText content, int from) {
        int end = from;
        while (end < content.end() && content.at(end) != '\r' && content.at(end) != '\n') end++;
        return content.span(from, end);
    }

    private void note(Span next) {
        awaitsNext = false;
        if (facts.fakeEndsTotal++ < Occurrences.KEPT) facts.fakeEnds.add(new FakeEnd(form, dot, next));
    }
}
