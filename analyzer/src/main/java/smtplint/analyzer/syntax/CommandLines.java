package smtplint.analyzer.syntax;

import java.util.Optional;
import smtplint.analyzer.dialect.TranscriptLine;
import smtplint.analyzer.model.Command;
import smtplint.analyzer.model.Text;
import smtplint.analyzer.model.Verb;
import smtplint.analyzer.source.SourceText;

/** The parts that every command line has: verb, one space, argument. */
final class CommandLines {
    private CommandLines() {}

    static Command.Line line(TranscriptLine line, Optional<Verb> known) {
        SourceText content = line.content();
        int start = verbStart(content);
        int end = verbEnd(content, start);
        return new Command.Line(
                Words.text(content, content.start(), content.end()),
                verb(content, start, end, known),
                Words.text(content, argumentStart(content, end), content.end()),
                known,
                line.ending(),
                content.length(),
                start - content.start(),
                line.hidden());
    }

    /** A line whose verb is not its first word: a step of AUTH, the lone dot. */
    static Command.Line line(TranscriptLine line, String verb) {
        SourceText content = line.content();
        return new Command.Line(
                Words.text(content, content.start(), content.end()),
                new Text(verb, content.span()),
                Words.none(content, content.end()),
                Optional.empty(),
                line.ending(),
                content.length(),
                0,
                line.hidden());
    }

    /** What follows the verb and one space. */
    static SourceText argument(SourceText content) {
        int end = verbEnd(content, verbStart(content));
        return content.slice(argumentStart(content, end), content.end());
    }

    private static Text verb(SourceText content, int start, int end, Optional<Verb> known) {
        // The name of the constant spares a string where it is the same.
        if (known.isPresent() && content.startsWith(known.get().name(), start))
            return new Text(known.get().name(), content.span(start, end));
        return Words.text(content, start, end);
    }

    private static int verbStart(SourceText content) {
        int i = content.start();
        while (i < content.end() && SmtpClasses.isSpace(content.buffer()[i])) i++;
        return i;
    }

    private static int verbEnd(SourceText content, int start) {
        int i = start;
        while (i < content.end() && !SmtpClasses.isSpace(content.buffer()[i])) i++;
        return i;
    }

    private static int argumentStart(SourceText content, int verbEnd) {
        return Math.min(verbEnd + 1, content.end());
    }
}
