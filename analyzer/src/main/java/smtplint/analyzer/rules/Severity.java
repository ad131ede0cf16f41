package smtplint.analyzer.rules;

/** How sure and how bad, worst first. */
public enum Severity {
    /** Breaks a MUST and harms. */
    ERROR,
    /** Breaks a SHOULD or risks delivery. */
    WARNING,
    /** Worth knowing. */
    INFO,
    /** Advice. */
    HINT;

    public boolean isAtLeast(Severity other) {
        return ordinal() <= other.ordinal();
    }

    /** "error", as options and machine output write it. */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
