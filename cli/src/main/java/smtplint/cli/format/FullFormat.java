package smtplint.cli.format;

import java.util.List;
import smtplint.analyzer.lint.Finding;
import smtplint.analyzer.model.Side;
import smtplint.analyzer.rules.Rule;

/** What a person reads: where, what, the characters themselves, who was wrong, and which section says so. */
final class FullFormat implements ReportFormat {
    private static final int MOST_RELATED = 4;
    /** What stands left of the text below a frame. */
    private static final int FOOT_INDENT = 10;

    private final Colours colours;
    private final int width;
    private final boolean summary;

    FullFormat(Colours colours, int width, boolean summary) {
        this.colours = colours;
        this.width = width;
        this.summary = summary;
    }

    @Override
    public String finding(Placed placed, Context context) {
        Finding finding = placed.finding();
        Frame frame = new Frame(context, colours, width, lastLine(placed));
        List<Placed.Related> explanations =
                placed.related().stream().filter(r -> !r.isConsequence()).toList();
        String message = Printable.text(placed.message());
        // With other places to show, their lines say more than the neighbours would.
        if (explanations.isEmpty()) frame.withNeighbours(finding.span(), message);
        else frame.finding(finding.span(), message);
        for (Placed.Related related : explanations.subList(0, Math.min(explanations.size(), MOST_RELATED)))
            frame.marked(related.span(), '-', Printable.text(related.message()));
        if (explanations.size() > MOST_RELATED)
            frame.note("… " + (explanations.size() - MOST_RELATED) + " more places");
        if (finding.followOn() > 0) frame.note(followOn(placed, context));
        Rule rule = finding.rule();
        wrapped(rule.sources() + (rule.sources().isEmpty() ? "" : ": ") + rule.reason(), frame);
        if (!rule.advice().isEmpty()) wrapped("help: " + rule.advice(), frame);
        frame.foot("explain: smtplint explain " + rule.id(), true);
        return heading(placed, context) + "\n\n" + frame + "\n";
    }

    /** At blanks, so that a line of the terminal holds it; what follows the first line stands two columns in. */
    private void wrapped(String text, Frame frame) {
        int room = Math.max(40, width - FOOT_INDENT);
        StringBuilder line = new StringBuilder();
        boolean first = true;
        for (String word : text.split(" ")) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > room) {
                frame.foot(line.toString(), first);
                first = false;
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        frame.foot(line.toString(), first);
    }

    private String heading(Placed placed, Context context) {
        Finding finding = placed.finding();
        String place = Printable.text(context.path(placed.start())) + ":"
                + placed.start().line() + ":" + placed.start().column();
        String severity = finding.severity().word();
        String rule = finding.rule().id();
        String fault = fault(finding.side());
        int used = place.length() + severity.length() + rule.length() + 4;
        int space = Math.max(2, width - used - fault.length());
        return place + "  " + colours.severity(finding.severity(), severity) + "  " + colours.bold(rule)
                + (fault.isEmpty() ? "" : " ".repeat(space) + fault);
    }

    private static String fault(Side side) {
        return switch (side) {
            case CLIENT -> "client at fault";
            case SERVER -> "server at fault";
            case BETWEEN -> "something between at fault";
            case MESSAGE -> "in the message";
            case UNKNOWN -> "";
        };
    }

    private static String followOn(Placed placed, Context context) {
        int count = placed.finding().followOn();
        StringBuilder text =
                new StringBuilder("… " + count + " more " + (count == 1 ? "follows" : "follow") + " from this");
        List<Placed.Related> places =
                placed.related().stream().filter(Placed.Related::isConsequence).toList();
        if (!places.isEmpty()) {
            Place one = places.get(0).start();
            String file = one.file() == placed.start().file() ? "" : Printable.text(context.path(one)) + " ";
            long first = Long.MAX_VALUE;
            long last = 0;
            for (Placed.Related related : places) {
                if (related.start().file() != one.file()) continue;
                first = Math.min(first, related.start().line());
                last = Math.max(last, related.start().line());
            }
            text.append(
                    first == last
                            ? " (" + file + "line " + first + ")"
                            : " (" + file + "lines " + first + " to " + last + ")");
        }
        return text.append(count == 1 ? ", not counted as a fault of its own" : ", not counted as faults of their own")
                .toString();
    }

    private static long lastLine(Placed placed) {
        long last = placed.end().line() + 1;
        for (Placed.Related related : placed.related())
            last = Math.max(last, related.end().line());
        return last;
    }

    @Override
    public String end(Summary counts) {
        return summary ? SummaryLine.of(counts, colours) + "\n" : "";
    }
}
