package dev.penstock.engine.plugin;

import dev.penstock.sdk.Host;
import dev.penstock.sdk.Metrics;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.DoubleSupplier;

/**
 * The metrics page as a jar sees it: what the page would ask the jar for is asked no more when it is gone. Counts stay.
 *
 * @param endings what ends with the jar
 */
record JarMetrics(Host gateway, Set<Runnable> endings) implements Metrics {
    @Override
    public Counter counter(String name, String help, List<String> labels) {
        return gateway.metrics().counter(name, help, labels);
    }

    @Override
    public Gauge gauge(String name, String help, List<String> labels) {
        return gateway.metrics().gauge(name, help, labels);
    }

    @Override
    public void gauge(String name, String help, List<String> labels, DoubleSupplier value) {
        AtomicReference<DoubleSupplier> asked = new AtomicReference<>(value);
        endings.add(() -> asked.set(null));
        gateway.metrics()
                .gauge(
                        name,
                        help,
                        labels,
                        () -> Optional.ofNullable(asked.get())
                                .map(DoubleSupplier::getAsDouble)
                                .orElse(Double.NaN));
    }
}
