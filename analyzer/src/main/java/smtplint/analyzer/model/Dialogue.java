package smtplint.analyzer.model;

import java.util.List;
import java.util.Set;
import smtplint.analyzer.source.Evidence;
import smtplint.analyzer.source.Span;

/**
 * What one channel said, parsed but not yet understood as a session.
 *
 * @param key names the session where the recording does: a process id, an address; "" otherwise
 * @param evidence what the recording preserves of this session
 */
public record Dialogue(String key, List<Turn> turns, Set<Evidence> evidence, Circumstances circumstances, Span span) {
    public Dialogue {
        turns = List.copyOf(turns);
        evidence = Set.copyOf(evidence);
    }
}
