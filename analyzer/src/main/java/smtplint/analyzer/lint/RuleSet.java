package smtplint.analyzer.lint;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import smtplint.analyzer.model.Node;
import smtplint.analyzer.rules.Rule;
import smtplint.analyzer.rules.RuleCatalog;
import smtplint.analyzer.source.Evidence;

/** The enabled rules of one part of the catalog by what they judge. Immutable. */
final class RuleSet {
    private final List<Class<? extends Node>> subjects;
    private final List<Entry[]> rules;

    RuleSet(RuleCatalog.Part part, Settings settings) {
        Map<Class<? extends Node>, List<Entry>> bySubject = new LinkedHashMap<>();
        for (Rule rule : part.rules(settings.now())) {
            if (settings.severity(rule).isPresent() && !rule.isReportedByReader())
                bySubject
                        .computeIfAbsent(rule.subject(), subject -> new ArrayList<>())
                        .add(Entry.of(rule));
        }
        subjects = List.copyOf(bySubject.keySet());
        rules = bySubject.values().stream()
                .map(entries -> entries.toArray(Entry[]::new))
                .toList();
    }

    /** The types of nodes that some rule judges. */
    List<Class<? extends Node>> subjects() {
        return subjects;
    }

    /** The rules about the subject at an index. */
    Entry[] about(int subject) {
        return rules.get(subject);
    }

    /** @param needs sets of evidence as bits, any of which suffices */
    record Entry(Rule rule, int[] needs) {
        private static Entry of(Rule rule) {
            return new Entry(rule, rule.needs().stream().mapToInt(RuleSet::bits).toArray());
        }

        boolean isSatisfied(int evidence) {
            for (int needed : needs) if ((needed & ~evidence) == 0) return true;
            return false;
        }
    }

    static int bits(Set<Evidence> evidence) {
        int bits = 0;
        for (Evidence one : evidence) bits |= 1 << one.ordinal();
        return bits;
    }
}
