package smtplint.analyzer.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * What became of every candidate of the catalogue that lies beside the project: a rule of that name, or a row in
 * docs/decisions/rules-CATEGORY.md that says why there is none. {@code mvn -pl analyzer test
 * -Dtest=RuleCandidatesTest} prints the account.
 */
class RuleCandidatesTest {
    private static final Path DECISIONS = Path.of("../docs/decisions");
    /** Of rules about the DNS and about signatures nothing is decided yet. */
    private static final Set<String> NOT_BEGUN = Set.of("auth", "dns");

    /** Categories whose decisions name nothing but candidates and rules; elsewhere a row may speak of a group. */
    private static final Set<String> SETTLED = Set.of(
            "framing",
            "timing",
            "command-syntax",
            "command-order",
            "pipelining",
            "extension",
            "reply",
            "enhanced-status",
            "data",
            "security",
            "envelope");

    private static final Set<String> RULES =
            RuleCatalog.rules().stream().map(Rule::id).collect(Collectors.toUnmodifiableSet());
    private static final Pattern ID = Pattern.compile("[a-z]+(?:-[a-z]+)*/[a-z0-9]+(?:-[a-z0-9]+)*");

    /** What a row says of a candidate that is no rule under its own name. */
    private enum Fate {
        BUILT("built as "),
        MERGED("merged into "),
        DROPPED("dropped"),
        LATER("left for later");

        private final String words;

        Fate(String words) {
            this.words = words;
        }

        private boolean namesRules() {
            return this == BUILT || this == MERGED;
        }
    }

    private record Decision(String category, List<String> ids, String words) {
        private Fate fate() {
            return Arrays.stream(Fate.values())
                    .filter(fate -> words.startsWith(fate.words))
                    .findFirst()
                    .orElse(null);
        }

        private List<String> rulesNamed() {
            Matcher named = ID.matcher(words);
            return named.results().map(r -> r.group()).toList();
        }
    }

    @Test
    void accountsForEveryCandidate() throws IOException {
        Map<String, Decision> decisions = new LinkedHashMap<>();
        for (Decision decision : decisions()) for (String id : decision.ids()) decisions.put(id, decision);
        Map<String, Map<String, Integer>> account = new TreeMap<>();
        List<String> open = new ArrayList<>();
        List<String> unclear = new ArrayList<>();
        for (String id : candidates()) {
            String category = id.substring(0, id.indexOf('/'));
            if (NOT_BEGUN.contains(category)) continue;
            Decision decision = decisions.get(id);
            String fate = "open";
            if (RULES.contains(id)) fate = "built";
            else if (decision == null) open.add(id);
            else if (decision.fate() == null) unclear.add(id + ": " + decision.words());
            else fate = decision.fate().name().toLowerCase(Locale.ROOT);
            account.computeIfAbsent(category, c -> new TreeMap<>()).merge(fate, 1, Integer::sum);
        }
        print(account);
        open.forEach(id -> System.out.println("open: " + id));
        unclear.forEach(id -> System.out.println("unclear: " + id));
        assertThat(unclear)
                .as("decisions that say neither built as, merged into, dropped nor left for later")
                .isEmpty();
        assertThat(open)
                .as("candidates that are no rule, and no decision names them")
                .isEmpty();
    }

    /** A decision about something that does not exist is a slip, or is left over from a rule that has another name now. */
    @Test
    void decisionsNameWhatExists() throws IOException {
        Set<String> candidates = candidates();
        List<String> wrong = new ArrayList<>();
        for (Decision decision : decisions()) {
            if (!SETTLED.contains(decision.category())) continue;
            for (String id : decision.ids())
                if (!RULES.contains(id) && !candidates.contains(id)) wrong.add(decision.category() + ": " + id);
            boolean namesRules = decision.fate() != null && decision.fate().namesRules();
            if (namesRules && decision.rulesNamed().isEmpty()) wrong.add(decision.ids() + ": no rule is named");
            if (namesRules)
                for (String id : decision.rulesNamed())
                    if (!RULES.contains(id)) wrong.add(decision.ids() + ": there is no rule " + id);
        }
        assertThat(wrong).isEmpty();
    }

    private static Set<String> candidates() throws IOException {
        Path catalogue = Path.of("../../shared/rules.csv");
        if (!Files.exists(catalogue)) System.out.println("skipped: no catalogue of candidates at " + catalogue);
        assumeTrue(Files.exists(catalogue));
        try (var lines = Files.lines(catalogue)) {
            return lines.skip(1)
                    .map(line -> line.substring(0, line.indexOf(',')))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    /** The rows of all tables: candidates in the first column, what was decided in the second. */
    private static List<Decision> decisions() throws IOException {
        List<Decision> decisions = new ArrayList<>();
        try (var files = Files.newDirectoryStream(DECISIONS, "rules-*.md")) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                String category = name.substring("rules-".length(), name.length() - ".md".length());
                Files.readAllLines(file).stream()
                        .filter(line -> line.startsWith("|"))
                        .skip(2)
                        .map(line -> line.split("\\|"))
                        .map(cells -> new Decision(category, ids(category, cells[1]), cells[2].strip()))
                        .forEach(decisions::add);
            }
        }
        return decisions;
    }

    private static List<String> ids(String category, String cell) {
        return Arrays.stream(cell.strip().split(", "))
                .map(name -> name.contains("/") ? name : category + "/" + name)
                .toList();
    }

    private static void print(Map<String, Map<String, Integer>> account) {
        List<String> columns = List.of("built", "merged", "dropped", "later", "open");
        System.out.printf("%-16s %10s %s%n", "category", "candidates", row(columns));
        Map<String, Integer> total = new TreeMap<>();
        account.forEach((category, fates) -> {
            fates.forEach((fate, count) -> total.merge(fate, count, Integer::sum));
            print(category, fates, columns);
        });
        print("all", total, columns);
    }

    private static void print(String name, Map<String, Integer> fates, List<String> columns) {
        int all = fates.values().stream().mapToInt(Integer::intValue).sum();
        List<String> counts = columns.stream()
                .map(c -> String.valueOf(fates.getOrDefault(c, 0)))
                .toList();
        System.out.printf("%-16s %10d %s%n", name, all, row(counts));
    }

    private static String row(List<String> cells) {
        return cells.stream()
                .map(cell -> String.format(Locale.ROOT, "%8s", cell))
                .collect(Collectors.joining());
    }
}
