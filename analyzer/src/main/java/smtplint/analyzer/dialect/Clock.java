package smtplint.analyzer.dialect;

import smtplint.analyzer.source.SourceText;

/**
 * Times as recorders write them, as moments that run on: over midnight where only the time of day is written, over New
 * Year where the year is left out. In microseconds since some fixed moment of the recording; the difference of two is
 * the time that passed, but for a clock that was set or a zone that changed.
 */
final class Clock {
    static final long SECOND = 1_000_000L;
    private static final long DAY = 86_400 * SECOND;
    private static final int[] DAYS_BEFORE = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};
    private static final long HOUR = 3600 * SECOND;
    private static final int YEAR = 365;
    /** Days that the first date may lie before those that follow it, in lines that are not in order. */
    private static final int MARGIN = 366;

    private long day;
    private long last = -1;
    private long lastMoment = -1;
    /** What summer time took or gave since the first line. */
    private long zone;

    private int month;
    private int dayOfMonth;

    /** The moment of a time of day that stands later in the recording than those before. */
    long at(long timeOfDay) {
        if (timeOfDay < 0) return -1;
        if (last >= 0 && timeOfDay + DAY / 2 < last) day++;
        return moment(day, timeOfDay);
    }

    /** The moment of a day and a time; of the time alone where the day is -1. */
    long at(long onDay, long timeOfDay) {
        if (onDay < 0 || timeOfDay < 0) return at(timeOfDay);
        day = onDay;
        return moment(day, timeOfDay);
    }

    /** The moment of a day and a time whose distance from UTC is known. */
    long at(long onDay, long timeOfDay, long eastOfUtc) {
        if (onDay < 0 || timeOfDay < 0) return -1;
        lastMoment = onDay * DAY + timeOfDay - eastOfUtc;
        return lastMoment;
    }

    /** The moment of a date without a year; a month that lies far back is one of the next year, one far ahead of the last. */
    long at(int newMonth, int newDay, long timeOfDay) {
        if (newMonth < 1 || newMonth > 12 || newDay < 1 || newDay > 31 || timeOfDay < 0) return -1;
        int ordinal = DAYS_BEFORE[newMonth - 1] + newDay;
        if (month == 0) day = MARGIN + ordinal;
        else if (isNextDay(newMonth, newDay)) day++;
        else day += difference(ordinal);
        month = newMonth;
        dayOfMonth = newDay;
        return moment(day, timeOfDay);
    }

    /** Whether the year is a leap year is not known: both the 29th and the 1st may follow February 28. */
    private boolean isNextDay(int newMonth, int newDay) {
        if (newMonth == month) return newDay == dayOfMonth + 1;
        return newMonth == month % 12 + 1 && newDay == 1 && dayOfMonth >= 28;
    }

    private int difference(int ordinal) {
        int difference = ordinal - (DAYS_BEFORE[month - 1] + dayOfMonth);
        if (difference > YEAR / 2) return difference - YEAR;
        return difference < -YEAR / 2 ? difference + YEAR : difference;
    }

    private long moment(long onDay, long timeOfDay) {
        long before = last;
        last = timeOfDay;
        long moment = onDay * DAY + timeOfDay + zone;
        if (before >= 0) zone += summerTime(before, timeOfDay, moment - lastMoment);
        lastMoment = onDay * DAY + timeOfDay + zone;
        return lastMoment;
    }

    /**
     * Clocks are set forward or back an hour in the small hours; what passes for an hour's silence then measures nothing.
     * In microseconds what is to be added to all times from now on.
     */
    private static long summerTime(long before, long after, long passed) {
        boolean early = before < 4 * HOUR && after < 5 * HOUR;
        if (!early) return 0;
        if (passed >= HOUR && before / HOUR < after / HOUR && passed < 2 * HOUR) return -HOUR;
        return passed <= -HOUR / 2 && passed >= -HOUR ? HOUR : 0;
    }

    /** The moment of the first time of day in a part of a line, with the date before it; -1 when there is none. */
    long firstIn(SourceText line, int from, int to) {
        for (int i = from; i + 8 <= to; i++) {
            if (!LineShape.isDigit(line.at(i)) || i > line.start() && LineShape.isDigit(line.at(i - 1))) continue;
            long timeOfDay = timeOfDay(line, i);
            if (timeOfDay >= 0) return at(day(line, i - 11), timeOfDay);
        }
        return -1;
    }

    /** The moment of the last line that had a time, -1 when none had. */
    long last() {
        return lastMoment;
    }

    /** Reads {@code YYYY-MM-DD} or {@code YYYY/MM/DD} as the days since 1970; -1 when none stands there. */
    static long day(SourceText text, int from) {
        if (from < text.start() || from + 10 > text.end()) return -1;
        int separator = text.at(from + 4);
        if (separator != '-' && separator != '/' || text.at(from + 7) != separator) return -1;
        int century = twoDigits(text, from);
        int year = twoDigits(text, from + 2);
        int newMonth = twoDigits(text, from + 5);
        int newDay = twoDigits(text, from + 8);
        if (century < 19 || year < 0 || newMonth < 1 || newMonth > 12 || newDay < 1 || newDay > 31) return -1;
        return Math.max(-1, days(century * 100 + year, newMonth, newDay));
    }

    private static long days(int year, int newMonth, int newDay) {
        int leaps = newMonth > 2 ? year : year - 1;
        long before = (year - 1970) * 365L + leaps / 4 - leaps / 100 + leaps / 400 - 477;
        return before + DAYS_BEFORE[newMonth - 1] + newDay - 1;
    }

    /** Reads {@code HH:MM:SS} with or without a fraction; -1 when none stands there. */
    static long timeOfDay(SourceText text, int from) {
        if (from + 8 > text.end() || text.at(from + 2) != ':' || text.at(from + 5) != ':') return -1;
        int hours = twoDigits(text, from);
        int minutes = twoDigits(text, from + 3);
        int seconds = twoDigits(text, from + 6);
        if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59 || seconds < 0 || seconds > 60) return -1;
        return (hours * 3600L + minutes * 60L + seconds) * SECOND + fraction(text, from + 8);
    }

    /** Reads {@code Z} or {@code +02:00} as what local time is ahead of UTC; Long.MIN_VALUE when none stands there. */
    static long eastOfUtc(SourceText text, int from) {
        if (from < text.end() && text.at(from) == 'Z') return 0;
        if (from + 6 > text.end() || text.at(from + 3) != ':') return Long.MIN_VALUE;
        int sign = text.at(from) == '+' ? 1 : text.at(from) == '-' ? -1 : 0;
        int hours = twoDigits(text, from + 1);
        int minutes = twoDigits(text, from + 4);
        if (sign == 0 || hours < 0 || minutes < 0) return Long.MIN_VALUE;
        return sign * (hours * 60L + minutes) * 60 * SECOND;
    }

    /** Reads seconds with or without a fraction; -1 when none stand there. */
    static long seconds(SourceText text, int from) {
        int whole = LineShape.number(text, from);
        if (whole < 0) return -1;
        int i = from;
        while (i < text.end() && LineShape.isDigit(text.at(i))) i++;
        return whole * SECOND + fraction(text, i);
    }

    /** The offset after a time of day that stands at an offset. */
    static int skipTimeOfDay(SourceText text, int from) {
        int i = from + 8;
        if (i < text.end() && (text.at(i) == '.' || text.at(i) == ',')) {
            i++;
            while (i < text.end() && LineShape.isDigit(text.at(i))) i++;
        }
        return i;
    }

    private static long fraction(SourceText text, int from) {
        if (from >= text.end() || text.at(from) != '.' && text.at(from) != ',') return 0;
        long value = 0;
        long unit = SECOND / 10;
        for (int i = from + 1; i < text.end() && LineShape.isDigit(text.at(i)); i++) {
            value += (text.at(i) - '0') * unit;
            unit /= 10;
        }
        return value;
    }

    static int twoDigits(SourceText text, int from) {
        if (from + 2 > text.end()) return -1;
        int tens = text.at(from) == ' ' ? 0 : text.at(from) - '0';
        int ones = text.at(from + 1) - '0';
        return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? -1 : tens * 10 + ones;
    }
}
