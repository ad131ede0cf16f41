package smtplint.lsp;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import smtplint.analyzer.lint.Finding;
import smtplint.analyzer.lint.Linter;
import smtplint.analyzer.lint.Report;
import smtplint.analyzer.lint.Settings;
import smtplint.analyzer.source.Evidence;
import smtplint.analyzer.source.SourceText;

/** Judges documents and keeps the last verdict on each. */
final class Analyses {
    private final ServerLog log;
    private final Map<String, Analysis> last = new ConcurrentHashMap<>();

    private volatile Optional<Linter> linter = Optional.empty();

    Analyses(ServerLog log) {
        this.log = log;
    }

    Analysis of(OpenDocument document, ServerSettings settings) {
        Analysis known = last.get(document.uri());
        if (known != null && known.document().serial() == document.serial()) return known;
        Analysis fresh = analyse(document, settings);
        last.put(document.uri(), fresh);
        return fresh;
    }

    /** How long the last analysis of a document took, 0 when there was none. */
    long lastNanos(String uri) {
        Analysis known = last.get(uri);
        return known == null ? 0 : known.nanos();
    }

    void forget(String uri) {
        last.remove(uri);
    }

    private Analysis analyse(OpenDocument document, ServerSettings settings) {
        long start = System.nanoTime();
        AnalysedText text = document.analysedText();
        SourceText source = SourceText.of(text.bytes());
        Report report = check(source, document, settings);
        Optional<Sibling> sibling = sibling(document, source, settings);
        List<Finding> all = sibling.map(Sibling::findings).orElse(report.findings());
        boolean wire = text.fromDisk() || sibling.isEmpty() && report.kind() == Report.Kind.TRANSCRIPT;
        List<Finding> findings = all.stream().filter(f -> holds(f, wire)).toList();
        return new Analysis(document, text, report, sibling.map(Sibling::name), findings, System.nanoTime() - start);
    }

    /** A defect of the analyzer costs the document its findings, never the client its server. */
    private Report check(SourceText source, OpenDocument document, ServerSettings settings) {
        try {
            return linter(settings).check(source, document.name());
        } catch (RuntimeException | StackOverflowError defect) {
            log.error("analysis of " + document.uri() + " failed", defect);
            return new Report(
                    source,
                    Report.Kind.UNKNOWN,
                    "unknown",
                    0,
                    List.of("the analysis failed"),
                    Set.of(),
                    List.of(),
                    List.of(),
                    List.of());
        }
    }

    private Optional<Sibling> sibling(OpenDocument document, SourceText source, ServerSettings settings) {
        try {
            return Sibling.of(document, source, linter(settings));
        } catch (RuntimeException | StackOverflowError defect) {
            log.error("analysis of " + document.uri() + " with the file beside it failed", defect);
            return Optional.empty();
        }
    }

    /** A linter makes its rules anew: one serves the keystrokes of a minute. */
    private Linter linter(ServerSettings settings) {
        Instant clock = Instant.now().truncatedTo(ChronoUnit.MINUTES);
        Settings wanted = settings.at(clock);
        Optional<Linter> kept = linter.filter(l -> l.settings().equals(wanted));
        Linter current = kept.orElseGet(() -> new Linter(wanted));
        linter = Optional.of(current);
        return current;
    }

    /**
     * Whether a finding can be trusted: an editor unifies line ends and decodes, so in its text nothing can be said of
     * bytes. A transcript that preserves them writes them as escapes, which an editor leaves alone.
     *
     * @param wire the bytes are those of the file, or escapes show them
     */
    private static boolean holds(Finding finding, boolean wire) {
        return wire || finding.rule().needs().stream().anyMatch(set -> !set.contains(Evidence.WIRE));
    }
}
