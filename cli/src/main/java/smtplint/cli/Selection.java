package smtplint.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import smtplint.analyzer.rules.Profile;
import smtplint.analyzer.rules.Rule;
import smtplint.analyzer.rules.RuleCatalog;
import smtplint.analyzer.rules.Severity;
import smtplint.analyzer.rules.Spelling;

/** Which rules run, and at which severity: the profile first, then --select and --ignore, then --severity. */
final class Selection {
    private static final List<String> LEVELS = List.of("error", "warning", "info", "hint", "off");

    private final Map<String, Optional<Severity>> severities = new HashMap<>();

    private Selection() {}

    /** An empty map where the user chose nothing: the catalog is not even walked then. */
    static Map<String, Optional<Severity>> of(Arguments arguments) throws UsageError {
        Selection selection = new Selection();
        selection.profile(arguments.choice("--profile", Profile.words().toArray(String[]::new)));
        selection.select(names(arguments.all("--select")), names(arguments.all("--ignore")));
        for (String setting : arguments.all("--severity")) selection.set(setting);
        return selection.severities;
    }

    private void profile(String word) {
        Profile.of(word).map(Profile::severities).ifPresent(severities::putAll);
    }

    private void select(List<String> selected, List<String> ignored) {
        if (selected.isEmpty() && ignored.isEmpty()) return;
        for (Rule rule : RuleCatalog.rules()) {
            boolean on = selected.isEmpty() || covers(selected, rule);
            // A rule named by its id stays on although its category is ignored.
            boolean off =
                    ignored.contains(rule.id()) || ignored.contains(rule.category()) && !selected.contains(rule.id());
            if (!on || off) severities.put(rule.id(), Optional.empty());
        }
    }

    private static boolean covers(List<String> names, Rule rule) {
        return names.contains(rule.id()) || names.contains(rule.category());
    }

    private void set(String setting) throws UsageError {
        int equals = setting.indexOf('=');
        if (equals < 0) throw new UsageError("--severity needs RULE=LEVEL: " + setting);
        String name = checked(setting.substring(0, equals));
        String level = setting.substring(equals + 1);
        if (!LEVELS.contains(level)) throw UsageError.unknown("level", level, Spelling.closest(level, LEVELS));
        Optional<Severity> severity = Severity.of(level);
        for (Rule rule : RuleCatalog.rules())
            if (rule.id().equals(name) || rule.category().equals(name)) severities.put(rule.id(), severity);
    }

    private static List<String> names(List<String> lists) throws UsageError {
        List<String> names = new ArrayList<>();
        for (String list : lists)
            for (String name : list.split(",")) if (!name.isBlank()) names.add(checked(name.strip()));
        return names;
    }

    private static String checked(String name) throws UsageError {
        for (Rule rule : RuleCatalog.rules())
            if (rule.id().equals(name) || rule.category().equals(name)) return name;
        throw UsageError.unknown("rule or category", name, RuleCatalog.resembling(name));
    }

    static Rule rule(String id) throws UsageError {
        Optional<Rule> rule = RuleCatalog.find(id);
        if (rule.isPresent()) return rule.get();
        List<String> ids = RuleCatalog.rules().stream().map(Rule::id).toList();
        throw UsageError.unknown("rule", id, Spelling.closest(id, ids));
    }
}
