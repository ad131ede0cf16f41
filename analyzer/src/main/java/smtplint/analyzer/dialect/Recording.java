package smtplint.analyzer.dialect;

import java.util.List;
import java.util.Set;
import smtplint.analyzer.source.Evidence;
import smtplint.analyzer.source.SourceText;

/**
 * A transcript, read.
 *
 * @param dialect the name of its dialect
 * @param confidence 0 to 1
 * @param reasons why this dialect, in words
 * @param preserves what such a recording keeps, before refinement by session
 * @param messages that stand in the input beside the sessions: notices that quote one, and mail between recordings
 * @param remarks about the input as such
 * @param suppressions notes in the transcript that silence a rule; only where the dialect has lines that are not wire
 * @param overruns limits that the file went over
 */
public record Recording(
        String dialect,
        double confidence,
        List<String> reasons,
        Set<Evidence> preserves,
        List<SessionLines> sessions,
        List<SourceText> messages,
        List<Remark> remarks,
        List<Suppression> suppressions,
        List<Overrun> overruns) {
    public Recording {
        reasons = List.copyOf(reasons);
        preserves = Set.copyOf(preserves);
        sessions = List.copyOf(sessions);
        messages = List.copyOf(messages);
        remarks = List.copyOf(remarks);
        suppressions = List.copyOf(suppressions);
        overruns = List.copyOf(overruns);
    }

    /** {@code # smtplint: ignore=rule reason}. */
    public record Suppression(String rule, String reason, smtplint.analyzer.source.Span span) {}
}
