package smtplint.analyzer.syntax;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Tables of lines, accepted or refused, one per line of a file. */
final class LineTables {
    private LineTables() {}

    static List<String> read(String name) {
        try (InputStream table = LineTables.class.getResourceAsStream("/lines/" + name)) {
            if (table == null) throw new AssertionError("no table " + name);
            return new String(table.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
