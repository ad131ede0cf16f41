package smtplint.analyzer.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GeneratedParsersTest {
    private static final Path GENERATED = Path.of("../grammar/target/generated-sources/antlr4");

    @Test
    void noneNeedsMoreThanOneTokenToDecide() throws IOException {
        List<Path> parsers;
        try (Stream<Path> files = Files.walk(GENERATED)) {
            parsers = files.filter(file -> file.toString().endsWith(".java")).toList();
        }
        assertThat(parsers).isNotEmpty();
        assertThat(parsers)
                .allSatisfy(parser -> assertThat(read(parser))
                        .as(parser.getFileName().toString())
                        .doesNotContain("adaptivePredict"));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
