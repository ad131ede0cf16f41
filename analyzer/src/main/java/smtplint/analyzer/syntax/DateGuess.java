package smtplint.analyzer.syntax;

import smtplint.analyzer.model.Text;
import smtplint.grammar.DateTime;

/**
 * Understands the dates that the grammar refuses: without the comma, in the order of C's asctime, with the month as a
 * number, in ISO 8601 form, with words around them.
 */
final class DateGuess {
    private final ImfLexer lexer;
    private DateParts parts = new DateParts();
    private final int[] numbers = new int[3];
    private int found;

    DateGuess(ImfLexer lexer) {
        this.lexer = lexer;
    }

    DateParts read() {
        for (int i = 0; i < lexer.count(); ) i = token(i);
        settle();
        return parts;
    }

    /** Understands the token and perhaps those after it; gives the index of the next one. */
    private int token(int i) {
        return switch (lexer.type(i)) {
            case DateTime.SEMI -> startOver(i);
            case DateTime.ATOM -> word(i);
            case DateTime.NUMBER -> type(i + 1) == DateTime.COLON && !parts.hasTime() ? time(i) : number(i);
            case DateTime.PLUS, DateTime.MINUS -> parts.hasTime() && !parts.hasZone() ? zone(i) : i + 1;
            default -> i + 1;
        };
    }

    private int type(int i) {
        return i < lexer.count() ? lexer.type(i) : DateTime.EOF;
    }

    /** A whole trace field was given for its date: what stands after the last ";" counts. */
    private int startOver(int i) {
        parts = new DateParts();
        found = 0;
        return i + 1;
    }

    private int word(int i) {
        String word = lexer.string(i);
        if (parts.month < 0 && DateWords.month(word) > 0) parts.month = DateWords.month(word);
        else if (!parts.hasTime() && DateWords.dayOfWeek(word) > 0) parts.dayName(text(i, i + 1));
        else if (parts.hasTime() && word.equalsIgnoreCase("PM") && parts.hour < 12) parts.hour += 12;
        else if (parts.hasTime() && word.equalsIgnoreCase("AM") && parts.hour == 12) parts.hour = 0;
        else if (parts.hasTime() && !parts.hasZone() && DateWords.isZone(word)) parts.namedZone(text(i, i + 1));
        return i + 1;
    }

    private int time(int i) {
        if (type(i + 2) != DateTime.NUMBER) return number(i);
        parts.hour = DateParts.number(lexer.string(i));
        parts.minute = DateParts.number(lexer.string(i + 2));
        int next = i + 3;
        if (type(next) == DateTime.COLON && type(next + 1) == DateTime.NUMBER) {
            parts.second = DateParts.number(lexer.string(next + 1));
            next += 2;
        }
        boolean fraction = type(next) == DateTime.DOT && type(next + 1) == DateTime.NUMBER;
        return fraction ? next + 2 : next;
    }

    private int zone(int i) {
        if (type(i + 1) != DateTime.NUMBER) return i + 1;
        boolean minus = lexer.type(i) == DateTime.MINUS;
        String digits = lexer.string(i + 1);
        if (digits.length() <= 2 && type(i + 2) == DateTime.COLON && type(i + 3) == DateTime.NUMBER) {
            parts.zone(text(i, i + 4), minus, digits + lexer.string(i + 3));
            return i + 4;
        }
        if (digits.length() > 4) return i + 2;
        parts.zone(text(i, i + 2), minus, digits);
        return i + 2;
    }

    private int number(int i) {
        int length = lexer.end(i) - lexer.start(i);
        if (length == 4 && !parts.hasYear()) {
            parts.year(text(i, i + 1));
            boolean iso = parts.month < 0 && found == 0 && type(i + 1) == DateTime.MINUS;
            if (iso && type(i + 2) == DateTime.NUMBER && type(i + 3) == DateTime.MINUS) {
                parts.month = DateParts.number(lexer.string(i + 2));
                return i + 4;
            }
        } else if (length <= 2 && found < numbers.length) numbers[found++] = i;
        return i + 1;
    }

    /** Gives the small numbers their meaning: day, then month unless it was a word, then year unless it had four digits. */
    private void settle() {
        int next = 0;
        if (next < found) parts.day = DateParts.number(lexer.string(numbers[next++]));
        if (parts.month < 0 && next < found) parts.month = DateParts.number(lexer.string(numbers[next++]));
        if (!parts.hasYear() && next < found) parts.year(text(numbers[next], numbers[next] + 1));
    }

    private Text text(int from, int to) {
        return new Text(lexer.text().string(lexer.start(from), lexer.end(to - 1)), lexer.span(from, to));
    }
}
