package smtplint.analyzer.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Real data beside the project: suites of cases with what others expect of them. Tests skip where it is absent. */
final class Suites {
    private Suites() {}

    static Path data() {
        Path root = Path.of("").toAbsolutePath();
        while (root != null && !Files.exists(root.resolve("smtplint"))) root = root.getParent();
        Path beside =
                root == null ? Path.of("data") : root.resolveSibling("shared").resolve("data");
        Path data = Path.of(System.getProperty("smtplint.data", beside.toString()));
        if (!Files.isDirectory(data)) System.out.println("skipped: no test data at " + data);
        assumeTrue(Files.isDirectory(data));
        return data;
    }

    /** The JSON objects of a suite, one a line: maps, lists, strings, doubles, booleans; a null is left out. */
    static List<Map<String, Object>> cases(String name) {
        try {
            return Files.readAllLines(data().resolve("suites").resolve(name)).stream()
                    .map(JsonText::object)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void score(String what, int right, int of, int floor) {
        System.out.printf("%s: %d of %d right (%.1f %%)%n", what, right, of, 100.0 * right / of);
        assertThat(right).as(what).isGreaterThanOrEqualTo(floor);
    }
}
