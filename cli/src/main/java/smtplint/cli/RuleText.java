package smtplint.cli;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import smtplint.analyzer.rules.Rule;
import smtplint.analyzer.rules.RuleCatalog;
import smtplint.analyzer.source.Evidence;
import smtplint.cli.format.Json;

/** Rules, printed from their declarations. */
final class RuleText {
    private RuleText() {}

    static String explain(Rule rule) {
        StringBuilder text = new StringBuilder();
        text.append(rule.id()).append("  ").append(rule.severity().word()).append('\n');
        text.append(open(rule)).append("\n\n").append(rule.reason()).append('\n');
        if (!rule.advice().isEmpty()) text.append(rule.advice()).append('\n');
        text.append('\n');
        if (!rule.citations().isEmpty())
            text.append("see:    ").append(rule.sources()).append('\n');
        text.append("blames: ").append(word(rule.side().name())).append('\n');
        text.append("needs:  ").append(evidence(rule)).append('\n');
        example(text, "bad", rule.bad());
        example(text, "good", rule.good());
        return text.toString();
    }

    private static void example(StringBuilder text, String title, String example) {
        if (example.isEmpty()) return;
        text.append('\n').append(title).append(":\n");
        example.stripTrailing()
                .lines()
                .forEach(line -> text.append("    ").append(line).append('\n'));
    }

    static String table() {
        StringBuilder text = new StringBuilder();
        List<Rule> rules = RuleCatalog.rules();
        int id = 0;
        int needs = 0;
        int see = 0;
        for (Rule rule : rules) {
            id = Math.max(id, rule.id().length());
            needs = Math.max(needs, evidence(rule).length());
            see = Math.max(see, rule.sources().length());
        }
        for (Rule rule : rules) {
            cell(text, rule.id(), id);
            cell(text, rule.severity().word(), 7);
            cell(text, word(rule.side().name()), 7);
            cell(text, evidence(rule), needs);
            cell(text, rule.sources(), see);
            text.append(open(rule)).append('\n');
        }
        return text.append(rules.size()).append(" rules\n").toString();
    }

    static String json() {
        Json json = new Json().object().field("version", 1).array("rules");
        for (Rule rule : RuleCatalog.rules()) {
            json.object()
                    .field("id", rule.id())
                    .field("severity", rule.severity().word());
            json.field("side", word(rule.side().name())).field("message", rule.message());
            json.field("reason", rule.reason()).field("advice", rule.advice());
            json.array("evidence");
            for (Set<Evidence> needed : rule.needs()) {
                json.array();
                new TreeSet<>(needed).forEach(e -> json.value(word(e.name())));
                json.endArray();
            }
            json.endArray().array("rfc");
            rule.citations().forEach(c -> json.value(c.toString()));
            json.endArray().field("bad", rule.bad()).field("good", rule.good()).endObject();
        }
        return json.endArray().endObject() + "\n";
    }

    /** The message with its arguments left open. */
    private static String open(Rule rule) {
        return rule.message().replace("%s", "…").replace("%d", "…").replace("%,d", "…");
    }

    private static void cell(StringBuilder text, String value, int width) {
        text.append(value).append(" ".repeat(Math.max(0, width - value.length()) + 2));
    }

    /** "lines, both or message". */
    private static String evidence(Rule rule) {
        return String.join(
                " or ",
                rule.needs().stream()
                        .map(set -> String.join(
                                ", ",
                                new TreeSet<>(set)
                                        .stream().map(e -> word(e.name())).toList()))
                        .toList());
    }

    private static String word(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
