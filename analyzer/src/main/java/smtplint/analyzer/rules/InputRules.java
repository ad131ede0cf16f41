package smtplint.analyzer.rules;

import static smtplint.analyzer.model.Side.CLIENT;
import static smtplint.analyzer.rules.Severity.INFO;
import static smtplint.analyzer.rules.Severity.WARNING;

/** What can be said of an input that could not be read as mail. The linter reports these, no check does. */
public final class InputRules extends RuleFamily {
    public static final String DIALECT_UNKNOWN = "framing/dialect-unknown";
    public static final String FOREIGN_PROTOCOL = "framing/foreign-protocol";
    public static final String DIALECT_DOUBTFUL = "framing/dialect-doubtful";
    public static final String DIALECT_MIXED = "framing/dialect-mixed-in-file";

    public static final String HALVES_APART = "framing/halves-apart";
    public static final String CLIENT_FAULT_IN_LOG = "framing/client-fault-in-log";

    public InputRules() {
        super("framing");

        rule("dialect-unknown")
                .severity(INFO)
                .says("%s: neither a transcript in a known dialect nor a message")
                .because("Nothing is guessed about an input that fits no dialect, so no rule judged it.")
                .instead("Name the dialect with --dialect, or mark the lines with \"C: \" and \"S: \".")
                .onInput();

        rule("foreign-protocol")
                .severity(INFO)
                .says("%s, not SMTP: not judged")
                .because("Rules about SMTP say nothing true of another protocol. Sessions of SMTP in the same "
                        + "input are judged.")
                .onInput();

        rule("dialect-doubtful")
                .severity(INFO)
                .says("Read as %s, which is not certain: %s")
                .because("Where the dialect is guessed, so are the sides, and findings may speak of the wrong one.")
                .instead("Name the dialect with --dialect.")
                .onInput();

        rule("dialect-mixed-in-file")
                .severity(INFO)
                .says("From here on %s")
                .because("The input holds more than one form of recording. Each block is judged by what its own "
                        + "form preserves.")
                .onInput();

        rule("halves-apart")
                .severity(INFO)
                .says("By its name %s holds the other side of this session, but the times do not overlap: %s")
                .because("Commands of one session and replies of another make faults that nobody committed, so each "
                        + "file was judged on its own, with what one side shows.")
                .instead("Put the two files of one session under one name.")
                .onInput();

        rule("client-fault-in-log")
                .severity(WARNING)
                .blames(CLIENT)
                .says("The server's log says that the client broke the protocol: %s")
                .because("A log of events shows no dialogue: this is the verdict of the program that wrote it, and "
                        + "smtplint gives none of its own.")
                .instead("Record the session itself to learn what came before.")
                .onInput();
    }
}
