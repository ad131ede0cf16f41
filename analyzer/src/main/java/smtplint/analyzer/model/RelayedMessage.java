package smtplint.analyzer.model;

import java.util.EnumSet;
import java.util.Set;
import smtplint.analyzer.source.Evidence;
import smtplint.analyzer.source.Span;

/**
 * A message that a server took in one session and that goes on in another, with the field that the server wrote about the
 * first.
 *
 * @param received by which the message came to the server
 * @param hop as the message shows it in the session that carries it on
 */
public record RelayedMessage(Session before, Transaction received, Session after, Received hop) implements Fact {
    @Override
    public Node unit() {
        return after;
    }

    @Override
    public Set<Evidence> evidence() {
        Set<Evidence> both = EnumSet.noneOf(Evidence.class);
        both.addAll(before.evidence());
        both.retainAll(after.evidence());
        return both;
    }

    @Override
    public Span span() {
        return hop.span();
    }
}
