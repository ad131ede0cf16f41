package smtplint.analyzer.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import smtplint.analyzer.MarkedText;
import smtplint.analyzer.rules.Rule;
import smtplint.analyzer.rules.RuleCatalog;
import smtplint.analyzer.source.Evidence;
import smtplint.analyzer.source.LineIndex;
import smtplint.analyzer.source.SourceText;

/** Messages are kept with CRLF and with LF: what is found in them must not depend on it. */
class LineEndsTest {
    private static final Linter LINTER = new Linter(Settings.at(Instant.parse("2026-11-22T12:00:00Z")));

    static Stream<String> ruleIds() {
        return RuleCatalog.rules().stream()
                .filter(r -> r.example() == Rule.Example.MESSAGE
                        && r.bad().indexOf('␍') < 0
                        && r.bad().indexOf('␊') < 0)
                .map(Rule::id);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ruleIds")
    void findsTheSameInAnExampleUnderBothLineEnds(String id) {
        Rule rule = RuleCatalog.find(id).orElseThrow();
        assertThat(found(MarkedText.lf(rule.bad()).source()))
                .isEqualTo(found(MarkedText.crlf(rule.bad()).source()))
                .anyMatch(line -> line.endsWith(id));
    }

    static List<Path> samples() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("../samples"))) {
            return files.filter(f -> f.toString().endsWith(".eml")).sorted().toList();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("samples")
    void findsTheSameInASampleUnderBothLineEnds(Path sample) throws IOException {
        String lf = Files.readString(sample, StandardCharsets.ISO_8859_1).replace("\r\n", "\n");
        String crlf = lf.replace("\n", "\r\n");
        assertThat(found(SourceText.of(lf.getBytes(StandardCharsets.ISO_8859_1))))
                .isEqualTo(found(SourceText.of(crlf.getBytes(StandardCharsets.ISO_8859_1))));
    }

    /** Line and rule; rules about the line ends themselves apart. */
    private static List<String> found(SourceText source) {
        LineIndex lines = new LineIndex(source);
        return LINTER.check(source, "example.eml").findings().stream()
                .filter(f -> f.rule().needs().stream().noneMatch(needs -> needs.contains(Evidence.WIRE)))
                .map(f -> lines.line(f.span().start()) + " " + f.rule().id())
                .toList();
    }
}
