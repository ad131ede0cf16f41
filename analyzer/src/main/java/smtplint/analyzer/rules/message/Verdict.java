package smtplint.analyzer.rules.message;

/**
 * What is behind a trace that can't be true as written, as far as the evidence goes: it is named with the evidence, in the
 * same words by every rule.
 */
enum Verdict {
    /** Somebody may have made the line up. */
    FORGED("possibly forged"),
    /** A host is set up wrongly: its clock, its names, its forwarding. */
    MISCONFIGURED("likely misconfigured"),
    /** Unusual, and no sign of harm. */
    ODD("merely odd");

    private final String words;

    Verdict(String words) {
        this.words = words;
    }

    String by(String evidence) {
        return words + ": " + evidence;
    }
}
