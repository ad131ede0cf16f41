package smtplint.cli.input;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Work for one worker: units of one input that stand side by side.
 *
 * @param size bytes it will hold in memory
 * @param last of its input
 * @param sibling the other half, where the names of two files say that each holds one side of a session
 */
public record Batch(Input input, Units units, long size, boolean last, Optional<Batch> sibling) {
    Batch(Input input, Units units, long size, boolean last) {
        this(input, units, size, last, Optional.empty());
    }

    /** Reads the units: a small file is read where it is checked, so that reading too is shared among the cores. */
    @FunctionalInterface
    public interface Units {
        List<Unit> read() throws IOException;
    }
}
