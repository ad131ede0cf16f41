package smtplint.analyzer.view;

import smtplint.analyzer.model.HopLink.Continuity;

/** The way of a message as a Mermaid flowchart: hosts, and handovers with how and how long. */
public final class RouteMermaid {
    private RouteMermaid() {}

    public static String of(Route route) {
        StringBuilder out = new StringBuilder("flowchart TB\n");
        for (int i = 0; i < route.steps().size(); i++) {
            Route.Step step = route.steps().get(i);
            if (i == 0) node(out, 0, step.client());
            String clock = step.clock().isEmpty() ? "" : " (clock " + step.clock() + ")";
            node(out, i + 1, (step.by().isEmpty() ? "?" : step.by()) + clock);
            boolean unrelated = step.link() == Continuity.UNRELATED;
            out.append("    h").append(i).append(unrelated ? " -.->" : " -->");
            String label = label(step, i > 0 && unrelated);
            if (!label.isEmpty()) out.append("|\"").append(Mermaid.label(label)).append("\"|");
            out.append(" h").append(i + 1).append('\n');
        }
        if (route.left() > 0) node(out, route.steps().size() + 1, "and " + route.left() + " hops more");
        return out.toString();
    }

    private static String label(Route.Step step, boolean withClient) {
        String delay = step.delay().isPresent() ? Durations.signed(step.delay().getAsLong()) : "";
        String manner = step.manner();
        String label = manner.isEmpty() || delay.isEmpty() ? manner + delay : manner + ", " + delay;
        return withClient ? "from " + step.client() + (label.isEmpty() ? "" : ", " + label) : label;
    }

    private static void node(StringBuilder out, int number, String name) {
        out.append("    h")
                .append(number)
                .append("[\"")
                .append(Mermaid.label(name))
                .append("\"]\n");
    }
}
