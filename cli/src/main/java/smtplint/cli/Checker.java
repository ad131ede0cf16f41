package smtplint.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import smtplint.analyzer.dialect.SessionStream;
import smtplint.analyzer.dialect.StreamedSession;
import smtplint.analyzer.lint.Finding;
import smtplint.analyzer.lint.LintWorker;
import smtplint.analyzer.lint.Linter;
import smtplint.analyzer.lint.Report;
import smtplint.analyzer.lint.Settings;
import smtplint.analyzer.model.Session;
import smtplint.analyzer.model.Transaction;
import smtplint.analyzer.rules.RuleTimes;
import smtplint.analyzer.rules.Severity;
import smtplint.analyzer.source.SourceText;
import smtplint.cli.format.Placed;
import smtplint.cli.format.Places;
import smtplint.cli.format.ReportFormat;
import smtplint.cli.format.Secrets;
import smtplint.cli.input.Batch;
import smtplint.cli.input.Input;
import smtplint.cli.input.InputReader;
import smtplint.cli.input.Streamed;
import smtplint.cli.input.Unit;

/** Judges a batch and writes its findings out, in a worker: nothing is shared between workers. */
final class Checker {
    private final Judge judge;
    private final CheckOptions options;
    private final List<ReportFormat> formats;

    /** What reads and judges a text: the analyzer, or a stand-in for it. */
    @FunctionalInterface
    interface Judge {
        Report check(Unit unit, String name);

        /** Begins to read a transcript that is too large to keep; empty where it can't be read so. */
        default Optional<SessionStream> stream(SourceText head, String name, Consumer<StreamedSession> sink) {
            return Optional.empty();
        }

        /** The reports on all units of a batch, in their order. */
        default List<Report> checkAll(List<Unit> units, String name) {
            return units.stream().map(unit -> check(unit, name)).toList();
        }
    }

    /** The analyzer: it need not be told again that a message of an mbox is one, and takes many of them at once. */
    static Judge analyzer(Settings settings, Optional<RuleTimes> timings) {
        Linter linter = new Linter(settings, timings);
        Queue<LintWorker> idle = new ConcurrentLinkedQueue<>();
        return new Judge() {
            @Override
            public Report check(Unit unit, String name) {
                return checkAll(List.of(unit), name).get(0);
            }

            @Override
            public List<Report> checkAll(List<Unit> units, String name) {
                LintWorker worker = Optional.ofNullable(idle.poll()).orElseGet(linter::worker);
                List<Report> reports = reports(units, name, worker);
                idle.add(worker);
                return reports;
            }

            @Override
            public Optional<SessionStream> stream(SourceText head, String name, Consumer<StreamedSession> sink) {
                return linter.stream(head, name, sink);
            }
        };
    }

    private static List<Report> reports(List<Unit> units, String name, LintWorker worker) {
        if (units.isEmpty()) return List.of();
        if (units.get(0).streamed().isPresent()) return checkStreamed(units, worker);
        List<SourceText> texts =
                units.stream().map(unit -> SourceText.of(unit.bytes())).toList();
        if (units.get(0).number() > 0)
            return worker.checkMessages(texts, units.get(0).number());
        return texts.stream().map(text -> worker.check(text, name)).toList();
    }

    /** Sessions first; what is said of the file itself comes last. */
    private static List<Report> checkStreamed(List<Unit> units, LintWorker worker) {
        List<Streamed> parts =
                units.stream().map(unit -> unit.streamed().orElseThrow()).toList();
        Streamed last = parts.get(parts.size() - 1);
        List<StreamedSession> sessions =
                parts.stream().flatMap(part -> part.session().stream()).toList();
        List<Report> reports = new ArrayList<>(worker.checkSessions(last.of(), sessions));
        if (last.session().isEmpty()) reports.add(worker.checkAside(last.of(), last.aside()));
        return reports;
    }

    Checker(Judge judge, CheckOptions options, List<ReportFormat> formats) {
        this.judge = judge;
        this.options = options;
        this.formats = formats;
    }

    Checked check(Batch batch) {
        List<Checked.Unit> units = new ArrayList<>();
        List<String> why = new ArrayList<>();
        Optional<Checked.Problem> problem = batch.input().problem().map(p -> new Checked.Problem(p, false));
        try {
            List<Unit> read = batch.units().read();
            List<Report> reports = judge.checkAll(read, batch.input().name());
            for (int i = 0; i < read.size(); i++) units.add(print(batch, read.get(i), reports.get(i), why));
        } catch (IOException unreadable) {
            problem = Optional.of(new Checked.Problem(InputReader.reason(unreadable), false));
        } catch (OutOfMemoryError tooLarge) {
            problem = Optional.of(new Checked.Problem("not enough memory to read it", false));
        } catch (RuntimeException | StackOverflowError fault) {
            problem = Optional.of(new Checked.Problem("internal error: " + trace(fault), true));
        }
        return new Checked(batch.input(), batch.last(), units, why, problem);
    }

    private Checked.Unit print(Batch batch, Unit unit, Report report, List<String> why) {
        List<Checked.Shown> shown = new ArrayList<>();
        List<Severity> hidden = new ArrayList<>();
        boolean doubtful = Doubt.of(batch.input(), report);
        if (!report.findings().isEmpty() && !doubtful && !isBystander(batch.input(), report)) {
            Places places = new Places(report.source(), unit.byteBase(), unit.lineBase());
            Secrets secrets = Secrets.of(report);
            var context = new ReportFormat.Context(batch.input().path(), report, places, secrets);
            for (Finding finding : report.findings()) {
                if (finding.severity().isAtLeast(options.minLevel())) shown.add(show(finding, context));
                else hidden.add(finding.severity());
            }
        }
        if (options.whyNot().isPresent())
            why.addAll(
                    WhyNot.lines(batch.input().path(), options.whyNot().get(), report, doubtful, options.settings()));
        return new Checked.Unit(
                unit.number() > 0 ? Report.Kind.MBOX : report.kind(),
                unit.number() > 0 ? "mbox" : report.dialect(),
                report.confidence(),
                unit.size(),
                doubtful ? 0 : report.sessions().size(),
                doubtful ? 0 : messages(report),
                doubtful,
                shown,
                hidden);
    }

    /** A folder of mail holds other files too: they are counted, and only one that the user named is spoken of. */
    private static boolean isBystander(Input input, Report report) {
        return input.found() && report.kind() == Report.Kind.UNKNOWN;
    }

    private Checked.Shown show(Finding finding, ReportFormat.Context context) {
        Placed placed = Placed.of(finding, context.places(), context.secrets(), finding.selector());
        List<String> printed = new ArrayList<>(formats.size());
        for (ReportFormat format : formats) printed.add(format.finding(placed, context));
        return new Checked.Shown(placed, printed);
    }

    private static long messages(Report report) {
        long count = report.messages().size();
        for (Session session : report.sessions())
            for (Transaction transaction : session.transactions())
                if (transaction.mailObject().isPresent()) count++;
        return count;
    }

    private static String trace(Throwable fault) {
        StackTraceElement[] stack = fault.getStackTrace();
        return fault + (stack.length == 0 ? "" : " at " + stack[0]);
    }
}
