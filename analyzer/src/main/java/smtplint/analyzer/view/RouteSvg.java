package smtplint.analyzer.view;

import java.time.format.DateTimeFormatter;
import java.util.Locale;
import smtplint.analyzer.model.HopLink.Continuity;

/** The way of a message as a picture: hosts from the oldest down, between them how and how long, at the side the clocks. */
public final class RouteSvg {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss xx", Locale.ROOT);
    private static final int WIDTH = 820;
    private static final int LEFT = 16;
    private static final int BOX = 440;
    private static final int HIGH = 32;
    private static final int GAP = 44;
    private static final int MIDDLE = LEFT + 60;
    private static final int RIGHT = LEFT + BOX + 16;
    private static final int LONGEST_BAR = WIDTH - RIGHT - 110;

    private final Route route;
    private final Svg svg;
    private final long longest;

    private RouteSvg(Route route, String title) {
        this.route = route;
        int hosts = route.steps().size() + 1;
        int height = 32 + hosts * HIGH + (hosts - 1) * GAP + (route.left() > 0 ? 28 : 0) + 12;
        this.svg = new Svg(WIDTH, height, title);
        this.longest = route.steps().stream()
                .mapToLong(step -> Math.abs(step.delay().orElse(0)))
                .max()
                .orElse(0);
        String total = route.inAll().isEmpty() ? "" : ", " + route.inAll() + " in all";
        svg.text("name", "start", LEFT, 20, Svg.fit(title + total, WIDTH - 2 * LEFT), title + total);
    }

    public static Picture of(Route route, String title) {
        return new RouteSvg(route, title).draw();
    }

    private Picture draw() {
        int y = 32;
        for (int i = 0; i < route.steps().size(); i++) {
            Route.Step step = route.steps().get(i);
            if (i == 0) {
                host(y, step.client(), "dim");
                y += HIGH;
            }
            handover(y, step, i > 0);
            y += GAP;
            host(y, step.by().isEmpty() ? "?" : step.by(), "name");
            clock(y, step);
            y += HIGH;
        }
        if (route.left() > 0) svg.text("dim", "start", MIDDLE, y + 20, "… and " + route.left() + " hops more");
        return svg.finish();
    }

    private void host(int y, String name, String style) {
        svg.rect("box", LEFT, y, BOX, HIGH, 5);
        svg.text(style, "start", LEFT + 12, y + 20, Svg.fit(name, BOX - 24), name);
    }

    private void clock(int y, Route.Step step) {
        step.time()
                .ifPresent(time ->
                        svg.text("dim", "start", RIGHT, y + (step.clock().isEmpty() ? 20 : 13), TIME.format(time)));
        if (!step.clock().isEmpty()) svg.text("warn", "start", RIGHT, y + 28, "clock " + step.clock());
    }

    /** @param hasBelow a hop stands below, so that whom this one names can be another */
    private void handover(int y, Route.Step step, boolean hasBelow) {
        boolean unrelated = step.link() == Continuity.UNRELATED;
        String style = unrelated ? "bad soft" : step.tls().isEmpty() ? "" : "good";
        svg.arrow(style, MIDDLE, y, MIDDLE, y + GAP);
        String manner = step.manner();
        String client = step.client();
        double room = LEFT + BOX - MIDDLE - 14;
        if (hasBelow && !client.equals("?"))
            svg.text(unrelated ? "warn" : "dim", "start", MIDDLE + 14, y + 18, Svg.fit("from " + client, room), client);
        svg.text(
                step.tls().isEmpty() ? "" : "ok",
                "start",
                MIDDLE + 14,
                y + (hasBelow ? 34 : 26),
                Svg.fit(manner, room),
                manner);
        if (step.delay().isPresent()) delay(y, step.delay().getAsLong());
    }

    private void delay(int y, long seconds) {
        double bar = longest == 0 ? 0 : (double) Math.abs(seconds) / longest * LONGEST_BAR;
        if (bar >= 1) svg.rect("bar", RIGHT, y + 16, bar, 12, 2);
        svg.text(
                seconds < 0 ? "warn" : "",
                "start",
                RIGHT + (bar >= 1 ? bar + 8 : 0),
                y + 26,
                Durations.signed(seconds));
    }
}
