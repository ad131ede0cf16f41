package smtplint.cli;

import java.util.List;
import java.util.Optional;
import smtplint.analyzer.lint.Report;
import smtplint.cli.format.Placed;
import smtplint.cli.input.Input;

/**
 * What became of one batch: findings in every form that was asked for, ready to print.
 *
 * @param last of its input
 * @param why answers to --why-not
 * @param problem why it could not be read or judged
 */
record Checked(Input input, boolean last, List<Unit> units, List<String> why, Optional<Problem> problem) {

    /** @param printed by target, in the order of the options */
    record Shown(Placed placed, List<String> printed) {}

    /**
     * @param doubtful its file was met in a folder, and what it was read as is not sure enough to judge it
     * @param sibling the other half of its session, which is counted with the first of the two
     * @param shown findings at or above the level that is shown
     * @param hidden the others
     */
    record Unit(
            Report.Kind kind,
            String dialect,
            double confidence,
            long bytes,
            long sessions,
            long messages,
            boolean doubtful,
            Optional<String> sibling,
            List<Shown> shown,
            List<smtplint.analyzer.rules.Severity> hidden) {}

    /** @param internal smtplint's own fault, not the input's */
    record Problem(String message, boolean internal) {}
}
