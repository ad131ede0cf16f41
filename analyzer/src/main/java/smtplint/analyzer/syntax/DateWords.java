package smtplint.analyzer.syntax;

import java.util.Map;
import java.util.stream.Stream;
import smtplint.analyzer.model.Ascii;
import smtplint.analyzer.source.SourceText;

/** The words of a date-time: month and day names of RFC 5322 §3.3, the obsolete zones of §4.3. */
final class DateWords {
    private static final int[] MONTHS =
            all("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
    private static final int[] DAYS = all("mon", "tue", "wed", "thu", "fri", "sat", "sun");
    private static final Map<String, Integer> ZONES = Map.ofEntries(
            Map.entry("UT", 0),
            Map.entry("UTC", 0),
            Map.entry("GMT", 0),
            Map.entry("EST", -5),
            Map.entry("EDT", -4),
            Map.entry("CST", -6),
            Map.entry("CDT", -5),
            Map.entry("MST", -7),
            Map.entry("MDT", -6),
            Map.entry("PST", -8),
            Map.entry("PDT", -7));

    private DateWords() {}

    private static int[] all(String... names) {
        return Stream.of(names).mapToInt(DateWords::letters).toArray();
    }

    /** 1 to 12 by the first three letters; 0 for another word. */
    static int month(String word) {
        return number(MONTHS, letters(word));
    }

    static int month(SourceText text, int from, int to) {
        return number(MONTHS, letters(text, from, to));
    }

    /** 1 for Monday to 7 by the first three letters; 0 for another word. */
    static int dayOfWeek(String word) {
        return number(DAYS, letters(word));
    }

    static int dayOfWeek(SourceText text, int from, int to) {
        return number(DAYS, letters(text, from, to));
    }

    private static int number(int[] names, int letters) {
        for (int i = 0; i < names.length; i++) if (names[i] == letters) return i + 1;
        return 0;
    }

    private static int letters(String word) {
        if (word.length() < 3) return 0;
        return letters(word.charAt(0), word.charAt(1), word.charAt(2));
    }

    private static int letters(SourceText text, int from, int to) {
        if (to - from < 3) return 0;
        return letters(text.at(from), text.at(from + 1), text.at(from + 2));
    }

    /** Three letters as one number, whatever their case; 0 where a character is none of ASCII. */
    private static int letters(int first, int second, int third) {
        if ((first | second | third) > 127) return 0;
        return SourceText.lower((byte) first) << 16
                | SourceText.lower((byte) second) << 8
                | SourceText.lower((byte) third);
    }

    /** "Sun", or "2026-11-22" and what may follow it. */
    static boolean beginsDate(String word) {
        if (word.length() == 3) return dayOfWeek(word) > 0;
        if (word.length() < 10 || word.charAt(4) != '-' || word.charAt(7) != '-') return false;
        return Ascii.isDigits(word.substring(0, 4))
                && Ascii.isDigits(word.substring(5, 7))
                && Ascii.isDigits(word.substring(8, 10));
    }

    static boolean isZone(String word) {
        return ZONES.containsKey(Ascii.upper(word));
    }

    /** Hours before or after UTC; 0 for military and unknown zones, which tell nothing (RFC 5322 §4.3). */
    static int zoneHours(String word) {
        return ZONES.getOrDefault(Ascii.upper(word), 0);
    }
}
