package dev.penstock.engine.redis;

import dev.penstock.sdk.Metrics;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What was asked of the store and how it went: six operations by four outcomes, whatever clients send. */
final class Tally {
    /** How it went. */
    enum Outcome {
        /** It answered. */
        OK,
        /** It answered with an error, or could not be reached. */
        FAILED,
        /** It did not answer in time. */
        SILENT,
        /** It was not asked, since it is down. */
        DOWN
    }

    private record Series(String operation, Outcome outcome) {}

    private final Metrics metrics;
    private final Map<Series, Metrics.Counter> operations = new ConcurrentHashMap<>();
    private final Map<String, Metrics.Counter> seconds = new ConcurrentHashMap<>();

    Tally(Metrics metrics) {
        this.metrics = metrics;
    }

    void add(String operation, Outcome outcome, double millis) {
        operations
                .computeIfAbsent(
                        new Series(operation, outcome),
                        series -> metrics.counter(
                                "penstock_store_operations_total",
                                "What was asked of the store that gateways share",
                                List.of(
                                        "operation",
                                        operation,
                                        "outcome",
                                        outcome.name().toLowerCase(java.util.Locale.ROOT))))
                .add(1);
        seconds.computeIfAbsent(
                        operation,
                        name -> metrics.counter(
                                "penstock_store_seconds_total",
                                "How long it was waited for",
                                List.of("operation", name)))
                .add(millis / 1e3);
    }
}
