package smtplint.analyzer.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import smtplint.analyzer.dialect.DialectDetector;

/** The page about dialects is what the declarations say; -Dupdate writes it anew. */
class DialectPageTest {
    private static final Path PAGE = Path.of("../docs/DIALECTS.md");

    @Test
    void thePageIsUpToDate() throws IOException {
        String printed = DialectPage.print();
        if (System.getProperty("update") != null) Files.writeString(PAGE, printed);
        assertThat(PAGE)
                .as("run: mvn -pl analyzer -am test -Dupdate -Dtest=DialectPageTest")
                .exists();
        assertThat(Files.readString(PAGE)).isEqualTo(printed);
    }

    @Test
    void everyDialectHasASection() {
        String printed = DialectPage.print();
        for (String name : DialectDetector.names()) assertThat(printed).containsOnlyOnce("\n## " + name + "\n");
    }
}
