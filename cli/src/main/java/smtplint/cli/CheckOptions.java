package smtplint.cli;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import smtplint.analyzer.dialect.DialectDetector;
import smtplint.analyzer.lint.Limits;
import smtplint.analyzer.lint.Settings;
import smtplint.analyzer.rules.Rule;
import smtplint.analyzer.rules.RuleTimes;
import smtplint.analyzer.rules.Severity;
import smtplint.analyzer.rules.Spelling;
import smtplint.cli.format.Colours;
import smtplint.cli.format.Formats;

/**
 * What the user asked of check.
 *
 * @param failOn absent for never
 * @param targets formats, and where each goes
 */
record CheckOptions(
        Settings settings,
        Severity minLevel,
        Optional<Severity> failOn,
        List<Target> targets,
        Colours colours,
        int jobs,
        long maxDiagnostics,
        boolean quiet,
        boolean listDoubtful,
        boolean statistics,
        Optional<RuleTimes> timings,
        boolean progress,
        Optional<Rule> whyNot) {

    /** @param file empty for standard output */
    record Target(String format, String file) {}

    static CheckOptions of(Arguments arguments, Shell shell) throws UsageError {
        String failOn = arguments.choice("--fail-on", "error", "warning", "info", "hint", "never");
        Optional<String> whyNot = arguments.last("--why-not");
        return new CheckOptions(
                settings(arguments, shell, Selection.of(arguments)),
                Severity.of(arguments.choice("--min-level", "info", "error", "warning", "hint"))
                        .orElseThrow(),
                Severity.of(failOn),
                targets(arguments.all("--format")),
                colours(arguments, shell),
                jobs(arguments),
                arguments.has("--max-diagnostics") ? arguments.number("--max-diagnostics", 1) : Long.MAX_VALUE,
                arguments.has("--quiet"),
                arguments.has("--list-doubtful"),
                arguments.has("--statistics"),
                arguments.has("--timings") ? Optional.of(new RuleTimes(shell.nanoTime())) : Optional.empty(),
                arguments.choice("--progress", "auto", "never").equals("auto") && shell.errIsTerminal(),
                whyNot.isPresent() ? Optional.of(Selection.rule(whyNot.get())) : Optional.empty());
    }

    static int jobs(Arguments arguments) throws UsageError {
        return arguments.number("--jobs", Runtime.getRuntime().availableProcessors());
    }

    static Settings settings(Arguments arguments, Shell shell, Map<String, Optional<Severity>> severities)
            throws UsageError {
        Optional<String> dialect = arguments.last("--dialect").filter(d -> !d.equals("auto"));
        if (dialect.isPresent() && DialectDetector.find(dialect.get()).isEmpty())
            throw UsageError.unknown(
                    "dialect", dialect.get(), Spelling.closest(dialect.get(), DialectDetector.names()));
        return new Settings(now(arguments, shell), severities, dialect, Limits.DEFAULT);
    }

    private static Instant now(Arguments arguments, Shell shell) throws UsageError {
        Optional<String> now = arguments.last("--now");
        try {
            if (now.isPresent()) return Instant.parse(now.get());
            String epoch = shell.environment().getOrDefault("SOURCE_DATE_EPOCH", "");
            if (!epoch.isEmpty()) return Instant.ofEpochSecond(Long.parseLong(epoch));
        } catch (DateTimeParseException notATime) {
            throw new UsageError("--now needs a time as 2026-11-22T00:00:00Z: " + now.orElse(""));
        } catch (NumberFormatException | java.time.DateTimeException notANumber) {
            throw new UsageError("SOURCE_DATE_EPOCH is no number of seconds");
        }
        return Instant.ofEpochMilli(shell.epochMilli().getAsLong());
    }

    static Colours colours(Arguments arguments, Shell shell) throws UsageError {
        String when = arguments.choice("--color", "auto", "always", "never");
        if (!when.equals("auto")) return new Colours(when.equals("always"));
        if (shell.has("NO_COLOR")) return new Colours(false);
        if (shell.has("FORCE_COLOR")) return new Colours(true);
        return new Colours(shell.outIsTerminal()
                && !shell.environment().getOrDefault("TERM", "").equals("dumb"));
    }

    private static List<Target> targets(List<String> given) throws UsageError {
        List<Target> targets = new ArrayList<>();
        List<String> places = new ArrayList<>();
        for (String format : given.isEmpty() ? List.of("full") : given) {
            int equals = format.indexOf('=');
            String name = equals < 0 ? format : format.substring(0, equals);
            String file = equals < 0 ? "" : format.substring(equals + 1);
            if (!Formats.NAMES.contains(name))
                throw UsageError.unknown("format", name, Spelling.closest(name, Formats.NAMES));
            if (equals >= 0 && file.isEmpty()) throw new UsageError("--format " + name + "= needs a file");
            if (places.contains(file))
                throw new UsageError("two formats for " + (file.isEmpty() ? "standard output" : file));
            places.add(file);
            targets.add(new Target(name, file));
        }
        return targets;
    }
}
