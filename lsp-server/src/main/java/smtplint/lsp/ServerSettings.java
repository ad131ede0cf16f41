package smtplint.lsp;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import smtplint.analyzer.lint.Limits;
import smtplint.analyzer.lint.Settings;
import smtplint.analyzer.model.Ascii;
import smtplint.analyzer.rules.RuleCatalog;
import smtplint.analyzer.rules.Severity;

/**
 * What the user set: <code>{"smtplint": {"severity": {"command-syntax/verb-lowercase": "off"}}}</code>. What can't be
 * understood is left out and named in the log.
 *
 * @param severities rule or category to severity; absent severity means off
 * @param now the moment to compare dates with, instead of the clock's
 */
record ServerSettings(Map<String, Optional<Severity>> severities, Optional<String> dialect, Optional<Instant> now) {
    static final ServerSettings DEFAULT = new ServerSettings(Map.of(), Optional.empty(), Optional.empty());

    ServerSettings {
        severities = Map.copyOf(severities);
    }

    Settings at(Instant clock) {
        return new Settings(now.orElse(clock), severities, dialect, Limits.DEFAULT);
    }

    /** Reads what a client sent as settings or initialization options; anything but an object sets nothing. */
    static ServerSettings read(Object sent, ServerLog log) {
        if (!(sent instanceof JsonObject options) || !(options.get("smtplint") instanceof JsonObject own))
            return DEFAULT;
        Map<String, Optional<Severity>> severities = new HashMap<>();
        Optional<String> dialect = Optional.empty();
        Optional<Instant> now = Optional.empty();
        for (Map.Entry<String, JsonElement> entry : own.entrySet()) {
            JsonElement value = entry.getValue();
            switch (entry.getKey()) {
                case "severity" -> readSeverities(value, severities, log);
                case "dialect" -> dialect = word(value).filter(w -> !w.equals("auto"));
                case "now" -> now = word(value).flatMap(w -> moment(w, log));
                default -> log.info("smtplint: unknown setting \"" + entry.getKey() + "\" ignored");
            }
        }
        return new ServerSettings(severities, dialect, now);
    }

    private static void readSeverities(JsonElement value, Map<String, Optional<Severity>> found, ServerLog log) {
        if (!(value instanceof JsonObject entries)) {
            log.info("smtplint: \"severity\" is no object, ignored");
            return;
        }
        entries.entrySet().forEach(entry -> {
            String level = word(entry.getValue()).orElse("");
            Optional<Severity> severity = Stream.of(Severity.values())
                    .filter(s -> s.word().equals(level))
                    .findFirst();
            if (severity.isEmpty() && !level.equals("off"))
                log.info("smtplint: severity of " + entry.getKey() + " is no \"error\", \"warning\", \"info\", \"hint\""
                        + " or \"off\", ignored");
            else if (!isKnown(entry.getKey()))
                log.info("smtplint: unknown rule " + entry.getKey() + resembling(entry.getKey()));
            else found.put(entry.getKey(), severity);
        });
    }

    private static boolean isKnown(String name) {
        return RuleCatalog.rules().stream()
                .anyMatch(r -> r.id().equals(name) || r.category().equals(name));
    }

    private static String resembling(String name) {
        List<String> near = RuleCatalog.resembling(name);
        return near.isEmpty() ? "" : "; did you mean " + String.join(", ", near) + "?";
    }

    private static Optional<String> word(JsonElement value) {
        return value.isJsonPrimitive() ? Optional.of(Ascii.lower(value.getAsString())) : Optional.empty();
    }

    private static Optional<Instant> moment(String word, ServerLog log) {
        try {
            return Optional.of(Instant.parse(Ascii.upper(word)));
        } catch (DateTimeException none) {
            log.info("smtplint: \"now\" is no moment like 2026-01-31T12:00:00Z, ignored");
            return Optional.empty();
        }
    }
}
