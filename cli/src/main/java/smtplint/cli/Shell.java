package smtplint.cli;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * What surrounds the program: streams, environment, clocks. Handed in, so that a test can be the shell.
 *
 * @param outIsTerminal a person reads standard output
 * @param errIsTerminal a person reads standard error
 * @param nanoTime measures how long a run took
 * @param epochMilli the time of day
 */
record Shell(
        InputStream in,
        OutputStream out,
        OutputStream err,
        boolean outIsTerminal,
        boolean errIsTerminal,
        Map<String, String> environment,
        LongSupplier nanoTime,
        LongSupplier epochMilli) {

    Shell {
        environment = Map.copyOf(environment);
    }

    boolean has(String variable) {
        return !environment.getOrDefault(variable, "").isEmpty();
    }

    /** Columns of the terminal, or a width that reads well in a log. */
    int width() {
        String columns = environment.getOrDefault("COLUMNS", "");
        if (columns.isEmpty() || columns.length() > 4 || !columns.chars().allMatch(c -> c >= '0' && c <= '9'))
            return 100;
        return Math.max(40, Integer.parseInt(columns));
    }
}
