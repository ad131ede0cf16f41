package smtplint.analyzer.syntax;

/** Looks at the decoded octets of one body as they pass, and keeps what it was made to find. */
interface OctetProbe {
    /** @param at the place in the input that the octet came from */
    void look(byte octet, int at);

    /** The content ends before this place. */
    default void end(int at) {}
}
