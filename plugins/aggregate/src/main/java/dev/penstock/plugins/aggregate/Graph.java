package dev.penstock.plugins.aggregate;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which calls wait for which, by name. */
final class Graph {
    private static final Chain NO_CALL = new Chain(List.of(), Duration.ZERO);

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

    /** Calls of which each waits for the one before, and how long they take one after the other. */
    record Chain(List<String> calls, Duration length) {
        Chain then(String call, Duration more) {
            List<String> longer = new ArrayList<>(calls);
            longer.add(call);
            return new Chain(List.copyOf(longer), length.plus(more));
        }
    }

    /**
     * The chain that takes longest.
     *
     * @param awaits as for {@link #cycles}, without a cycle
     * @param lengths how long each call takes
     */
    static Chain longest(Map<String, Set<String>> awaits, Map<String, Duration> lengths) {
        Map<String, Chain> upTo = new HashMap<>();
        Chain longest = NO_CALL;
        for (String call : awaits.keySet()) {
            longest = longer(longest, upTo(call, awaits, lengths, upTo));
        }
        return longest;
    }

    private static Chain upTo(
            String call, Map<String, Set<String>> awaits, Map<String, Duration> lengths, Map<String, Chain> known) {
        Chain chain = known.get(call);
        if (chain == null) {
            Chain before = NO_CALL;
            for (String awaited : awaits.get(call)) {
                before = longer(before, upTo(awaited, awaits, lengths, known));
            }
            chain = before.then(call, lengths.get(call));
            known.put(call, chain);
        }
        return chain;
    }

    private static Chain longer(Chain one, Chain other) {
        return other.length.compareTo(one.length) > 0 ? other : one;
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
