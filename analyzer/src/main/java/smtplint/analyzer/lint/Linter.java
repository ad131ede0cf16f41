package smtplint.analyzer.lint;

import java.util.List;
import java.util.Set;
import smtplint.analyzer.rules.RuleCatalog;
import smtplint.analyzer.source.SourceText;

/** Reads one input and runs the enabled rules over it. Immutable: one linter serves any number of threads. */
public final class Linter {
    private final Settings settings;

    public Linter(Settings settings) {
        this.settings = settings;
    }

    public Settings settings() {
        return settings;
    }

    /**
     * Judges one input.
     *
     * @param name the file's name: the second clue, after the content, to what it is
     */
    public Report check(SourceText source, String name) {
        return new Report(
                source,
                Report.Kind.UNKNOWN,
                "unknown",
                0,
                List.of(RuleCatalog.rules().size() + " rules"),
                Set.of(),
                List.of(),
                List.of(),
                List.of());
    }
}
