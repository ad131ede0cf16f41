package smtplint.analyzer.lint;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import smtplint.analyzer.rules.Severity;

/**
 * What the user chose. The analyzer asks no clock: {@code now} comes in here.
 *
 * @param now the moment that rules about dates compare with
 * @param severities rule or category to severity; absent severity means off
 * @param dialect the dialect to read transcripts in, instead of detecting it
 * @param limits what is refused, DESIGN.md section 4
 */
public record Settings(
        Instant now, Map<String, Optional<Severity>> severities, Optional<String> dialect, Limits limits) {

    public Settings {
        severities = Map.copyOf(severities);
    }

    public static Settings at(Instant now) {
        return new Settings(now, Map.of(), Optional.empty(), Limits.DEFAULT);
    }

    /** The severity in force, empty when the rule is off. A rule's own entry goes before its category's. */
    public Optional<Severity> severity(smtplint.analyzer.rules.Rule rule) {
        Optional<Severity> own = severities.get(rule.id());
        if (own == null) own = severities.get(rule.category());
        return own == null ? Optional.of(rule.severity()) : own;
    }
}
