package smtplint.analyzer.model;

import java.util.Set;
import smtplint.analyzer.source.Evidence;

/** What several units of one file tell together and none of them alone. Rules judge it after the units. */
public sealed interface Fact extends Node permits RelayedMessage, ReportedMessage {
    /** Where findings about it stand: the later of the units. */
    Node unit();

    /** What all that it was gathered from preserves. */
    Set<Evidence> evidence();
}
