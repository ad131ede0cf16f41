package smtplint.analyzer.syntax;

import java.util.Optional;
import org.antlr.v4.runtime.Token;
import smtplint.analyzer.model.HeaderField.Moment;
import smtplint.analyzer.model.SyntaxProblem;
import smtplint.analyzer.model.Text;
import smtplint.analyzer.source.SourceText;
import smtplint.grammar.DateTime;
import smtplint.grammar.DateTime.DateTimeContext;

/** Reads a date-time (RFC 5322 §3.3, §4.3); what the grammar refuses is understood as far as it can be. */
final class DateTimeReader {
    private final ImfLexer lexer = new ImfLexer(ImfClasses.DATE);
    private final Parsing<DateTime> parsing = new Parsing<>(lexer, DateTime::new);

    Moment read(SourceText text) {
        Optional<DateTimeContext> date = parsing.parse(text, text.start(), text.end(), DateTime::dateTime);
        if (date.isPresent()) return moment(text, date.get());
        SyntaxProblem problem = parsing.problem(text, text.start(), text.end(), DateTime::dateTime);
        return new DateGuess(lexer)
                .read()
                .moment(Optional.of(problem), FieldLines.trimmed(text, text.start(), text.end()));
    }

    private Moment moment(SourceText text, DateTimeContext date) {
        DateParts parts = new DateParts();
        Problems problems = new Problems();
        if (date.dayName != null) {
            int dayOfWeek = DateWords.dayOfWeek(text, start(date.dayName), end(date.dayName));
            parts.dayName(word(date.dayName), dayOfWeek);
            problems.check(length(date.dayName) == 3 && dayOfWeek > 0, date.dayName, "a day name: Mon, Tue …");
        }
        parts.day = number(date.day);
        problems.check(length(date.day) <= 2, date.day, "a day of one or two digits");
        int number = DateWords.month(text, start(date.month), end(date.month));
        if (number > 0) parts.month = number;
        problems.check(length(date.month) == 3 && number > 0, date.month, "a month name: Jan, Feb …");
        parts.year(word(date.year), number(date.year), length(date.year));
        problems.check(length(date.year) >= 2, date.year, "a year of four digits");
        time(parts, date, problems);
        zone(parts, date, problems);
        return parts.moment(problems.first, text.span(lexer.start(0), lexer.end(lexer.count() - 1)));
    }

    private void time(DateParts parts, DateTimeContext time, Problems problems) {
        parts.hour = number(time.hour);
        parts.minute = number(time.minute);
        problems.check(length(time.hour) == 2, time.hour, "an hour of two digits");
        problems.check(length(time.minute) == 2, time.minute, "a minute of two digits");
        if (time.second == null) return;
        parts.second = number(time.second);
        problems.check(length(time.second) == 2, time.second, "a second of two digits");
    }

    private void zone(DateParts parts, DateTimeContext date, Problems problems) {
        if (date.zone != null) {
            parts.namedZone(word(date.zone));
            return;
        }
        Text written = Text.of(lexer.text(), start(date.sign), end(date.offset));
        boolean minus = date.sign.getType() == DateTime.MINUS;
        parts.zone(written, minus, number(date.offset), length(date.offset));
        problems.check(
                length(date.offset) == 4 && end(date.sign) == start(date.offset),
                date.offset,
                "a zone of a sign and four digits");
    }

    /** Keeps the first thing that the numbers and words got wrong. */
    private final class Problems {
        private Optional<SyntaxProblem> first = Optional.empty();

        private void check(boolean right, Token token, String expected) {
            if (right || first.isPresent()) return;
            first = Optional.of(new SyntaxProblem(lexer.span(token.getTokenIndex()), expected));
        }
    }

    private Text word(Token token) {
        return lexer.textOf(token.getTokenIndex());
    }

    private int number(Token token) {
        return DateParts.number(lexer.text(), start(token), end(token));
    }

    private int length(Token token) {
        return end(token) - start(token);
    }

    private int start(Token token) {
        return lexer.start(token.getTokenIndex());
    }

    private int end(Token token) {
        return lexer.end(token.getTokenIndex());
    }
}
