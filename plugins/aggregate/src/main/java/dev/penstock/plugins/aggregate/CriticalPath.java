package dev.penstock.plugins.aggregate;

import dev.penstock.sdk.StepContext;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The calls that wait for each other and whose time-outs are longest together, as {@code a (200ms) -> b (1s) = 1200ms}:
 * how long a join may take.
 *
 * @param timeouts of each of its calls, in the order in which they are made
 */
record CriticalPath(Map<String, Duration> timeouts, Duration length) {
    private static final long SECOND = 1_000;

    /** @param graph call to the calls that it awaits, without a cycle */
    static CriticalPath of(Map<String, Set<String>> graph, List<Planned> calls) {
        Map<String, Duration> lengths = new LinkedHashMap<>();
        calls.forEach(call -> lengths.put(call.name(), call.target().timeout()));
        Graph.Chain chain = Graph.longest(graph, lengths);
        Map<String, Duration> timeouts = new LinkedHashMap<>();
        chain.calls().forEach(call -> timeouts.put(call, lengths.get(call)));
        return new CriticalPath(timeouts, chain.length());
    }

    /** It should fit into what the client waits. */
    void warn(StepContext context) {
        context.deadline()
                .filter(deadline -> length.compareTo(deadline) > 0)
                .ifPresent(deadline -> context.warn(
                        context.settings(),
                        "the time-outs of calls that wait for each other are longer than the deadline of this route: "
                                + this + ", deadline " + text(deadline)
                                + ": give these calls a shorter 'timeout', or the route a longer 'deadline'"));
    }

    @Override
    public String toString() {
        return timeouts.entrySet().stream()
                        .map(call -> call.getKey() + " (" + text(call.getValue()) + ")")
                        .collect(Collectors.joining(" -> "))
                + " = " + text(length);
    }

    /** As a file writes it. */
    private static String text(Duration duration) {
        long millis = duration.toMillis();
        return millis % SECOND == 0 ? millis / SECOND + "s" : millis + "ms";
    }
}
