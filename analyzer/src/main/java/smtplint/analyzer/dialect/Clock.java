package smtplint.analyzer.dialect;

import smtplint.analyzer.source.SourceText;

/** Times of day as recorders write them, made to run on over midnight. In microseconds. */
final class Clock {
    static final long SECOND = 1_000_000L;
    private static final long DAY = 86_400 * SECOND;
    private long day;
    private long last = -1;

    /** The moment of a time of day that stands later in the recording than those before. */
    long at(long timeOfDay) {
        if (timeOfDay < 0) return -1;
        if (last >= 0 && timeOfDay + DAY / 2 < last) day += DAY;
        last = timeOfDay;
        return day + timeOfDay;
    }

    /** The moment of the last line that had a time, -1 when none had. */
    long last() {
        return last < 0 ? -1 : day + last;
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
