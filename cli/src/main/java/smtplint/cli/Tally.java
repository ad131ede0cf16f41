package smtplint.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import smtplint.analyzer.lint.Report;
import smtplint.analyzer.rules.RuleTimes;
import smtplint.analyzer.rules.Severity;
import smtplint.cli.format.FileRecord;
import smtplint.cli.format.Placed;
import smtplint.cli.format.Printable;
import smtplint.cli.format.ReportFormat;
import smtplint.cli.format.Summary;

/** Takes what was checked, in input order: prints it, counts it, and knows the exit code. */
final class Tally {
    private final Shell shell;
    private final CheckOptions options;
    private final List<ReportFormat> formats;
    private final List<Output> outputs;
    private final Output notes;
    private final Summary summary = new Summary();
    private final Map<String, Long> byRule = new TreeMap<>();
    /** Where they are to be listed. */
    private final List<String> doubtful = new ArrayList<>();

    private final Progress progress;
    private FileTally file = new FileTally();
    private long printed;
    private boolean failed;
    private boolean unreadable;
    private boolean internal;

    Tally(Shell shell, CheckOptions options, List<ReportFormat> formats, List<Output> outputs, Output notes) {
        this.shell = shell;
        this.options = options;
        this.formats = formats;
        this.outputs = outputs;
        this.notes = notes;
        this.progress = new Progress(shell, options.progress());
    }

    /** Counts of the input that is being read. */
    private static final class FileTally {
        private Report.Kind kind = Report.Kind.UNKNOWN;
        private String dialect = "unknown";
        private double confidence;
        private long sessions;
        private long messages;
        private long bytes;
        private long findings;
        private boolean doubtful;
        private Optional<String> sibling = Optional.empty();
        private Optional<String> problem = Optional.empty();

        void add(Checked.Unit unit) {
            kind = unit.kind();
            dialect = unit.dialect();
            confidence = unit.confidence();
            sessions += unit.sessions();
            messages += unit.messages();
            bytes += unit.bytes();
            findings += unit.shown().size();
            doubtful |= unit.doubtful();
            sibling = unit.sibling();
        }

        FileRecord record(String path) {
            return new FileRecord(
                    path,
                    kind.name().toLowerCase(java.util.Locale.ROOT),
                    dialect,
                    (int) Math.round(confidence * 100),
                    sessions,
                    messages,
                    bytes,
                    findings,
                    doubtful,
                    sibling,
                    problem);
        }
    }

    void add(Checked checked) {
        for (Checked.Unit unit : checked.units()) {
            file.add(unit);
            for (Checked.Shown shown : unit.shown()) print(shown);
            for (Severity hidden : unit.hidden()) judge(hidden);
        }
        for (String line : checked.why()) notes.println(line);
        checked.problem().ifPresent(problem -> report(checked.input().path(), problem));
        progress.add(checked);
        if (checked.last()) endOfFile(checked.input().path());
    }

    private void print(Checked.Shown shown) {
        Placed placed = shown.placed();
        judge(placed.finding().severity());
        summary.count(placed);
        if (options.statistics()) byRule.merge(placed.finding().rule().id(), 1L, Long::sum);
        if (printed >= options.maxDiagnostics()) {
            summary.notPrinted++;
            return;
        }
        progress.clear();
        for (int i = 0; i < formats.size(); i++) {
            if (printed > 0) outputs.get(i).print(formats.get(i).separator());
            outputs.get(i).print(shown.printed().get(i));
        }
        printed++;
    }

    private void judge(Severity severity) {
        if (options.failOn().filter(severity::isAtLeast).isPresent()) failed = true;
    }

    private void report(String path, Checked.Problem problem) {
        progress.clear();
        file.problem = Optional.of(problem.message());
        if (problem.internal()) internal = true;
        else unreadable = true;
        summary.unreadable++;
        try {
            new Output(shell.err())
                    .println("smtplint: " + Printable.text(path) + ": " + Printable.text(problem.message()))
                    .flush();
        } catch (Output.Closed nobodyListens) {
            // The exit code tells it too.
        }
    }

    private void endOfFile(String path) {
        summary.files++;
        summary.sessions += file.sessions;
        summary.messages += file.messages;
        summary.bytes += file.bytes;
        if (file.kind == Report.Kind.UNKNOWN && file.findings == 0 && file.problem.isEmpty()) summary.bystanders++;
        FileRecord record = file.record(path);
        if (file.doubtful) doubt(record);
        for (int i = 0; i < formats.size(); i++)
            outputs.get(i).print(formats.get(i).file(record));
        file = new FileTally();
    }

    private void doubt(FileRecord record) {
        summary.doubtful++;
        if (options.listDoubtful())
            doubtful.add(Printable.text(record.path()) + ": read as " + record.dialect() + ", confidence "
                    + record.confidence() / 100.0);
    }

    void end(long hundredths) {
        progress.clear();
        summary.hundredths = hundredths;
        summary.exit = exit();
        if (options.statistics()) statistics();
        doubtful.forEach(notes::println);
        options.timings().ifPresent(this::timings);
        for (int i = 0; i < formats.size(); i++)
            outputs.get(i).print(formats.get(i).end(summary));
    }

    private void statistics() {
        List<Map.Entry<String, Long>> rows = new ArrayList<>(byRule.entrySet());
        rows.sort(Map.Entry.comparingByValue(Comparator.reverseOrder()));
        for (Map.Entry<String, Long> row : rows) {
            String count = Long.toString(row.getValue());
            notes.println(" ".repeat(Math.max(0, 8 - count.length())) + count + "  " + row.getKey());
        }
        if (!rows.isEmpty()) notes.println("");
    }

    private void timings(RuleTimes times) {
        List<RuleTimes.Time> rows = times.slowestFirst();
        for (RuleTimes.Time row : rows)
            notes.println(String.format(Locale.ROOT, "%10.3f ms  %s", row.nanos() / 1e6, row.rule()));
        if (!rows.isEmpty()) notes.println("");
    }

    /** Of what is known so far. */
    int exit() {
        if (internal) return Exit.INTERNAL;
        if (unreadable) return Exit.UNREADABLE;
        return failed ? Exit.FINDINGS : Exit.CLEAN;
    }
}
