package smtplint.analyzer.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import smtplint.analyzer.dialect.Dialect;
import smtplint.analyzer.dialect.DialectDetector;
import smtplint.analyzer.lint.Linter;
import smtplint.analyzer.lint.Report;
import smtplint.analyzer.lint.Settings;
import smtplint.analyzer.source.Evidence;
import smtplint.analyzer.source.SourceText;

/** Every dialect against every rule that would be wrong where the recording hides what it judges. */
class EvidenceTest {
    private static final Linter LINTER = new Linter(Settings.at(Instant.parse("2026-11-22T12:00:00Z")));

    /** What must be preserved for a rule to speak, by what its id says it is about. */
    private static final Map<String, Evidence> SENSITIVE = Map.of(
            "bare-lf", Evidence.WIRE,
            "bare-cr", Evidence.WIRE,
            "multiple-cr", Evidence.WIRE,
            "nul-in", Evidence.WIRE,
            "final-crlf", Evidence.WIRE,
            "nonstandard-end", Evidence.WIRE,
            "dot-not-stuffed", Evidence.STUFFED,
            "dot-stuffed", Evidence.STUFFED,
            "before-greeting", Evidence.LINES,
            "pipelining/", Evidence.ORDER);

    /** The programs whose lines show their ends; in all others nothing may be said of them. */
    private static final Set<String> SHOW_LINE_ENDS =
            Set.of("smtplib", "ruby-net-smtp", "socat", "dotnet-trace", "wireshark-follow");

    /** They print content without the dots that they stuff. */
    private static final Set<String> UNSTUFF = Set.of("s-nail", "perl-net-smtp");

    static Stream<Dialect> dialects() {
        return DialectDetector.dialects().stream();
    }

    static Stream<Arguments> sensitive() {
        List<Arguments> rules = new ArrayList<>();
        for (Rule rule : RuleCatalog.rules())
            SENSITIVE.forEach((word, evidence) -> {
                if (rule.id().contains(word)) rules.add(Arguments.of(rule, evidence));
            });
        return rules.stream();
    }

    @ParameterizedTest(name = "{0} needs {1}")
    @MethodSource("sensitive")
    void needsItsEvidenceInEveryCase(Rule rule, Evidence evidence) {
        // A message that stands alone has its line ends where the file has them.
        for (Set<Evidence> needed : rule.needs())
            assertThat(needed).as(rule.id()).contains(evidence);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("dialects")
    void declaresWhatTheProgramShows(Dialect dialect) {
        Set<Evidence> preserves = dialect.preserves();
        assertThat(preserves.contains(Evidence.WIRE)).isEqualTo(SHOW_LINE_ENDS.contains(dialect.name()));
        if (UNSTUFF.contains(dialect.name())) assertThat(preserves).doesNotContain(Evidence.STUFFED);
        if (preserves.contains(Evidence.STUFFED)) assertThat(preserves).contains(Evidence.MESSAGE);
        if (preserves.contains(Evidence.BOTH)) assertThat(preserves).contains(Evidence.LINES);
    }

    /** Rule by rule: where the dialect does not preserve what a rule needs, it has nothing to say of its recordings. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("dialects")
    void staysSilentWithoutEvidence(Dialect dialect) {
        Report report = LINTER.check(SourceText.of(dialect.example()), "recording.txt");
        Set<Evidence> most = EnumSet.copyOf(dialect.preserves());
        // What a recording itself may add to what its dialect preserves.
        most.addAll(Set.of(Evidence.START, Evidence.END, Evidence.TIME, Evidence.ROLE, Evidence.ENVELOPE));
        // A notice is a message itself, which stands in the file as it is.
        report.findings().stream()
                .filter(finding -> finding.selector().startsWith("session"))
                .forEach(finding -> assertThat(finding.rule().isSatisfiedBy(most))
                        .as("%s in %s", finding.rule().id(), dialect.name())
                        .isTrue());
    }
}
