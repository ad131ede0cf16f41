package smtplint.analyzer.lint;

import java.util.Optional;
import java.util.function.Consumer;
import smtplint.analyzer.dialect.SessionStream;
import smtplint.analyzer.dialect.StreamedSession;
import smtplint.analyzer.rules.RuleTimes;
import smtplint.analyzer.source.SourceText;

/** The enabled rules, ready to judge inputs. Immutable: one linter serves any number of threads. */
public final class Linter {
    private final Settings settings;
    private final RuleRunner runner;

    public Linter(Settings settings) {
        this(settings, Optional.empty());
    }

    /** @param times where to add up how long rules take, for those who want to know */
    public Linter(Settings settings, Optional<RuleTimes> times) {
        this.settings = settings;
        this.runner = new RuleRunner(settings, times);
    }

    public Settings settings() {
        return settings;
    }

    /** A worker for one thread: who judges many inputs asks it, and each is cheaper. */
    public LintWorker worker() {
        return new LintWorker(settings, runner);
    }

    /**
     * Judges one input.
     *
     * @param name the file's name: the second clue, after the content, to what it is
     */
    public Report check(SourceText source, String name) {
        return worker().check(source, name);
    }

    /**
     * Begins to read a transcript or a capture that is too large to keep.
     *
     * @param head its first octets, 64 KB at least
     * @param sink takes its sessions as they end, for {@link LintWorker#checkSessions}
     * @return empty when it is no transcript, or one that must be read whole
     */
    public Optional<SessionStream> stream(SourceText head, String name, Consumer<StreamedSession> sink) {
        return LintWorker.stream(head, name, settings, sink);
    }

    /** Judges one message, whatever it looks like: the batch door cuts an mbox into these. */
    public Report checkMessage(SourceText source) {
        return worker().checkMessage(source);
    }
}
