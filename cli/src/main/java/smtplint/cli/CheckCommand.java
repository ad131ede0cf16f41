package smtplint.cli;

import java.io.FileOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import smtplint.cli.format.Formats;
import smtplint.cli.format.ReportFormat;
import smtplint.cli.input.InputReader;
import smtplint.cli.input.OrderedWork;

/** Judges inputs and prints what was found. */
final class CheckCommand {
    private static final long BYTES_IN_FLIGHT = 32L << 20;

    private final Shell shell;
    private final Checker.Judge judge;
    private final CheckOptions options;
    private final List<ReportFormat> formats = new ArrayList<>();
    private final List<Output> outputs = new ArrayList<>();

    private CheckCommand(Shell shell, Checker.Judge judge, CheckOptions options) {
        this.shell = shell;
        this.judge = judge;
        this.options = options;
    }

    static int run(Arguments arguments, Shell shell) throws UsageError {
        CheckOptions options = CheckOptions.of(arguments, shell);
        return run(arguments, shell, options, Checker.analyzer(options.settings(), options.timings()));
    }

    static int run(Arguments arguments, Shell shell, CheckOptions options, Checker.Judge judge) throws UsageError {
        Operands operands = Operands.of(arguments, shell);
        return new CheckCommand(shell, judge, options).check(operands);
    }

    private int check(Operands operands) throws UsageError {
        long start = shell.nanoTime().getAsLong();
        Output notes = open();
        Tally tally = new Tally(shell, options, formats, outputs, notes);
        try {
            for (int i = 0; i < formats.size(); i++)
                outputs.get(i).print(formats.get(i).begin());
            Checker checker = new Checker(judge, options, formats);
            try (OrderedWork<List<Checked>> work =
                    new OrderedWork<>(options.jobs(), BYTES_IN_FLIGHT, all -> all.forEach(tally::add))) {
                InputReader reader =
                        new InputReader(shell.in(), options.settings().limits().unitBytes(), judge::stream);
                operands.read(reader, batch -> work.submit(batch.size(), () -> checker.check(batch)));
                work.finish();
            }
            tally.end((shell.nanoTime().getAsLong() - start) / 10_000_000);
            for (Output output : outputs) output.flush();
            notes.flush();
        } catch (Output.Closed gone) {
            return tally.exit();
        }
        return tally.exit();
    }

    /** Opens the targets; returns where notes for people go: beside a text report, or apart from a machine's. */
    private Output open() throws UsageError {
        Output notes = new Output(shell.err());
        for (CheckOptions.Target target : options.targets()) {
            boolean terminal = target.file().isEmpty();
            var colours = terminal ? options.colours() : new smtplint.cli.format.Colours(false);
            formats.add(Formats.of(target.format(), colours, terminal ? shell.width() : 100, !options.quiet()));
            try {
                outputs.add(new Output(terminal ? shell.out() : new FileOutputStream(target.file())));
            } catch (IOException unwritable) {
                throw new UsageError("cannot write " + target.file() + ": " + unwritable.getMessage());
            }
            if (terminal && Formats.isText(target.format())) notes = outputs.get(outputs.size() - 1);
        }
        return notes;
    }
}
