package smtplint.analyzer.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import smtplint.analyzer.MarkedText;
import smtplint.analyzer.model.Node;
import smtplint.analyzer.model.Trait;
import smtplint.analyzer.rules.Findings;
import smtplint.analyzer.rules.Rule;
import smtplint.analyzer.rules.RuleCatalog;
import smtplint.analyzer.rules.Scope;
import smtplint.analyzer.source.SourceText;

/**
 * Some traits only spare rules the nodes on which they would be silent: what is common, and in order. Shown these nodes
 * all the same, the rules must be silent.
 */
class ScopeTest {
    private static final Linter LINTER = new Linter(Settings.at(Instant.parse("2026-11-22T12:00:00Z")));

    private static final Set<Trait> SPARING = Set.of(
            Trait.EIGHT_BIT,
            Trait.LONG_LINE,
            Trait.CONTROLS,
            Trait.STATUS_MISSING,
            Trait.STATUS_ODD,
            Trait.UNUSUAL_FORM,
            Trait.UNUSUAL_CODE,
            Trait.OUTER_SPACE,
            Trait.OUT_OF_TURN,
            Trait.BEFORE_GREETING,
            Trait.TAINTED,
            Trait.UNPROMPTED,
            Trait.UNANSWERED,
            Trait.LMTP,
            Trait.CLOSED_BY_SIDE,
            Trait.REFUSED);

    @Test
    void rulesAreSilentOnWhatTheyAreSparedInTheExamples() {
        for (Rule rule : RuleCatalog.rules()) {
            String name = rule.example() == Rule.Example.SMTP ? "example.smtp" : "example.eml";
            for (String example : List.of(rule.bad(), rule.good()))
                if (!example.isEmpty())
                    judge(LINTER.check(MarkedText.crlf(example).source(), name), rule.id());
        }
    }

    @Test
    void rulesAreSilentOnWhatTheyAreSparedInRealTranscripts() throws IOException {
        try (Stream<Path> files = Files.walk(SharedData.folder("transcripts"))) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                byte[] bytes = Files.readAllBytes(file);
                judge(LINTER.check(SourceText.of(bytes), file.getFileName().toString()), file.toString());
            }
        }
    }

    private static void judge(Report report, String input) {
        List<Node> nodes = new ArrayList<>();
        report.sessions().forEach(session -> collect(session, nodes));
        report.messages().forEach(message -> collect(message, nodes));
        for (Rule rule : RuleCatalog.rules()) {
            Scope spared = sparing(rule.scope());
            if (rule.scope().equals(spared)) continue;
            for (Node node : nodes) {
                if (!rule.subject().isInstance(node)) continue;
                boolean hidden = spared.admits(node.topics(), node.traits())
                        && !rule.scope().admits(node.topics(), node.traits());
                if (!hidden) continue;
                Findings findings = new Findings(10);
                findings.begin(rule);
                rule.check().judge(node, findings);
                assertThat(findings.all()).as("%s in %s", rule, input).isEmpty();
            }
        }
    }

    private static Scope sparing(Scope scope) {
        long traits = scope.traits();
        for (Trait trait : SPARING) traits &= ~trait.bit();
        return new Scope(scope.topics(), traits);
    }

    private static void collect(Node node, List<Node> nodes) {
        nodes.add(node);
        node.children(child -> collect(child, nodes));
    }
}
