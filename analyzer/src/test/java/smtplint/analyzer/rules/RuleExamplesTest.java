package smtplint.analyzer.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import smtplint.analyzer.MarkedText;
import smtplint.analyzer.lint.Finding;
import smtplint.analyzer.lint.Linter;
import smtplint.analyzer.lint.Report;
import smtplint.analyzer.lint.Settings;

/** The examples that rules are documented with are the tests of these rules. */
class RuleExamplesTest {
    private static final Linter LINTER = new Linter(Settings.at(Instant.parse("2026-11-22T12:00:00Z")));

    static Stream<String> ruleIds() {
        return RuleCatalog.rules().stream().filter(r -> !r.bad().isEmpty()).map(Rule::id);
    }

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("ruleIds")
    void findsExactlyWhatTheBadExampleMarks(String id) {
        Rule rule = RuleCatalog.find(id).orElseThrow();
        MarkedText bad = MarkedText.crlf(rule.bad());
        Report report = check(rule, bad);
        List<String> found = report.findings().stream()
                .filter(f -> f.rule().id().equals(id))
                .map(f -> show(report, f))
                .toList();
        List<String> marked = bad.marks().stream()
                .map(m -> m.span().start() + " "
                        + bad.source().string(m.span().start(), m.span().end()))
                .toList();
        assertThat(found).as("findings of %s, all: %s", id, all(report)).isEqualTo(marked);
        assertThat(marked).as("a bad example marks what is bad").isNotEmpty();
    }

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("ruleIds")
    void isSilentForTheWholeCategoryOnTheGoodExample(String id) {
        Rule rule = RuleCatalog.find(id).orElseThrow();
        Report report = check(rule, MarkedText.crlf(rule.good()));
        assertThat(report.findings().stream()
                        .filter(f -> f.rule().category().equals(rule.category()))
                        .map(f -> f.rule().id() + " " + show(report, f)))
                .isEmpty();
        assertThat(rule.good()).as("a good example").isNotBlank();
    }

    private static Report check(Rule rule, MarkedText text) {
        String name = rule.example() == Rule.Example.SMTP ? "example.smtp" : "example.eml";
        return LINTER.check(text.source(), name);
    }

    private static String show(Report report, Finding finding) {
        return finding.span().start() + " "
                + report.source().string(finding.span().start(), finding.span().end());
    }

    private static List<String> all(Report report) {
        return report.findings().stream()
                .map(f -> f.rule().id() + " " + show(report, f))
                .toList();
    }
}
