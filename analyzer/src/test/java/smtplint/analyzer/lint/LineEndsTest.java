package smtplint.analyzer.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
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

    /** All that is kept, one file after the other, so that a failure names every file. */
    @Test
    void findsTheSameInRealMessagesUnderBothLineEnds() throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(SharedData.folder("messages"))) {
            files = walk.filter(f -> Files.isRegularFile(f) && !isIndexOrExpected(f))
                    .sorted()
                    .toList();
        }
        List<String> different = new ArrayList<>();
        for (Path file : files) {
            String text = Files.readString(file, StandardCharsets.ISO_8859_1).replace("\r\n", "\n");
            List<String> lf = found(SourceText.of(text.getBytes(StandardCharsets.ISO_8859_1)));
            List<String> crlf = found(SourceText.of(text.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1)));
            if (!lf.equals(crlf)) different.add(file.getFileName() + "\n  LF   " + lf + "\n  CRLF " + crlf);
        }
        System.out.println("line ends: " + files.size() + " messages, " + different.size() + " differ");
        assertThat(different).isEmpty();
    }

    private static boolean isIndexOrExpected(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(".json") || name.endsWith(".jsonl") || name.endsWith(".xml") || name.endsWith(".out");
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
