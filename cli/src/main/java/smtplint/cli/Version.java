package smtplint.cli;

/** The version that is printed; the build's, held equal by a test. */
final class Version {
    static final String TEXT = "0.1.0";

    private Version() {}
}
