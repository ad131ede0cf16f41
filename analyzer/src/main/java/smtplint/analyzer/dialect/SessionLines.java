package smtplint.analyzer.dialect;

import java.util.List;
import java.util.Set;
import smtplint.analyzer.model.Circumstances;
import smtplint.analyzer.source.Evidence;

/**
 * The lines of one session, taken apart from those of others.
 *
 * @param key names the session where the recording does; "" otherwise
 * @param evidence the dialect's, refined by what was found in this session
 */
public record SessionLines(
        String key, List<TranscriptLine> lines, Set<Evidence> evidence, Circumstances circumstances) {
    public SessionLines {
        lines = List.copyOf(lines);
        evidence = Set.copyOf(evidence);
    }
}
