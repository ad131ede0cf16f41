package smtplint.analyzer.dialect;

import java.util.Optional;
import java.util.Set;
import smtplint.analyzer.dialect.TranscriptLine.Kind;
import smtplint.analyzer.source.Evidence;
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

    /** True when the notes alone tell the dialect, where nobody spoke. */
    boolean notesSuffice() {
        return false;
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
        return tally.hasDialogue() || notesSuffice() ? tally.fit(marks) : Fit.NONE;
    }

    /** The session that a line names, "" where lines name none. */
    String key(SourceText line) {
        return "";
    }

    /** The time of day of a line, in microseconds, -1 where lines have none. */
    long timeOfDay(SourceText line) {
        return -1;
    }

    /** The days since 1970, -1 where lines name no date. */
    long day(SourceText line) {
        return -1;
    }

    /** The rest of a reply in a line without a mark; asked only when the line before announced more. */
    Optional<SourceText> more(SourceText line) {
        return Optional.empty();
    }

    /** A reply line that stands alone, blanks before it left out. */
    static Optional<SourceText> replyIn(SourceText line, int from) {
        int text = LineShape.skipBlanks(line, from);
        return LineShape.replyCode(line, text) > 0 ? Optional.of(line.slice(text, line.end())) : Optional.empty();
    }

    /** True for a text that stands for what the program does not show. */
    boolean isMasked(Mark mark, SourceText line) {
        return false;
    }

    /** True when what the client answers to 334 is not shown. */
    boolean hidesAnswers() {
        return false;
    }

    /** True when lines of a reply may stand in one line. */
    boolean joinsReplies() {
        return false;
    }

    @Override
    LineReader reader(Head head, Sessions sessions) {
        return new MarkedLineReader(this, sessions);
    }
}
