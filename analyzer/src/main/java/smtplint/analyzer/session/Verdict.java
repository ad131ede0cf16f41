package smtplint.analyzer.session;

/** What the state table says of a command in a state. */
public enum Verdict {
    ALLOWED("A", "allowed"),
    RESETS("R", "allowed, and resets an open transaction"),
    OUT_OF_ORDER("N", "out of order: 503 expected, state unchanged (RFC 5321 §4.1.4)"),
    GREETING_FIRST("N1", "the client must wait for the greeting (RFC 5321 §3.1, §4.3.1)"),
    HELLO_FIRST("N2", "a hello must come first (RFC 5321 §4.1.4)"),
    TOO_EARLY("A3", "legal later, but before the greeting it is talking early"),
    NOT_A_COMMAND("X", "no command is read in this state"),
    UNJUDGED("-", "the table does not say");

    private final String mark;
    private final String meaning;

    Verdict(String mark, String meaning) {
        this.mark = mark;
        this.meaning = meaning;
    }

    public String mark() {
        return mark;
    }

    public String meaning() {
        return meaning;
    }

    public boolean isAllowed() {
        return this == ALLOWED || this == RESETS;
    }

    static Verdict of(String mark) {
        for (Verdict verdict : values()) if (verdict.mark.equals(mark)) return verdict;
        throw new IllegalArgumentException("no verdict: " + mark);
    }
}
