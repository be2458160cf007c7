package dev.penstock.plugins.aggregate;

import dev.penstock.sdk.Host;
import dev.penstock.sdk.Metrics.Counter;
import dev.penstock.sdk.Scheduler;
import dev.penstock.sdk.StepContext;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A join, compiled.
 *
 * @param calls in the order written
 * @param awaits of each call the places of the calls that it names
 * @param slow how long a join takes of which the access log tells
 * @param tally what is counted
 */
record Plan(
        String step, List<Planned> calls, List<List<Integer>> awaits, Duration slow, Scheduler scheduler, Tally tally) {
    private static final Duration LONG = Duration.ofSeconds(1);

    /**
     * What is counted of the joins of a step.
     *
     * @param joins how many there were
     * @param calls how many requests they made
     */
    record Tally(Counter joins, Counter calls) {
        static Tally of(StepContext context) {
            List<String> labels = List.of(
                    "api", context.route().api(), "route", context.route().route(), "step", context.name());
            Host host = context.host();
            return new Tally(
                    host.metrics().counter("penstock_joins_total", "Joins of calls.", labels),
                    host.metrics()
                            .counter("penstock_join_calls_total", "Requests that joins made to upstreams.", labels));
        }
    }

    static Plan of(List<Planned> calls, List<List<Integer>> awaits, StepContext context) {
        return new Plan(
                context.name(),
                List.copyOf(calls),
                List.copyOf(awaits),
                slow(context.deadline()),
                context.host().scheduler(),
                Tally.of(context));
    }

    private static Duration slow(Optional<Duration> deadline) {
        return deadline.map(whole -> whole.dividedBy(2))
                .filter(half -> half.compareTo(LONG) < 0)
                .orElse(LONG);
    }
}
