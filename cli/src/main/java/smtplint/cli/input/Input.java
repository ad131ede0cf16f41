package smtplint.cli.input;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Something to check.
 *
 * @param path as the user will read it
 * @param file absent for standard input
 * @param size 0 where it can't be told beforehand
 * @param found met on a walk through a folder, not named by the user
 * @param beside not asked for: it lies beside a file that was, and is read only where the two are one session
 * @param problem why there is nothing to read
 */
public record Input(
        String path, Optional<Path> file, long size, boolean found, boolean beside, Optional<String> problem) {

    private static final String ZIPPED = ".gz";

    static Input unreadable(String path, String problem) {
        return new Input(path, Optional.empty(), 0, false, false, Optional.of(problem));
    }

    /** The last part of the path: a clue to what the content is. */
    public String name() {
        String last = path.substring(path.lastIndexOf('/') + 1);
        return isZipped() ? last.substring(0, last.length() - ZIPPED.length()) : last;
    }

    /** Named as gzip names what it makes. */
    boolean isZipped() {
        return path.endsWith(ZIPPED);
    }
}
