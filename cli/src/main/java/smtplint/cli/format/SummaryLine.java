package smtplint.cli.format;

import smtplint.analyzer.model.Side;
import smtplint.analyzer.rules.Severity;

/** The last line that a person reads: how much was looked at, how much was wrong, and whose fault it was. */
final class SummaryLine {
    private SummaryLine() {}

    static String of(Summary summary, Colours colours) {
        StringBuilder line = new StringBuilder(count(summary.files, "input"));
        if (summary.sessions > 0) line.append(", ").append(count(summary.sessions, "session"));
        if (summary.messages > 0) line.append(", ").append(count(summary.messages, "message"));
        if (summary.bystanders > 0) line.append(" (").append(summary.bystanders).append(" no mail)");
        if (summary.unreadable > 0) line.append(", ").append(summary.unreadable).append(" not read");
        line.append(": ");
        String found = findings(summary, colours);
        line.append(found.isEmpty() ? "nothing found" : found);
        if (summary.notPrinted > 0)
            line.append("; ").append(grouped(summary.notPrinted)).append(" of them not printed");
        line.append(" · ").append(summary.hundredths / 100).append('.');
        line.append(summary.hundredths % 100 < 10 ? "0" : "")
                .append(summary.hundredths % 100)
                .append(" s");
        if (summary.doubtful > 0) line.append('\n').append(doubtful(summary.doubtful));
        return line.toString();
    }

    private static String doubtful(long files) {
        return count(files, "file") + (files == 1 ? " was" : " were")
                + " doubtful and not judged; name them to have them judged, --list-doubtful lists them";
    }

    private static String findings(Summary summary, Colours colours) {
        StringBuilder line = new StringBuilder();
        for (Severity severity : Severity.values()) {
            long count = summary.of(severity);
            if (count == 0) continue;
            if (!line.isEmpty()) line.append(", ");
            line.append(colours.severity(severity, count(count, severity.word())))
                    .append(sides(summary, severity));
        }
        return line.toString();
    }

    private static String sides(Summary summary, Severity severity) {
        StringBuilder sides = new StringBuilder();
        side(sides, "client", summary.of(severity, Side.CLIENT));
        side(sides, "server", summary.of(severity, Side.SERVER));
        side(sides, "between", summary.of(severity, Side.BETWEEN));
        return sides.isEmpty() ? "" : " (" + sides + ")";
    }

    private static void side(StringBuilder sides, String name, long count) {
        if (count > 0)
            sides.append(sides.isEmpty() ? "" : ", ").append(name).append(' ').append(grouped(count));
    }

    /** "1 input", "1,024 inputs". */
    static String count(long number, String noun) {
        return grouped(number) + " " + noun + (number == 1 || noun.equals("info") ? "" : "s");
    }

    static String grouped(long number) {
        StringBuilder digits = new StringBuilder(Long.toString(number));
        for (int i = digits.length() - 3; i > 0; i -= 3) digits.insert(i, ',');
        return digits.toString();
    }
}
