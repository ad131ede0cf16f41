package smtplint.analyzer.docs;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import smtplint.analyzer.rules.Rule;

/** The pages about all rules: one a category, and an index. */
public final class RuleIndex {
    private static final String GENERATED = "<!-- printed from the declarations: mvn -pl analyzer test -Dupdate -->\n";

    private RuleIndex() {}

    /** File name under docs/rules to content. */
    public static Map<String, String> pages(List<Rule> rules) {
        Map<String, List<Rule>> byCategory =
                rules.stream().collect(Collectors.groupingBy(Rule::category, TreeMap::new, Collectors.toList()));
        Map<String, String> pages = new TreeMap<>();
        pages.put("README.md", index(byCategory, rules.size()));
        byCategory.forEach((category, members) -> pages.put(category + ".md", category(category, members)));
        return pages;
    }

    private static String index(Map<String, List<Rule>> byCategory, int total) {
        StringBuilder page = new StringBuilder(GENERATED);
        page.append("# Rules\n\n")
                .append(total)
                .append(" rules in ")
                .append(byCategory.size())
                .append(" categories.\n");
        byCategory.forEach((category, members) -> {
            page.append("\n## [").append(category).append("](").append(category).append(".md)\n\n");
            page.append("| rule | severity | says | source |\n|---|---|---|---|\n");
            members.forEach(rule -> page.append(row(rule)));
        });
        return page.toString();
    }

    private static String row(Rule rule) {
        String offence = rule.id().substring(rule.category().length() + 1);
        String says = rule.message().replace("%s", "…").replace("%d", "…").replace("|", "\\|");
        return "| [" + offence + "](" + rule.category() + ".md#" + rule.id().replace("/", "") + ") | "
                + rule.severity().word() + " | " + says + " | " + rule.sources() + " |\n";
    }

    private static String category(String category, List<Rule> rules) {
        return GENERATED + "# " + category + "\n\n"
                + rules.stream().map(RulePage::markdown).collect(Collectors.joining("\n"));
    }
}
