package smtplint.analyzer.dialect;

import java.util.Optional;
import java.util.Set;
import smtplint.analyzer.dialect.TranscriptLine.Kind;
import smtplint.analyzer.source.Evidence;
import smtplint.analyzer.source.LineEnding;
import smtplint.analyzer.source.SourceText;

/** A dialect in which every line of the dialogue carries the mark of its side, and one session follows the other. */
abstract class MarkedDialect extends Dialect {
    private final String marks;

    MarkedDialect(String name, String recordedBy, Set<Evidence> preserves, String hides, String marks, String example) {
        super(name, recordedBy, preserves, hides, example);
        this.marks = marks;
    }

    /** The mark in a line of the dialogue. */
    abstract Optional<Mark> mark(SourceText line);

    /** True for a line of the program's own that no other dialect has. */
    boolean isNote(SourceText line) {
        return event(line).isPresent();
    }

    /** What a line of the program's own says happened to the channel. */
    Optional<Kind> event(SourceText line) {
        return Optional.empty();
    }

    @Override
    Fit fit(Head head) {
        Tally tally = new Tally();
        for (SourceText line : head.lines()) {
            Optional<Mark> mark = mark(line);
            if (mark.isPresent()) tally.add(mark.get());
            else if (isNote(line)) tally.note();
            else if (!line.isEmpty()) tally.other();
        }
        return tally.fit(marks);
    }

    @Override
    LineReader reader(Head head, Sessions sessions) {
        return (line, ending) -> read(line, ending, sessions);
    }

    private void read(SourceText line, LineEnding ending, Sessions sessions) {
        Optional<Mark> mark = mark(line);
        if (mark.isPresent()) sessions.say(mark.get().side(), mark.get().content(), line.span());
        else event(line).ifPresent(kind -> sessions.event(kind, line));
    }
}
