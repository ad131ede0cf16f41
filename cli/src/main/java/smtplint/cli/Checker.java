package smtplint.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
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

        /**
         * Judges the two halves of a session, if that is what they are: then there is one report, else one on each. The
         * first goes before the other where times are the same.
         */
        default List<Report> checkPair(Unit first, String firstName, Unit second, String secondName) {
            return List.of(check(first, firstName), check(second, secondName));
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
                return work(worker -> reports(units, name, worker));
            }

            @Override
            public List<Report> checkPair(Unit first, String firstName, Unit second, String secondName) {
                SourceText one = SourceText.of(first.bytes());
                SourceText other = SourceText.of(second.bytes());
                return work(worker -> worker.checkPair(one, firstName, other, secondName));
            }

            private List<Report> work(Function<LintWorker, List<Report>> judging) {
                LintWorker worker = Optional.ofNullable(idle.poll()).orElseGet(linter::worker);
                List<Report> reports = judging.apply(worker);
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

    /** What became of a batch: one for its input, and one for that of the other half where it has one. */
    List<Checked> check(Batch batch) {
        List<Checked> pair =
                batch.sibling().map(other -> checkPair(batch, other)).orElse(List.of());
        if (!pair.isEmpty()) return pair;
        return Stream.concat(Stream.of(batch), batch.sibling().stream())
                .filter(one -> !one.input().beside())
                .map(this::checkOne)
                .toList();
    }

    /** Empty where the two are to be judged one by one. */
    private List<Checked> checkPair(Batch first, Batch second) {
        try {
            List<Unit> units = new ArrayList<>(first.units().read());
            units.addAll(second.units().read());
            if (units.size() != 2) return List.of();
            List<Input> inputs = List.of(first.input(), second.input());
            List<Report> reports = judge.checkPair(
                    units.get(0),
                    inputs.get(0).name(),
                    units.get(1),
                    inputs.get(1).name());
            if (reports.size() == 1) return checked(inputs, units, reports.get(0));
            List<Checked> each = new ArrayList<>();
            for (int i = 0; i < 2; i++)
                if (!inputs.get(i).beside())
                    each.addAll(checked(List.of(inputs.get(i)), List.of(units.get(i)), reports.get(i)));
            return each;
        } catch (IOException | OutOfMemoryError unreadable) {
            return List.of();
        } catch (RuntimeException | StackOverflowError fault) {
            Checked.Problem problem = new Checked.Problem("internal error: " + trace(fault), true);
            return List.of(new Checked(first.input(), true, List.of(), List.of(), Optional.of(problem)));
        }
    }

    /** Of a report on one file or on both halves of a session. */
    private List<Checked> checked(List<Input> inputs, List<Unit> units, Report report) {
        List<String> why = new ArrayList<>();
        List<Checked.Unit> printed = print(inputs, units, report, why);
        List<Checked> checked = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++)
            checked.add(new Checked(
                    inputs.get(i), true, List.of(printed.get(i)), i == 0 ? why : List.of(), Optional.empty()));
        return checked;
    }

    private Checked checkOne(Batch batch) {
        List<Checked.Unit> units = new ArrayList<>();
        List<String> why = new ArrayList<>();
        Optional<Checked.Problem> problem = batch.input().problem().map(p -> new Checked.Problem(p, false));
        try {
            List<Unit> read = batch.units().read();
            List<Report> reports = judge.checkAll(read, batch.input().name());
            for (int i = 0; i < read.size(); i++)
                units.addAll(print(List.of(batch.input()), List.of(read.get(i)), reports.get(i), why));
        } catch (IOException unreadable) {
            problem = Optional.of(new Checked.Problem(InputReader.reason(unreadable), false));
        } catch (OutOfMemoryError tooLarge) {
            problem = Optional.of(new Checked.Problem("not enough memory to read it", false));
        } catch (RuntimeException | StackOverflowError fault) {
            problem = Optional.of(new Checked.Problem("internal error: " + trace(fault), true));
        }
        return new Checked(batch.input(), batch.last(), units, why, problem);
    }

    /**
     * Prints a report, for each of its files what stands there.
     *
     * @param inputs one, or the two halves of a session
     * @param units of each of them
     */
    private List<Checked.Unit> print(List<Input> inputs, List<Unit> units, Report report, List<String> why) {
        Unit unit = units.get(0);
        boolean doubtful = Doubt.of(inputs.get(0), report);
        List<List<Checked.Shown>> shown = inputs.stream()
                .map(i -> (List<Checked.Shown>) new ArrayList<Checked.Shown>())
                .toList();
        List<List<Severity>> hidden = inputs.stream()
                .map(i -> (List<Severity>) new ArrayList<Severity>())
                .toList();
        if (!report.findings().isEmpty() && !doubtful && !isBystander(inputs.get(0), report)) {
            Places places = new Places(report.source(), unit.byteBase(), unit.lineBase());
            List<String> paths = inputs.stream().map(Input::path).toList();
            var context = new ReportFormat.Context(paths, report, places, Secrets.of(report));
            for (Finding finding : report.findings()) {
                int file = places.file(finding.span().start());
                if (finding.severity().isAtLeast(options.minLevel()))
                    shown.get(file).add(show(finding, context));
                else hidden.get(file).add(finding.severity());
            }
        }
        if (options.whyNot().isPresent())
            why.addAll(
                    WhyNot.lines(inputs.get(0).path(), options.whyNot().get(), report, doubtful, options.settings()));
        List<Checked.Unit> printed = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            boolean counted = i == 0 && !doubtful;
            Optional<String> sibling =
                    inputs.size() == 2 ? Optional.of(inputs.get(1 - i).path()) : Optional.empty();
            printed.add(new Checked.Unit(
                    unit.number() > 0 ? Report.Kind.MBOX : report.kind(),
                    unit.number() > 0 ? "mbox" : report.dialect(),
                    report.confidence(),
                    units.get(i).size(),
                    counted ? report.sessions().size() : 0,
                    counted ? messages(report) : 0,
                    doubtful,
                    sibling,
                    shown.get(i),
                    hidden.get(i)));
        }
        return printed;
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
