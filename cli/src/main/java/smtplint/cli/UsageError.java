package smtplint.cli;

import java.util.List;

/** The command line makes no sense; the message says why, and what may have been meant. */
final class UsageError extends Exception {
    private static final long serialVersionUID = 1;

    UsageError(String message) {
        super(message);
    }

    static UsageError unknown(String what, String word, List<String> resembling) {
        return new UsageError("unknown " + what + " " + word
                + (resembling.isEmpty() ? "" : "; did you mean " + String.join(" or ", resembling) + "?"));
    }
}
