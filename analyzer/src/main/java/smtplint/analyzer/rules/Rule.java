package smtplint.analyzer.rules;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import smtplint.analyzer.model.Node;
import smtplint.analyzer.model.Side;
import smtplint.analyzer.source.Evidence;

/**
 * A rule as declared in its family: all that documents, runs and tests it.
 *
 * @param id "category/offence"
 * @param needs the evidence without which it stays silent: all of one of these sets
 * @param side whom it blames unless the finding says otherwise
 * @param message states what is there, "%s" for arguments
 * @param reason why it matters
 * @param advice what to do about it; empty where the reason says it
 * @param bad a marked example that must give the finding
 * @param good an example that must be silent for all rules of its category
 * @param example how bad and good are to be read
 * @param scope which nodes of the subject it is shown
 */
public record Rule(
        String id,
        Severity severity,
        List<Set<Evidence>> needs,
        Side side,
        List<Citation> citations,
        String message,
        String reason,
        String advice,
        String bad,
        String good,
        Example example,
        Class<? extends Node> subject,
        Scope scope,
        Check<Node> check) {

    static final Check<Node> ON_INPUT = (node, findings) -> {};

    public Rule {
        needs = List.copyOf(needs);
        citations = List.copyOf(citations);
    }

    /** What the examples of a rule are. */
    public enum Example {
        /** The project's own transcript dialect. */
        SMTP,
        /** A raw message. */
        MESSAGE
    }

    /** Judges one node. */
    @FunctionalInterface
    public interface Check<N extends Node> {
        void judge(N node, Findings findings);
    }

    /** @param section without the sign "§"; empty where the text was not at hand to be read */
    public record Citation(int rfc, String section) {
        @Override
        public String toString() {
            return "RFC " + rfc + (section.isEmpty() ? "" : " §" + section);
        }
    }

    /** "RFC 5322 §3.6.4, §4.5.4; RFC 3848": what is cited, sections of one RFC together. */
    public String sources() {
        StringBuilder sources = new StringBuilder();
        int last = 0;
        for (Citation citation : citations) {
            if (citation.rfc() == last && !citation.section().isEmpty())
                sources.append(", §").append(citation.section());
            else if (citation.rfc() != last)
                sources.append(sources.isEmpty() ? "" : "; ").append(citation);
            last = citation.rfc();
        }
        return sources.toString();
    }

    /** True for a rule about the input as a whole: whoever reads the input reports it, no check does. */
    public boolean isReportedByReader() {
        return bad.isEmpty() && good.isEmpty() && check == ON_INPUT;
    }

    public String category() {
        return id.substring(0, id.indexOf('/'));
    }

    @Override
    public String toString() {
        return id;
    }

    public boolean isSatisfiedBy(Set<Evidence> evidence) {
        return needs.stream().anyMatch(evidence::containsAll);
    }

    /** The evidence that is missing, for the alternative that lacks least. */
    public Optional<Set<Evidence>> missing(Set<Evidence> evidence) {
        return needs.stream()
                .map(set -> {
                    Set<Evidence> lacking = new java.util.TreeSet<>(set);
                    lacking.removeAll(evidence);
                    return lacking;
                })
                .min(java.util.Comparator.comparingInt(Set::size))
                .filter(set -> !set.isEmpty());
    }
}
