package smtplint.analyzer.rules;

/**
 * Which nodes of its subject a rule can have something to say about. All other nodes are never shown to it: this is the
 * index of the rules, and what makes hundreds of them cheap.
 *
 * @param topics bits of verbs or field names, one of which the node must be about; 0 when it doesn't matter
 * @param traits bits of traits, all of which the node must have
 */
public record Scope(long topics, long traits) {
    public static final Scope ALL = new Scope(0, 0);

    /** @param topics of a node, or of several together: then true means that one of them may be in the scope */
    public boolean admits(long topics, long traits) {
        return (this.topics == 0 || (this.topics & topics) != 0) && (this.traits & traits) == this.traits;
    }
}
