package smtplint.analyzer.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import smtplint.analyzer.rules.RuleCatalog;

/** docs/rules is printed from the declarations: with -Dupdate it is written, otherwise it must be up to date. */
class RulePagesTest {
    private static final Path FOLDER = Path.of("../docs/rules");

    @Test
    void pagesSayWhatTheRulesDeclare() throws IOException {
        Map<String, String> pages = RuleIndex.pages(RuleCatalog.rules());
        if (System.getProperty("update") != null) write(pages);
        assertThat(onDisk()).as("run: mvn -pl analyzer -am test -Dupdate").isEqualTo(pages);
    }

    private static void write(Map<String, String> pages) throws IOException {
        Files.createDirectories(FOLDER);
        for (String name : onDisk().keySet()) Files.delete(FOLDER.resolve(name));
        for (Map.Entry<String, String> page : pages.entrySet())
            Files.writeString(FOLDER.resolve(page.getKey()), page.getValue());
    }

    private static Map<String, String> onDisk() throws IOException {
        Map<String, String> pages = new TreeMap<>();
        if (!Files.isDirectory(FOLDER)) return pages;
        try (Stream<Path> files = Files.list(FOLDER)) {
            for (Path file : files.toList()) pages.put(file.getFileName().toString(), Files.readString(file));
        }
        return pages;
    }
}
