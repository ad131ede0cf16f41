package smtplint.analyzer.rules;

import static smtplint.analyzer.rules.Severity.ERROR;
import static smtplint.analyzer.rules.Severity.INFO;
import static smtplint.analyzer.rules.Severity.WARNING;

/** What smtplint says about its own work. The linter reports these, no check does. */
public final class InternalRules extends RuleFamily {
    public static final String CRASHED = "internal/rule-crashed";
    public static final String LIMIT = "internal/limit-reached";
    public static final String UNUSED = "internal/suppression-unused";
    public static final String UNKNOWN_RULE = "internal/suppression-unknown-rule";

    public InternalRules() {
        super("internal");

        rule("rule-crashed")
                .severity(ERROR)
                .says("The rule %s failed on this input with %s; all other rules went on")
                .because("A rule that fails is a defect of smtplint, not of the mail: please report it with the input.")
                .onInput();

        rule("limit-reached")
                .severity(WARNING)
                .says("%s is over the limit of %s; what lies behind was not judged")
                .because("Limits keep a hostile input from using up time and memory.")
                .onInput();

        rule("suppression-unused")
                .severity(INFO)
                .says("The suppression of %s silences nothing")
                .because("A suppression that is not needed any more hides the next fault.")
                .instead("Remove the line.")
                .onInput();

        rule("suppression-unknown-rule")
                .severity(WARNING)
                .says("There is no rule %s to suppress%s")
                .because("A misspelt suppression silences nothing.")
                .onInput();
    }
}
