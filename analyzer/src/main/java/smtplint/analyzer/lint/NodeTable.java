package smtplint.analyzer.lint;

import java.util.Arrays;
import smtplint.analyzer.model.Node;
import smtplint.analyzer.rules.Scope;

/**
 * The nodes of one subject, of many units one after the other, each with its topics and traits. The topics and traits of
 * all nodes of a unit, and of all nodes together, stand beside them: what no node has, no rule need look for.
 */
final class NodeTable {
    private Node[] nodes = new Node[16];
    private long[] topics = new long[16];
    private long[] traits = new long[16];
    private int count;

    private int[] units = new int[4];
    private int[] ends = new int[4];
    private long[] unitTopics = new long[4];
    private long[] unitTraits = new long[4];
    private int unitCount;

    private long allTopics;
    private long allTraits;

    void clear() {
        Arrays.fill(nodes, 0, count, null);
        count = unitCount = 0;
        allTopics = allTraits = 0;
    }

    /** Units come in ascending order. */
    void add(int unit, Node node, long topicsOfNode, long traitsOfNode) {
        if (count == nodes.length) grow();
        nodes[count] = node;
        topics[count] = topicsOfNode;
        traits[count++] = traitsOfNode;
        if (unitCount == 0 || units[unitCount - 1] != unit) begin(unit);
        ends[unitCount - 1] = count;
        unitTopics[unitCount - 1] |= topicsOfNode;
        unitTraits[unitCount - 1] |= traitsOfNode;
        allTopics |= topicsOfNode;
        allTraits |= traitsOfNode;
    }

    private void grow() {
        nodes = Arrays.copyOf(nodes, count * 2);
        topics = Arrays.copyOf(topics, count * 2);
        traits = Arrays.copyOf(traits, count * 2);
    }

    private void begin(int unit) {
        if (unitCount == units.length) {
            units = Arrays.copyOf(units, unitCount * 2);
            ends = Arrays.copyOf(ends, unitCount * 2);
            unitTopics = Arrays.copyOf(unitTopics, unitCount * 2);
            unitTraits = Arrays.copyOf(unitTraits, unitCount * 2);
        }
        units[unitCount] = unit;
        unitTopics[unitCount] = unitTraits[unitCount] = 0;
        unitCount++;
    }

    /** True when some node may be in the scope. */
    boolean mayHold(Scope scope) {
        return count > 0 && scope.admits(allTopics, allTraits);
    }

    /** How many units have nodes here. */
    int units() {
        return unitCount;
    }

    /** The number of the unit at an index of {@link #units}. */
    int unit(int index) {
        return units[index];
    }

    boolean mayHold(Scope scope, int unit) {
        return scope.admits(unitTopics[unit], unitTraits[unit]);
    }

    /** The first node of the unit at an index. */
    int start(int unit) {
        return unit == 0 ? 0 : ends[unit - 1];
    }

    /** The node after the last of the unit at an index. */
    int end(int unit) {
        return ends[unit];
    }

    boolean isIn(Scope scope, int node) {
        return scope.admits(topics[node], traits[node]);
    }

    Node node(int index) {
        return nodes[index];
    }
}
