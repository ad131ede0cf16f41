package smtplint.analyzer.lint;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import smtplint.analyzer.model.Node;

/** The nodes of some units by what rules judge, in document order, so that a rule runs over just those it judges. */
final class NodeIndex {
    private final List<Class<? extends Node>> subjects;
    private final NodeTable[] tables;
    /** By record type, the tables of all subjects that it is an instance of: sealed interfaces are subjects too. */
    private final Map<Class<?>, NodeTable[]> tablesOf = new HashMap<>();

    NodeIndex(List<Class<? extends Node>> subjects) {
        this.subjects = subjects;
        tables = Stream.generate(NodeTable::new).limit(subjects.size()).toArray(NodeTable[]::new);
    }

    void clear() {
        for (NodeTable table : tables) table.clear();
    }

    /** @param unit not less than those of the nodes before */
    void add(int unit, Node node) {
        NodeTable[] rows = tablesOf.get(node.getClass());
        if (rows == null) rows = tablesOf.computeIfAbsent(node.getClass(), this::tablesFor);
        if (rows.length == 0) return;
        long topics = node.topics();
        long traits = node.traits();
        for (NodeTable table : rows) table.add(unit, node, topics, traits);
    }

    private NodeTable[] tablesFor(Class<?> type) {
        Stream.Builder<NodeTable> found = Stream.builder();
        for (int i = 0; i < tables.length; i++) if (subjects.get(i).isAssignableFrom(type)) found.add(tables[i]);
        return found.build().toArray(NodeTable[]::new);
    }

    /** The nodes of the subject at an index of the list of subjects. */
    NodeTable of(int subject) {
        return tables[subject];
    }
}
