package dev.penstock.engine.admin;

import dev.penstock.sdk.Metrics;
import io.prometheus.client.CollectorRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;

/** The counters and gauges that steps ask for. */
final class StepMetrics implements Metrics {
    private final CollectorRegistry registry;
    private final Map<String, io.prometheus.client.Counter> counters = new ConcurrentHashMap<>();
    private final Map<String, io.prometheus.client.Gauge> gauges = new ConcurrentHashMap<>();

    StepMetrics(CollectorRegistry registry) {
        this.registry = registry;
    }

    @Override
    public Counter counter(String name, String help, List<String> labels) {
        return counters.computeIfAbsent(
                        name,
                        fresh -> io.prometheus.client.Counter.build(fresh, help)
                                .labelNames(every(labels, 0))
                                .register(registry))
                .labels(every(labels, 1))::inc;
    }

    @Override
    public Gauge gauge(String name, String help, List<String> labels) {
        return family(name, help, labels).labels(every(labels, 1))::set;
    }

    @Override
    public void gauge(String name, String help, List<String> labels, DoubleSupplier value) {
        family(name, help, labels)
                .setChild(
                        new io.prometheus.client.Gauge.Child() {
                            @Override
                            public double get() {
                                return value.getAsDouble();
                            }
                        },
                        every(labels, 1));
    }

    private io.prometheus.client.Gauge family(String name, String help, List<String> labels) {
        return gauges.computeIfAbsent(
                name,
                fresh -> io.prometheus.client.Gauge.build(fresh, help)
                        .labelNames(every(labels, 0))
                        .register(registry));
    }

    private static String[] every(List<String> labels, int from) {
        List<String> picked = new ArrayList<>();
        for (int i = from; i < labels.size(); i += 2) {
            picked.add(labels.get(i));
        }
        return picked.toArray(String[]::new);
    }
}
