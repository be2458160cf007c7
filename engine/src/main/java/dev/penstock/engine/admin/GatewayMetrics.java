package dev.penstock.engine.admin;

import dev.penstock.engine.http.RequestListener;
import dev.penstock.engine.upstream.UpstreamListener;
import dev.penstock.engine.upstream.UpstreamSettings;
import dev.penstock.engine.upstream.UpstreamState;
import dev.penstock.sdk.Metrics;
import dev.penstock.sdk.RouteName;
import io.prometheus.client.Collector;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;
import io.prometheus.client.GaugeMetricFamily;
import io.prometheus.client.Histogram;
import io.prometheus.client.exporter.common.TextFormat;
import io.prometheus.client.hotspot.DefaultExports;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** What the gateway counts, on one page. Label values come from files and from closed lists, never from a client. */
public final class GatewayMetrics implements RequestListener, UpstreamListener {
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    private final CollectorRegistry registry = new CollectorRegistry();
    private final Map<Series, Counter.Child> requestChildren = new ConcurrentHashMap<>();
    private final Map<RouteName, Histogram.Child> durationChildren = new ConcurrentHashMap<>();
    private final Counter requests = Counter.build("penstock_requests_total", "Requests that have ended")
            .labelNames("api", "route", "method", "status")
            .register(registry);
    private final Histogram durations = Histogram.build(
                    "penstock_request_duration_seconds", "From the request's head to the answer's last byte")
            .labelNames("api", "route")
            .register(registry);
    private final Counter upstreams = Counter.build(
                    "penstock_upstream_requests_total", "Requests to upstreams that have their head, or failed")
            .labelNames("api", "upstream", "target", "outcome")
            .register(registry);
    private final Counter retries = Counter.build("penstock_upstream_retries_total", "Requests that were sent again")
            .labelNames("api", "upstream")
            .register(registry);
    private final Counter ejections = Counter.build(
                    "penstock_upstream_ejections_total", "How often a target was put out for its errors")
            .labelNames("api", "upstream", "target")
            .register(registry);
    private final Counter reloads = Counter.build("penstock_reloads_total", "Changes of files that were taken up")
            .register(registry);
    private final Counter failedReloads = Counter.build(
                    "penstock_reloads_failed_total",
                    "Changes of files that left faults: the last good revision goes on")
            .register(registry);

    private record Series(RouteName route, String method, String status) {}

    /** With the figures of the JVM. */
    public GatewayMetrics() {
        DefaultExports.register(registry);
    }

    @Override
    public void ended(Ended request) {
        RouteName route = request.route().orElse(new RouteName("", ""));
        String method = METHODS.contains(request.method()) ? request.method() : "other";
        requestChildren
                .computeIfAbsent(
                        new Series(route, method, StatusLabel.of(request.status())),
                        series ->
                                requests.labels(series.route.api(), series.route.route(), series.method, series.status))
                .inc();
        durationChildren
                .computeIfAbsent(route, name -> durations.labels(name.api(), name.route()))
                .observe(request.millis() / 1e3);
    }

    @Override
    public void sent(UpstreamSettings upstream, String target, String outcome, double millis) {
        upstreams.labels(upstream.api(), upstream.name(), target, outcome).inc();
    }

    @Override
    public void retried(UpstreamSettings upstream) {
        retries.labels(upstream.api(), upstream.name()).inc();
    }

    @Override
    public void ejected(UpstreamSettings upstream, String target) {
        ejections.labels(upstream.api(), upstream.name(), target).inc();
    }

    /** The upstreams, asked for when the page is made. */
    public void targets(Supplier<List<UpstreamState>> states) {
        new TargetGauge(states).register(registry);
    }

    /** A figure that is asked for when the page is made. */
    public void gauge(String name, String help, LongSupplier figure) {
        Gauge.build(name, help).register(registry).setChild(new Gauge.Child() {
            @Override
            public double get() {
                return figure.getAsLong();
            }
        });
    }

    /**
     * Figures that are asked for when the page is made.
     *
     * @param figures by the values of the labels
     */
    public void gauges(String name, String help, List<String> labels, Supplier<Map<List<String>, Double>> figures) {
        new Collector() {
            @Override
            public List<MetricFamilySamples> collect() {
                GaugeMetricFamily family = new GaugeMetricFamily(name, help, labels);
                figures.get().forEach(family::addMetric);
                return List.of(family);
            }
        }.register(registry);
    }

    /** A change of files was taken up, in whole or in part. */
    public void reloaded(boolean faulty) {
        reloads.inc();
        if (faulty) {
            failedReloads.inc();
        }
    }

    /** What steps count, on the same page. */
    public Metrics ofSteps() {
        return new StepMetrics(registry);
    }

    /** The page, in Prometheus' text format 0.0.4. */
    public String page() {
        StringWriter page = new StringWriter();
        try {
            TextFormat.write004(page, registry.metricFamilySamples());
        } catch (IOException impossible) {
            throw new IllegalStateException("writing to memory failed", impossible);
        }
        return page.toString();
    }
}
