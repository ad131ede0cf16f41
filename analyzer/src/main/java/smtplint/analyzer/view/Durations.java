package smtplint.analyzer.view;

/** Spans of time for people, short. */
final class Durations {
    private Durations() {}

    /** "+2 s", "-154 s", "+25 min", "+6 h", "+3 days" */
    static String signed(long seconds) {
        return (seconds < 0 ? "-" : "+") + plain(Math.abs(seconds));
    }

    static String plain(long seconds) {
        if (seconds < 600) return seconds + " s";
        if (seconds < 7200) return seconds / 60 + " min";
        if (seconds < 172_800) return seconds / 3600 + " h";
        return seconds / 86_400 + " days";
    }
}
