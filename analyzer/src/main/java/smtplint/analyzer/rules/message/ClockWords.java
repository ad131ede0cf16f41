package smtplint.analyzer.rules.message;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import smtplint.analyzer.model.HopClocks;
import smtplint.analyzer.model.HopClocks.Suspect;

/** Says in words what the clocks of a chain explain. */
final class ClockWords {
    private static final long HALF_HOUR = 1800;

    private ClockWords() {}

    static String verdict(HopClocks clocks) {
        List<Suspect> hosts = clocks.suspects();
        return switch (clocks.explanation()) {
            case ONE_CLOCK -> Verdict.MISCONFIGURED.by(fault(hosts.get(0)) + " explains every hop");
            case EITHER_CLOCK -> Verdict.MISCONFIGURED.by("a wrong clock " + either(hosts) + " explains every hop");
            case TWO_CLOCKS ->
                Verdict.MISCONFIGURED.by(fault(hosts.get(0)) + " and " + fault(hosts.get(1)) + " explain every hop");
            case SOME_TWO_CLOCKS -> Verdict.MISCONFIGURED.by("two wrong clocks explain every hop, one does not");
            case SAME_HOST -> Verdict.FORGED.by("one host dated both lines, and no clock explains them");
            case NOTHING -> Verdict.FORGED.by("no two wrong clocks explain the times");
            case NOT_NEEDED -> "";
        };
    }

    /** "a clock 149 s slow at mx.example.net"; a whole number of half hours is rather a wrong zone. */
    private static String fault(Suspect suspect) {
        long seconds = Math.abs(suspect.ahead());
        long halves = Math.round((double) seconds / HALF_HOUR);
        boolean zone = halves > 0 && halves <= 28 && Math.abs(seconds - halves * HALF_HOUR) <= HopClocks.TOLERANCE;
        if (zone) return "a time zone wrong by " + hours(halves) + " at " + suspect.name();
        return "a clock " + duration(Duration.ofSeconds(seconds)) + (suspect.ahead() < 0 ? " slow" : " fast") + " at "
                + suspect.name();
    }

    private static String hours(long halves) {
        return halves % 2 == 0 ? halves / 2 + " h" : String.format(Locale.ROOT, "%.1f h", halves / 2.0);
    }

    private static String either(List<Suspect> hosts) {
        StringBuilder names = new StringBuilder();
        for (int i = 0; i < hosts.size(); i++)
            names.append(i == 0 ? "at " : " or at ").append(hosts.get(i).name());
        return names.toString();
    }

    /** "154 s", "25 min", "6 h", "3 days". */
    static String duration(Duration duration) {
        if (duration.getSeconds() < 600) return duration.getSeconds() + " s";
        if (duration.toMinutes() < 120) return duration.toMinutes() + " min";
        if (duration.toHours() < 48) return duration.toHours() + " h";
        return duration.toDays() + " days";
    }
}
