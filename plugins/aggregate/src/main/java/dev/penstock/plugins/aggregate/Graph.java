package dev.penstock.plugins.aggregate;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which calls wait for which, by name. */
final class Graph {
    private final Map<String, Set<String>> awaits;
    private final List<List<String>> cycles = new ArrayList<>();
    private final List<String> trail = new ArrayList<>();
    private final Set<String> done = new HashSet<>();

    private Graph(Map<String, Set<String>> awaits) {
        this.awaits = awaits;
    }

    /**
     * The cycles that a walk in the given order meets, each from the first call on it around to itself.
     *
     * @param awaits call to the calls that it waits for, all of them keys too
     */
    static List<List<String>> cycles(Map<String, Set<String>> awaits) {
        Graph graph = new Graph(awaits);
        awaits.keySet().forEach(graph::walk);
        return graph.cycles;
    }

    private void walk(String call) {
        int before = trail.indexOf(call);
        if (before >= 0) {
            List<String> cycle = new ArrayList<>(trail.subList(before, trail.size()));
            cycle.add(call);
            cycles.add(List.copyOf(cycle));
            return;
        }
        if (!done.contains(call)) {
            trail.add(call);
            awaits.get(call).forEach(this::walk);
            trail.remove(trail.size() - 1);
            done.add(call);
        }
    }
}
