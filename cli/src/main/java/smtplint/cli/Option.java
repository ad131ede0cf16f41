package smtplint.cli;

import static smtplint.cli.Command.CHECK;
import static smtplint.cli.Command.RULES;
import static smtplint.cli.Command.STATES;
import static smtplint.cli.Command.VIEW;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One option: arguments are read by this table and help is printed from it.
 *
 * @param name with its dashes
 * @param argument how help names it; empty for a switch
 * @param commands that take it
 */
record Option(String name, String argument, List<Command> commands, String help) {

    private static final List<Option> TABLE = List.of(
            check("--select", "WHAT", "only these categories or rules, separated by commas; repeatable"),
            check("--ignore", "WHAT", "not these categories or rules"),
            check("--severity", "RULE=LEVEL", "error, warning, info, hint or off for a rule or category; repeatable"),
            check("--profile", "NAME", "rfc (default), strict, interop, submission, lmtp or deliverability"),
            check("--min-level", "LEVEL", "what is shown: error, warning, info (default) or hint"),
            check("--fail-on", "LEVEL", "what fails the run: error (default), warning, info or never"),
            check("--why-not", "RULE", "say for each input why this rule found nothing"),
            new Option(
                    "--dialect",
                    "NAME",
                    List.of(CHECK, VIEW),
                    "read transcripts in this dialect instead of detecting it"),
            new Option(
                    "--files-from",
                    "FILE",
                    List.of(CHECK, VIEW),
                    "read paths from a file, one a line; - is standard input"),
            new Option("--stdin-filename", "NAME", List.of(CHECK, VIEW), "the name that standard input goes by"),
            new Option(
                    "--format",
                    "F[=FILE]",
                    List.of(CHECK),
                    "full (default), concise, json or jsonl; repeatable, each to a file of its own"),
            new Option("--format", "F", List.of(VIEW), "text (default), json, svg, mermaid or html"),
            new Option("--format", "F", List.of(RULES), "text (default) or json"),
            new Option("--format", "F", List.of(STATES), "text (default), markdown or json"),
            check("--max-diagnostics", "N", "print at most so many findings, and say how many were left out"),
            check("--list-doubtful", "", "name the files of a folder that were too doubtful to be judged"),
            check("--statistics", "", "count findings by rule at the end"),
            check("--timings", "", "how long each rule took, at the end"),
            check("--quiet", "", "print findings only, no summary"),
            new Option("--color", "WHEN", List.of(CHECK, VIEW), "auto (default), always or never"),
            check("--progress", "WHEN", "auto (default: on a terminal) or never"),
            new Option("--jobs", "N", List.of(CHECK, VIEW), "workers; all cores unless set"),
            check("--now", "TIME", "the moment that rules about dates compare with, as 2026-11-22T00:00:00Z"),
            check("--isolated", "", "read no configuration"));

    private static Option check(String name, String argument, String help) {
        return new Option(name, argument, List.of(CHECK), help);
    }

    boolean takesArgument() {
        return !argument.isEmpty();
    }

    static Optional<Option> find(Command command, String name) {
        for (Option option : TABLE)
            if (option.name.equals(name) && option.commands.contains(command)) return Optional.of(option);
        return Optional.empty();
    }

    static List<Option> of(Command command) {
        List<Option> found = new ArrayList<>();
        for (Option option : TABLE) if (option.commands.contains(command)) found.add(option);
        return found;
    }
}
