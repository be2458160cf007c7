package dev.penstock.plugins.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GraphTest {
    @Test
    void callsThatShareADependencyAreNoCycle() {
        assertThat(Graph.cycles(graph("a", "", "b", "a", "c", "a", "d", "b c"))).isEmpty();
    }

    @Test
    void aCallThatNamesItselfIsACycle() {
        assertThat(Graph.cycles(graph("a", "a", "b", "a"))).containsExactly(List.of("a", "a"));
    }

    @Test
    void aCycleIsToldFromTheFirstCallOnItAroundToItself() {
        assertThat(Graph.cycles(graph("a", "b", "b", "c", "c", "d", "d", "b")))
                .containsExactly(List.of("b", "c", "d", "b"));
    }

    @Test
    void twoCyclesAreBothTold() {
        assertThat(Graph.cycles(graph("a", "b", "b", "a", "c", "d", "d", "c")))
                .containsExactly(List.of("a", "b", "a"), List.of("c", "d", "c"));
    }

    /** Call and what it awaits, in turn. */
    private static Map<String, Set<String>> graph(String... pairs) {
        Map<String, Set<String>> graph = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            Set<String> awaits = new LinkedHashSet<>(List.of(pairs[i + 1].split(" ")));
            awaits.remove("");
            graph.put(pairs[i], awaits);
        }
        return graph;
    }
}
