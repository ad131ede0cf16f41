package smtplint.analyzer.session;

/** What the state table says of a command in a state. */
public enum Verdict {
    /** Allowed. */
    ALLOWED("A"),
    /** Allowed, and resets an open transaction. */
    RESETS("R"),
    /** Out of order: 503 expected, state unchanged (RFC 5321 §4.1.4). */
    OUT_OF_ORDER("N"),
    /** The client must wait for the greeting (RFC 5321 §3.1, §4.3.1). */
    GREETING_FIRST("N1"),
    /** A hello must come first (RFC 5321 §4.1.4). */
    HELLO_FIRST("N2"),
    /** Legal later, but before the greeting it is talking early. */
    TOO_EARLY("A3"),
    /** No command is read in this state. */
    NOT_A_COMMAND("X"),
    /** The table does not say. */
    UNJUDGED("-");

    private final String mark;

    Verdict(String mark) {
        this.mark = mark;
    }

    public String mark() {
        return mark;
    }

    public boolean isAllowed() {
        return this == ALLOWED || this == RESETS;
    }

    static Verdict of(String mark) {
        for (Verdict verdict : values()) if (verdict.mark.equals(mark)) return verdict;
        throw new IllegalArgumentException("no verdict: " + mark);
    }
}
