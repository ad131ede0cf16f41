package smtplint.analyzer.view;

import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import smtplint.analyzer.model.HopLink.Continuity;

/** The way of a message as a table: one hop a line, oldest first. */
public final class RouteText {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss xx", Locale.ROOT);
    private static final String[] HEAD = {"delay", "time", "from", "by", "with", "clock"};
    private static final int WIDEST = 48;

    private RouteText() {}

    /** @param printable makes a text fit to be shown on a terminal */
    public static String of(Route route, String indent, UnaryOperator<String> printable) {
        List<String[]> rows = new ArrayList<>();
        rows.add(HEAD);
        for (Route.Step step : route.steps()) rows.add(row(step, printable));
        int[] widths = new int[HEAD.length];
        for (String[] row : rows) for (int i = 0; i < row.length; i++) widths[i] = Math.max(widths[i], row[i].length());
        boolean clocks = rows.stream().skip(1).anyMatch(row -> !row[HEAD.length - 1].isEmpty());
        StringBuilder out = new StringBuilder();
        for (String[] row : rows) {
            StringBuilder line = new StringBuilder(indent);
            line.append(" ".repeat(widths[0] - row[0].length())).append(row[0]);
            for (int i = 1; i < (clocks ? HEAD.length : HEAD.length - 1); i++)
                line.append("  ").append(row[i]).append(" ".repeat(widths[i] - row[i].length()));
            out.append(line.toString().stripTrailing()).append('\n');
        }
        if (route.steps().stream().anyMatch(step -> step.link() == Continuity.UNRELATED))
            out.append(indent).append("(!) is not the host that wrote the hop above\n");
        if (route.left() > 0)
            out.append(indent).append("… and ").append(route.left()).append(" hops more\n");
        return out.toString();
    }

    private static String[] row(Route.Step step, UnaryOperator<String> printable) {
        String delay = step.delay().isPresent() ? Durations.signed(step.delay().getAsLong()) : "";
        String time = step.time().map(TIME::format).orElse("");
        String by = step.by().isEmpty() ? "?" : step.by();
        String unrelated = step.link() == Continuity.UNRELATED ? " (!)" : "";
        return new String[] {
            delay,
            time,
            client(step, printable) + unrelated,
            cut(printable.apply(by)),
            cut(printable.apply(step.manner())),
            printable.apply(step.clock())
        };
    }

    /** A long name is cut, not the address behind it: that one is proof. */
    private static String client(Route.Step step, UnaryOperator<String> printable) {
        String whole = printable.apply(step.client());
        if (whole.length() <= WIDEST || step.from().isEmpty() || step.address().isEmpty()) return cut(whole);
        String address = " [" + step.address() + "]";
        String name = printable.apply(step.from());
        int room = Math.max(1, WIDEST - address.length());
        return (name.length() <= room ? name : name.substring(0, room - 1) + "…") + address;
    }

    private static String cut(String text) {
        return text.length() <= WIDEST ? text : text.substring(0, WIDEST - 1) + "…";
    }
}
