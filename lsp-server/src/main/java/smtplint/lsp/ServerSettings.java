package smtplint.lsp;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import smtplint.analyzer.lint.Limits;
import smtplint.analyzer.lint.Settings;
import smtplint.analyzer.model.Ascii;
import smtplint.analyzer.rules.Profile;
import smtplint.analyzer.rules.RuleCatalog;
import smtplint.analyzer.rules.Severity;

/**
 * What the user set: <code>{"smtplint": {"severity": {"command-order/rcpt-before-mail": "off"}}}</code>, as
 * initialization options without the outer object too. What can't be understood is left out and named in the log.
 *
 * @param severities rule or category to severity; absent severity means off
 * @param now the moment to compare dates with, instead of the clock's
 */
record ServerSettings(Map<String, Optional<Severity>> severities, Optional<String> dialect, Optional<Instant> now) {
    static final ServerSettings DEFAULT = new ServerSettings(Map.of(), Optional.empty(), Optional.empty());

    /** Settings that an editor's extension keeps under the same name for itself. */
    private static final Set<String> OF_THE_CLIENT = Set.of("java", "server", "trace");

    ServerSettings {
        severities = Map.copyOf(severities);
    }

    Settings at(Instant clock) {
        return new Settings(now.orElse(clock), severities, dialect, Limits.DEFAULT);
    }

    /** Reads what a client sent; anything but an object sets nothing. */
    static ServerSettings read(Object sent, ServerLog log) {
        if (!(sent instanceof JsonObject options)) return DEFAULT;
        JsonObject own = options.get("smtplint") instanceof JsonObject inner ? inner : options;
        Reader reader = new Reader(log);
        own.entrySet().forEach(entry -> reader.read(entry.getKey(), entry.getValue()));
        return new ServerSettings(reader.severities(), reader.dialect, reader.now);
    }

    private static final class Reader {
        private final ServerLog log;
        private final Map<String, Optional<Severity>> ofProfile = new HashMap<>();
        private final Map<String, Optional<Severity>> set = new HashMap<>();
        private Optional<String> dialect = Optional.empty();
        private Optional<Instant> now = Optional.empty();

        Reader(ServerLog log) {
            this.log = log;
        }

        void read(String key, JsonElement value) {
            switch (key) {
                case "severity" -> severity(value);
                case "profile" -> profile(word(value).orElse(""));
                case "dialect" -> dialect = word(value).filter(w -> !w.equals("auto"));
                case "now" -> now = word(value).flatMap(this::moment);
                default -> {
                    if (!OF_THE_CLIENT.contains(key)) ignored("unknown setting \"" + key + "\"");
                }
            }
        }

        /** A category that was set outweighs what the profile says of its rules. */
        Map<String, Optional<Severity>> severities() {
            Map<String, Optional<Severity>> all = new HashMap<>(ofProfile);
            all.keySet().removeIf(id -> set.containsKey(id.substring(0, id.indexOf('/'))));
            all.putAll(set);
            return all;
        }

        private void profile(String name) {
            Profile.of(name)
                    .ifPresentOrElse(
                            profile -> ofProfile.putAll(profile.severities()),
                            () -> ignored("unknown profile \"" + name + "\""));
        }

        private void severity(JsonElement value) {
            if (value instanceof JsonObject entries) {
                entries.entrySet()
                        .forEach(entry ->
                                severity(entry.getKey(), word(entry.getValue()).orElse("")));
            } else {
                ignored("\"severity\", which is no object,");
            }
        }

        private void severity(String name, String level) {
            Optional<Severity> severity = Severity.of(level);
            if (severity.isEmpty() && !level.equals("off")) ignored("severity \"" + level + "\" of " + name);
            else if (!isKnown(name)) ignored("unknown rule " + name + resembling(name));
            else set.put(name, severity);
        }

        private Optional<Instant> moment(String word) {
            try {
                return Optional.of(Instant.parse(Ascii.upper(word)));
            } catch (DateTimeException none) {
                ignored("\"now\", which is no moment like 2026-01-31T12:00:00Z,");
                return Optional.empty();
            }
        }

        private void ignored(String what) {
            log.info("smtplint: " + what + " ignored");
        }

        private static boolean isKnown(String name) {
            return RuleCatalog.rules().stream()
                    .anyMatch(r -> r.id().equals(name) || r.category().equals(name));
        }

        private static String resembling(String name) {
            List<String> near = RuleCatalog.resembling(name);
            return near.isEmpty() ? "" : " (did you mean " + String.join(", ", near) + "?)";
        }

        private static Optional<String> word(JsonElement value) {
            return value.isJsonPrimitive() ? Optional.of(Ascii.lower(value.getAsString())) : Optional.empty();
        }
    }
}
