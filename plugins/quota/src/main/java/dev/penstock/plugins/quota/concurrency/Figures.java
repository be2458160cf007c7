package dev.penstock.plugins.quota.concurrency;

import dev.penstock.sdk.Host;
import dev.penstock.sdk.Metrics;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** What the metrics page says of one step, over all its keys. */
final class Figures {
    private final Level held;
    private final Level waiting;
    private final Metrics.Counter refused;

    private Figures(Level held, Level waiting, Metrics.Counter refused) {
        this.held = held;
        this.waiting = waiting;
        this.refused = refused;
    }

    /**
     * @param step {@code <api>/<policy or route>/<step>}, whose parts are the labels
     * @param name what problems call it; its position goes with it where it has no name of its own
     */
    static Figures of(Host host, String step, String name) {
        int slash = step.indexOf('/');
        int last = step.lastIndexOf('/');
        String own = step.substring(last + 1);
        List<String> labels = List.of(
                "api",
                step.substring(0, slash),
                "route",
                step.substring(slash + 1, Math.max(slash + 1, last)),
                "step",
                own.equals(name) ? name : name + " " + own);
        Metrics metrics = host.metrics();
        return new Figures(
                new Level(metrics.gauge(
                        "penstock_concurrency_held", "Requests that hold a place of a concurrency step", labels)),
                new Level(metrics.gauge(
                        "penstock_concurrency_waiting",
                        "Requests that wait for a place of a concurrency step",
                        labels)),
                metrics.counter(
                        "penstock_concurrency_refused_total",
                        "Requests that a concurrency step refused, at once or after they had waited",
                        labels));
    }

    void moved(int holders, int waiters) {
        held.add(holders);
        waiting.add(waiters);
    }

    void refused() {
        refused.add(1);
    }

    /** A count and the gauge that shows it: of two that change it together, the second to look writes the sum. */
    private record Level(Metrics.Gauge gauge, AtomicInteger count) {
        Level(Metrics.Gauge gauge) {
            this(gauge, new AtomicInteger());
        }

        void add(int change) {
            if (change == 0) {
                return;
            }
            int now = count.addAndGet(change);
            do {
                gauge.set(now);
            } while (now != (now = count.get()));
        }
    }
}
