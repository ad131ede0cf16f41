package smtplint.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import smtplint.analyzer.lint.Report;
import smtplint.analyzer.lint.Settings;
import smtplint.analyzer.rules.Rule;
import smtplint.analyzer.rules.RuleCatalog;
import smtplint.cli.format.Printable;
import smtplint.cli.input.Batch;
import smtplint.cli.input.InputReader;
import smtplint.cli.input.OrderedWork;
import smtplint.cli.input.Unit;
import smtplint.cli.view.ModelHtml;
import smtplint.cli.view.ModelJson;
import smtplint.cli.view.ModelPictures;
import smtplint.cli.view.ModelText;

/** Shows what was read: sessions as dialogues, messages as hops and parts. */
final class ViewCommand {
    private static final long BYTES_IN_FLIGHT = 32L << 20;

    private final Shell shell;
    private final Checker.Judge judge;
    private final Output out;
    private final String format;
    private int exit = Exit.CLEAN;
    private boolean inMbox;

    private ViewCommand(Shell shell, Checker.Judge judge, String format) {
        this.shell = shell;
        this.judge = judge;
        this.out = new Output(shell.out());
        this.format = format;
    }

    /** Text of one batch. */
    private record Viewed(Batch batch, String text, String problem, int exit) {}

    static int run(Arguments arguments, Shell shell) throws UsageError {
        String format = arguments.choice("--format", "text", "json", "svg", "mermaid", "html");
        boolean json = format.equals("json");
        // Pictures and text mark exchanges that have findings; JSON is the model alone.
        Map<String, java.util.Optional<smtplint.analyzer.rules.Severity>> severities = json ? allOff() : Map.of();
        Settings settings = CheckOptions.settings(arguments, shell, severities);
        Operands operands = Operands.of(arguments, shell);
        int jobs = CheckOptions.jobs(arguments);
        return new ViewCommand(shell, Checker.analyzer(settings, Optional.empty()), format)
                .view(operands, settings, jobs);
    }

    private static Map<String, java.util.Optional<smtplint.analyzer.rules.Severity>> allOff() {
        return RuleCatalog.rules().stream()
                .map(Rule::category)
                .distinct()
                .collect(java.util.stream.Collectors.toMap(c -> c, c -> java.util.Optional.empty()));
    }

    private int view(Operands operands, Settings settings, int jobs) {
        boolean page = format.equals("html");
        if (page) out.print(ModelHtml.START);
        try (OrderedWork<Viewed> work = new OrderedWork<>(jobs, BYTES_IN_FLIGHT, this::print)) {
            InputReader reader = new InputReader(shell.in(), settings.limits().unitBytes());
            operands.read(reader, batch -> work.submit(batch.size(), () -> view(batch)));
            work.finish();
            if (page) out.print(ModelHtml.END);
            out.flush();
        }
        return exit;
    }

    private Viewed view(Batch batch) {
        if (batch.sibling().isEmpty()) return viewOne(batch);
        Batch other = batch.sibling().get();
        Optional<Viewed> joined = viewJoined(batch, other);
        if (joined.isPresent()) return joined.get();
        if (other.input().beside()) return viewOne(batch);
        if (batch.input().beside()) return viewOne(other);
        Viewed first = viewOne(batch);
        Viewed second = viewOne(other);
        boolean failed = first.exit() > second.exit();
        return new Viewed(
                failed ? batch : other,
                first.text() + second.text(),
                failed ? first.problem() : second.problem(),
                Math.max(first.exit(), second.exit()));
    }

    /** The halves of a session in one picture; empty where they are none. */
    private Optional<Viewed> viewJoined(Batch first, Batch second) {
        try {
            List<Unit> units = new ArrayList<>(first.units().read());
            units.addAll(second.units().read());
            if (units.size() != 2) return Optional.empty();
            List<Report> reports = judge.checkPair(
                    units.get(0),
                    first.input().name(),
                    units.get(1),
                    second.input().name());
            if (reports.size() != 1) return Optional.empty();
            String text = format.equals("json")
                    ? ModelJson.of(
                                    first.input().path(),
                                    Optional.of(second.input().path()),
                                    reports.get(0)) + "\n"
                    : show(first.input().path() + " and " + second.input().path(), reports.get(0));
            return Optional.of(new Viewed(first, text, "", Exit.CLEAN));
        } catch (IOException unreadable) {
            return Optional.empty();
        } catch (RuntimeException | StackOverflowError fault) {
            return Optional.of(new Viewed(first, "", "internal error: " + fault, Exit.INTERNAL));
        }
    }

    private Viewed viewOne(Batch batch) {
        if (batch.input().problem().isPresent())
            return new Viewed(batch, "", batch.input().problem().get(), Exit.UNREADABLE);
        StringBuilder text = new StringBuilder();
        try {
            for (Unit unit : batch.units().read())
                text.append(view(batch.input().path(), batch.input().name(), unit));
        } catch (IOException unreadable) {
            return new Viewed(batch, text.toString(), InputReader.reason(unreadable), Exit.UNREADABLE);
        } catch (RuntimeException | StackOverflowError fault) {
            return new Viewed(batch, text.toString(), "internal error: " + fault, Exit.INTERNAL);
        }
        return new Viewed(batch, text.toString(), "", Exit.CLEAN);
    }

    private String view(String path, String name, Unit unit) {
        Report report = judge.check(unit, name);
        if (!format.equals("json")) return show(path, report);
        if (unit.number() == 0) return ModelJson.of(path, Optional.empty(), report) + "\n";
        String message = ModelJson.message(report, unit.byteBase(), unit.lineBase());
        return unit.number() == 1 ? ModelJson.openMbox(path) + message : "," + message;
    }

    private String show(String path, Report report) {
        return switch (format) {
            case "svg" -> ModelPictures.svg(report);
            case "mermaid" -> ModelPictures.mermaid(report);
            case "html" -> ModelHtml.of(path, report);
            default -> ModelText.of(path, report);
        };
    }

    private void print(Viewed viewed) {
        out.print(viewed.text());
        if (viewed.text().startsWith(ModelJson.MBOX_START)) inMbox = true;
        if (viewed.batch().last() && inMbox) {
            out.println(ModelJson.CLOSE_MBOX);
            inMbox = false;
        }
        if (viewed.problem().isEmpty()) return;
        exit = Math.max(exit, viewed.exit());
        new Output(shell.err())
                .println("smtplint: " + Printable.text(viewed.batch().input().path()) + ": "
                        + Printable.text(viewed.problem()))
                .flush();
    }
}
