package smtplint.cli;

import java.util.List;
import java.util.Optional;
import smtplint.analyzer.rules.Spelling;

/** One run: arguments in, exit code out. */
final class Program {
    private Program() {}

    static int run(List<String> words, Shell shell) {
        try {
            return run(Arguments.read(words), shell);
        } catch (UsageError error) {
            complain(shell, error.getMessage() + "; see smtplint help");
            return Exit.USAGE;
        } catch (Output.Closed gone) {
            return Exit.CLEAN;
        } catch (RuntimeException | StackOverflowError fault) {
            complain(
                    shell,
                    "internal error: " + fault + " at "
                            + (fault.getStackTrace().length == 0 ? "?" : fault.getStackTrace()[0]));
            return Exit.INTERNAL;
        }
    }

    private static int run(Arguments arguments, Shell shell) throws UsageError {
        return switch (arguments.command()) {
            case CHECK -> CheckCommand.run(arguments, shell);
            case VIEW -> ViewCommand.run(arguments, shell);
            case EXPLAIN -> print(shell, RuleText.explain(Selection.rule(only(arguments, "a rule"))));
            case RULES ->
                print(
                        shell,
                        arguments.choice("--format", "text", "json").equals("json")
                                ? RuleText.json()
                                : RuleText.table());
            case STATES -> print(shell, states(arguments.choice("--format", "text", "json", "markdown")));
            case VERSION -> print(shell, "smtplint " + Version.TEXT + "\n");
            case HELP -> print(shell, help(arguments));
        };
    }

    private static String states(String format) {
        return switch (format) {
            case "json" -> StatesText.json();
            case "markdown" -> StatesText.markdown();
            default -> StatesText.text();
        };
    }

    private static String help(Arguments arguments) throws UsageError {
        if (arguments.operands().isEmpty()) return HelpText.overview();
        String word = arguments.operands().get(0);
        Optional<Command> command = Command.of(word);
        if (command.isEmpty()) throw UsageError.unknown("command", word, Spelling.closest(word, Command.words()));
        return HelpText.of(command.get());
    }

    private static String only(Arguments arguments, String what) throws UsageError {
        if (arguments.operands().size() == 1) return arguments.operands().get(0);
        throw new UsageError(arguments.command().word() + " needs " + what);
    }

    private static int print(Shell shell, String text) {
        new Output(shell.out()).print(text).flush();
        return Exit.CLEAN;
    }

    private static void complain(Shell shell, String message) {
        try {
            new Output(shell.err()).println("smtplint: " + message).flush();
        } catch (Output.Closed nobodyListens) {
            // The exit code tells it too.
        }
    }
}
