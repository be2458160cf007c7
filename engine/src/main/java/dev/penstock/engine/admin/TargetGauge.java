package dev.penstock.engine.admin;

import dev.penstock.engine.upstream.UpstreamState;
import dev.penstock.engine.upstream.health.Standing;
import io.prometheus.client.Collector;
import io.prometheus.client.GaugeMetricFamily;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Which targets get requests. A name with several addresses is one series: 1 while any of them gets some. */
final class TargetGauge extends Collector {
    private final Supplier<List<UpstreamState>> states;

    TargetGauge(Supplier<List<UpstreamState>> states) {
        this.states = states;
    }

    @Override
    public List<MetricFamilySamples> collect() {
        GaugeMetricFamily family = new GaugeMetricFamily(
                "penstock_upstream_target_healthy",
                "Whether a target gets requests",
                List.of("api", "upstream", "target"));
        Map<List<String>, Double> figures = new LinkedHashMap<>();
        for (UpstreamState upstream : states.get()) {
            for (UpstreamState.OfTarget target : upstream.targets()) {
                figures.merge(
                        List.of(upstream.api(), upstream.name(), target.label()),
                        target.state() == Standing.State.HEALTHY ? 1.0 : 0.0,
                        Math::max);
            }
        }
        figures.forEach(family::addMetric);
        return List.of(family);
    }
}
