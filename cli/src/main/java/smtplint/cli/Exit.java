package smtplint.cli;

/** Exit codes; 130 after an interrupt is the Java launcher's own. */
final class Exit {
    static final int CLEAN = 0;
    static final int FINDINGS = 1;
    static final int USAGE = 2;
    static final int UNREADABLE = 3;
    static final int INTERNAL = 4;

    private Exit() {}
}
