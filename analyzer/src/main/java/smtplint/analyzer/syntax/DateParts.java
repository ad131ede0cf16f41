package smtplint.analyzer.syntax;

import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Optional;
import smtplint.analyzer.model.HeaderField.Moment;
import smtplint.analyzer.model.SyntaxProblem;
import smtplint.analyzer.model.Text;
import smtplint.analyzer.source.SourceText;
import smtplint.analyzer.source.Span;

/** The numbers of a date-time as they are found, and the moment they make. Unset numbers are -1. */
final class DateParts {
    private static final int MOST_OFFSET_MINUTES = 18 * 60;

    int year = -1;
    int month = -1;
    int day = -1;
    int hour = -1;
    int minute = -1;
    int second;
    private int offsetMinutes;
    private int dayOfWeek;
    private Optional<Text> dayName = Optional.empty();
    private Optional<Text> shortYear = Optional.empty();
    private Optional<Text> namedZone = Optional.empty();
    private Optional<Text> zone = Optional.empty();

    boolean hasYear() {
        return year >= 0;
    }

    boolean hasTime() {
        return hour >= 0;
    }

    boolean hasZone() {
        return zone.isPresent();
    }

    void dayName(Text word) {
        dayName(word, DateWords.dayOfWeek(word.value()));
    }

    /** @param number 1 for Monday, 0 for a word that is no day */
    void dayName(Text word, int number) {
        dayName = Optional.of(word);
        dayOfWeek = number;
    }

    /** Two and three digits are obsolete and count from 1900 or 2000 (RFC 5322 §4.3). */
    void year(Text digits) {
        year(digits, number(digits.value()), digits.value().length());
    }

    void year(Text digits, int value, int length) {
        year = value;
        if (length > 3) return;
        shortYear = Optional.of(digits);
        year += length == 2 && year < 50 ? 2000 : 1900;
    }

    void namedZone(Text word) {
        namedZone = Optional.of(word);
        zone = namedZone;
        offsetMinutes = DateWords.zoneHours(word.value()) * 60;
    }

    /** @param digits hours and minutes, the minutes being the last two */
    void zone(Text written, boolean minus, String digits) {
        zone(written, minus, number(digits), digits.length());
    }

    void zone(Text written, boolean minus, int value, int length) {
        zone = Optional.of(written);
        int minutes = length > 2 ? value / 100 * 60 + value % 100 : value * 60;
        offsetMinutes = Math.min(minutes, MOST_OFFSET_MINUTES) * (minus ? -1 : 1);
    }

    Moment moment(Optional<SyntaxProblem> problem, Span span) {
        boolean complete = year >= 0 && month >= 0 && day >= 0 && hour >= 0;
        boolean impossible = complete && isImpossible();
        Optional<OffsetDateTime> value = complete && !impossible ? Optional.of(value()) : Optional.empty();
        boolean wrong = value.isPresent()
                && dayName.isPresent()
                && dayOfWeek != value.get().getDayOfWeek().getValue();
        Optional<Text> wrongDay = wrong ? dayName : Optional.empty();
        return new Moment(value, problem, impossible, dayName.isPresent(), wrongDay, namedZone, shortYear, zone, span);
    }

    private boolean isImpossible() {
        if (month < 1 || month > 12 || day < 1 || hour > 23 || minute > 59 || second > 60) return true;
        return year > 9999 || day > YearMonth.of(year, month).lengthOfMonth();
    }

    /** The leap second 60 is told as 59: the calendar of the library has none. */
    private OffsetDateTime value() {
        ZoneOffset offset = ZoneOffset.ofTotalSeconds(offsetMinutes * 60);
        return OffsetDateTime.of(year, month, day, hour, minute, Math.min(second, 59), 0, offset);
    }

    /** Digits as a number; what is too long to mean anything becomes 99,999,999. */
    static int number(String digits) {
        int value = 0;
        for (int i = 0; i < digits.length(); i++) {
            if (value > 9_999_999) return 99_999_999;
            value = value * 10 + digits.charAt(i) - '0';
        }
        return value;
    }

    static int number(SourceText text, int from, int to) {
        int value = 0;
        for (int i = from; i < to; i++) {
            if (value > 9_999_999) return 99_999_999;
            value = value * 10 + text.at(i) - '0';
        }
        return value;
    }
}
