package smtplint.analyzer.syntax;

import java.util.Map;
import smtplint.analyzer.model.Ascii;

/** The words of a date-time: month and day names of RFC 5322 §3.3, the obsolete zones of §4.3. */
final class DateWords {
    private static final String MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec";
    private static final String DAYS = "montuewedthufrisatsun";
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

    /** 1 to 12 by the first three letters; 0 for another word. */
    static int month(String word) {
        return number(MONTHS, word);
    }

    /** 1 for Monday to 7 by the first three letters; 0 for another word. */
    static int dayOfWeek(String word) {
        return number(DAYS, word);
    }

    private static int number(String names, String word) {
        if (word.length() < 3) return 0;
        String start = Ascii.lower(word.substring(0, 3));
        for (int i = 0; i < names.length(); i += 3) if (names.startsWith(start, i)) return i / 3 + 1;
        return 0;
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
