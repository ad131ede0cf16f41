package smtplint.cli;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Real data beside the project. Tests skip where it is absent. */
final class SharedData {
    private SharedData() {}

    static Path folder(String name) {
        Path root = Path.of("").toAbsolutePath();
        while (root != null && !Files.exists(root.resolve("smtplint"))) root = root.getParent();
        Path beside =
                root == null ? Path.of("data") : root.resolveSibling("shared").resolve("data");
        Path folder =
                Path.of(System.getProperty("smtplint.data", beside.toString())).resolve(name);
        if (!Files.isDirectory(folder)) System.out.println("skipped: no test data at " + folder);
        assumeTrue(Files.isDirectory(folder));
        return folder;
    }
}
