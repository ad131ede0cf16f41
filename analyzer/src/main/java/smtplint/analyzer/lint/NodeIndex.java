package smtplint.analyzer.lint;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import smtplint.analyzer.model.Node;

/** The nodes of one unit by record type, in document order, so that a rule runs over just those it judges. */
final class NodeIndex {
    private final Map<Class<?>, List<Node>> byType = new HashMap<>();
    private final Consumer<Node> adder = this::add;

    NodeIndex(Node root) {
        add(root);
    }

    private void add(Node node) {
        List<Node> nodes = byType.get(node.getClass());
        if (nodes == null) {
            nodes = new ArrayList<>();
            byType.put(node.getClass(), nodes);
        }
        nodes.add(node);
        node.children(adder);
    }

    /** Nodes of the subject's type; of a sealed interface, those of all its records, in document order by type. */
    List<Node> of(Class<? extends Node> subject) {
        List<Node> direct = byType.get(subject);
        if (direct != null) return direct;
        if (!subject.isInterface()) return List.of();
        List<Node> found = new ArrayList<>();
        byType.forEach((record, nodes) -> {
            if (subject.isAssignableFrom(record)) found.addAll(nodes);
        });
        found.sort(Comparator.comparing(Node::span));
        return found;
    }
}
