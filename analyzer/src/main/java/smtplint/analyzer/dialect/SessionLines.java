package smtplint.analyzer.dialect;

import java.util.List;
import java.util.Set;
import smtplint.analyzer.model.Circumstances;
import smtplint.analyzer.source.Evidence;

/**
 * The lines of one session, taken apart from those of others.
 *
 * @param key names the session where the recording does; "" otherwise
 * @param number from 1 in the file, in the order in which somebody first spoke
 * @param evidence the dialect's, refined by what was found in this session
 * @param overruns limits that it went over
 */
public record SessionLines(
        String key,
        int number,
        List<TranscriptLine> lines,
        Set<Evidence> evidence,
        Circumstances circumstances,
        List<Overrun> overruns) {
    public SessionLines {
        lines = List.copyOf(lines);
        evidence = Set.copyOf(evidence);
        overruns = List.copyOf(overruns);
    }

    public SessionLines(
            String key, int number, List<TranscriptLine> lines, Set<Evidence> evidence, Circumstances circumstances) {
        this(key, number, lines, evidence, circumstances, List.of());
    }
}
