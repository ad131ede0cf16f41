package smtplint.analyzer.rules;

import static smtplint.analyzer.rules.Severity.INFO;

/** What can be said of an input that could not be read as mail. The linter reports these, no check does. */
public final class InputRules extends RuleFamily {
    public static final String DIALECT_UNKNOWN = "framing/dialect-unknown";

    public InputRules() {
        super("framing");

        rule("dialect-unknown")
                .severity(INFO)
                .says("%s: neither a transcript in a known dialect nor a message")
                .because("Nothing is guessed about an input that fits no dialect, so no rule judged it.")
                .instead("Name the dialect with --dialect, or mark the lines with \"C: \" and \"S: \".")
                .onInput();
    }
}
