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

    /** Empty for any other word, "off" among them. */
    public static java.util.Optional<Severity> of(String word) {
        for (Severity severity : values()) if (severity.word().equals(word)) return java.util.Optional.of(severity);
        return java.util.Optional.empty();
    }

    /** "error", as options and machine output write it. */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
