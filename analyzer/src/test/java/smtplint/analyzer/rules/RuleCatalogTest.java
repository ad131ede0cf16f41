package smtplint.analyzer.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every rule and every family owes its readers. */
class RuleCatalogTest {

    @Test
    void idsAreUnique() {
        assertThat(RuleCatalog.rules()).extracting(Rule::id).doesNotHaveDuplicates();
    }

    static Stream<Rule> rules() {
        return RuleCatalog.rules().stream();
    }

    static Stream<Rule> judgedByChecks() {
        return rules().filter(r -> !r.isReportedByReader());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    void isWellFormed(Rule rule) {
        assertThat(rule.id()).matches("[a-z]+(-[a-z]+)*/[a-z0-9]+(-[a-z0-9]+)*");
        assertThat(rule.message()).isNotBlank().doesNotEndWith(".");
        assertThat(rule.reason()).isNotBlank().endsWith(".");
        if (!rule.advice().isEmpty()) assertThat(rule.advice()).endsWith(".");
    }

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("judgedByChecks")
    void hasExamplesAndASource(Rule rule) {
        assertThat(rule.bad()).contains("^");
        assertThat(rule.good()).isNotBlank();
        if (rule.severity().isAtLeast(Severity.WARNING))
            assertThat(rule.citations()).isNotEmpty();
    }

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("judgedByChecks")
    void citesSectionsThatExist(Rule rule) throws IOException {
        for (Rule.Citation citation : rule.citations()) {
            Path text = Path.of("../../shared/rfc", String.format("rfc%04d.txt", citation.rfc()));
            if (citation.section().isEmpty() || !Files.exists(text)) continue;
            String number = citation.section().replace("App. ", "").replace(".", "\\.");
            assertThat(Files.readString(text, StandardCharsets.ISO_8859_1).lines())
                    .as("the heading of section %s in RFC %d", citation.section(), citation.rfc())
                    .anyMatch(line -> line.matches("\\s*(?i:Appendix )?" + number + "\\.?\\s+\\S.*"));
        }
    }

    @Test
    void familiesAreSmall() throws IOException {
        for (RuleFamily family : RuleCatalog.families()) {
            assertThat(family.rules()).as(family.getClass().getSimpleName()).hasSizeBetween(1, 15);
            Path source = Path.of("src/main/java", family.getClass().getName().replace('.', '/') + ".java");
            List<String> lines = Files.readAllLines(source);
            assertThat(lines).as(source.toString()).hasSizeLessThanOrEqualTo(500);
        }
    }
}
