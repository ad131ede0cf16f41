package smtplint.analyzer.lint;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import smtplint.analyzer.model.Node;

/** The nodes of one unit by record type, in document order, so that a rule runs over just those it judges. */
final class NodeIndex {
    private final Map<Class<?>, List<Node>> byType = new HashMap<>();
    private final Map<Class<?>, List<Node>> bySubject = new HashMap<>();

    NodeIndex(Node root) {
        add(root);
    }

    private void add(Node node) {
        byType.computeIfAbsent(node.getClass(), type -> new ArrayList<>()).add(node);
        node.children(this::add);
    }

    /** Nodes of the subject's type; of a sealed interface, those of all its records, in document order by type. */
    List<Node> of(Class<? extends Node> subject) {
        List<Node> direct = byType.get(subject);
        if (direct != null) return direct;
        if (!subject.isInterface()) return List.of();
        return bySubject.computeIfAbsent(subject, type -> {
            List<Node> found = new ArrayList<>();
            byType.forEach((record, nodes) -> {
                if (type.isAssignableFrom(record)) found.addAll(nodes);
            });
            found.sort(java.util.Comparator.comparing(Node::span));
            return found;
        });
    }
}
