package smtplint.analyzer.dialect;

import java.util.Optional;
import smtplint.analyzer.source.SourceText;
import smtplint.analyzer.source.Span;

/**
 * Lines of a file that are of one kind.
 *
 * @param from the first line, counted from 0
 * @param to after the last
 * @param dialect absent for a message
 */
record Block(int from, int to, Optional<Dialect> dialect, Fit fit, Head head) {
    String name() {
        return dialect.map(Dialect::name).orElse("message");
    }

    /** Its lines, counted from 1, and what it is. */
    String inWords() {
        return "lines " + (from + 1) + " to " + to + ": " + name();
    }

    /** The first line. */
    Span place() {
        return head.lines().get(0).span();
    }

    /** The text as it stands in the file; empty where the file has something around it. */
    Optional<SourceText> text() {
        SourceText first = head.lines().get(0);
        SourceText last = head.lines().get(head.lines().size() - 1);
        boolean plain = first.isInPlace() && last.isInPlace() && beginsLine(first);
        return plain ? Optional.of(head.source().slice(first.start(), last.end())) : Optional.empty();
    }

    /** False behind a quote mark. */
    private boolean beginsLine(SourceText line) {
        int before = line.start() - 1;
        return before < head.source().start() || head.source().at(before) == '\n';
    }
}
