package smtplint.cli.format;

import smtplint.analyzer.lint.Finding;

/** One line a finding: {@code path:line:col: level rule message}. */
final class ConciseFormat implements ReportFormat {
    private final Colours colours;
    private final boolean summary;

    ConciseFormat(Colours colours, boolean summary) {
        this.colours = colours;
        this.summary = summary;
    }

    @Override
    public String finding(Placed placed, Context context) {
        Finding finding = placed.finding();
        return Printable.text(context.path(placed.start())) + ":"
                + placed.start().line() + ":"
                + placed.start().column() + ": "
                + colours.severity(finding.severity(), finding.severity().word()) + " "
                + finding.rule().id() + " " + Printable.text(placed.message()) + "\n";
    }

    @Override
    public String end(Summary counts) {
        return summary ? SummaryLine.of(counts, colours) + "\n" : "";
    }
}
