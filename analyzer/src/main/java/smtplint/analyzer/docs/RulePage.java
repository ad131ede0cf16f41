package smtplint.analyzer.docs;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import smtplint.analyzer.model.Ascii;
import smtplint.analyzer.rules.Rule;
import smtplint.analyzer.source.Evidence;

/** Prints one rule from its declaration, as Markdown: the page in docs/rules, and what {@code explain} shows. */
public final class RulePage {
    private RulePage() {}

    public static String markdown(Rule rule) {
        StringBuilder page = new StringBuilder();
        page.append("## ").append(rule.id()).append("\n\n");
        page.append(facts(rule)).append("\n\n");
        page.append(sentence(rule)).append("\n\n");
        page.append(rule.reason());
        if (!rule.advice().isEmpty()) page.append(' ').append(rule.advice());
        page.append('\n');
        if (!rule.bad().isEmpty()) page.append("\nWrong:\n").append(block(rule, rule.bad()));
        if (!rule.good().isEmpty()) page.append("\nRight:\n").append(block(rule, rule.good()));
        return page.toString();
    }

    /** "warning · client at fault · RFC 5321 §4.1.4 · needs lines". */
    public static String facts(Rule rule) {
        List<String> facts = List.of(rule.severity().word(), fault(rule), rule.sources(), "needs " + needs(rule));
        return facts.stream().filter(f -> !f.isEmpty()).collect(Collectors.joining(" · "));
    }

    private static String fault(Rule rule) {
        return switch (rule.side()) {
            case CLIENT -> "client at fault";
            case SERVER -> "server at fault";
            case BETWEEN -> "something between client and server at fault";
            case MESSAGE -> "the message";
            case UNKNOWN -> "";
        };
    }

    /** The evidence a rule needs, "both, order; or message". */
    public static String needs(Rule rule) {
        return rule.needs().stream().map(RulePage::words).collect(Collectors.joining("; or "));
    }

    private static String words(Set<Evidence> evidence) {
        return new TreeSet<>(evidence).stream().map(e -> Ascii.lower(e.name())).collect(Collectors.joining(", "));
    }

    /** The message with its arguments left open. */
    private static String sentence(Rule rule) {
        return rule.message().replace("%s", "…").replace("%d", "…").replace("%,d", "…") + ".";
    }

    private static String block(Rule rule, String example) {
        String language = rule.example() == Rule.Example.SMTP ? "smtp" : "eml";
        String fence = Arrays.stream(example.split("\n")).anyMatch(l -> l.startsWith("```")) ? "~~~" : "```";
        return fence + language + "\n" + example.stripTrailing() + "\n" + fence + "\n";
    }
}
