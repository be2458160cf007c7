package dev.penstock.sdk.testkit;

import dev.penstock.sdk.Metrics;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;

/** Counters and gauges that a test reads. Safe for use by any thread. */
public final class TestMetrics implements Metrics {
    private final Map<String, Double> values = new ConcurrentHashMap<>();
    private final Map<String, DoubleSupplier> asked = new ConcurrentHashMap<>();

    TestMetrics() {}

    @Override
    public Counter counter(String name, String help, List<String> labels) {
        return amount -> values.merge(series(name, labels), amount, Double::sum);
    }

    @Override
    public Gauge gauge(String name, String help, List<String> labels) {
        return value -> values.put(series(name, labels), value);
    }

    @Override
    public void gauge(String name, String help, List<String> labels, DoubleSupplier value) {
        asked.put(series(name, labels), value);
    }

    /**
     * How a counter or gauge stands; 0 when it was never touched.
     *
     * @param labels names and values in turn, in the order in which the step gives them
     */
    public double value(String name, String... labels) {
        String series = series(name, List.of(labels));
        DoubleSupplier value = asked.get(series);
        return value == null ? values.getOrDefault(series, 0.0) : value.getAsDouble();
    }

    private static String series(String name, List<String> labels) {
        return name + labels;
    }
}
