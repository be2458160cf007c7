package dev.penstock.engine.redis;

import dev.penstock.engine.time.Ticks;
import dev.penstock.sdk.Metrics;
import dev.penstock.sdk.Scheduler;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/**
 * Whether the store is asked at all. It is down at the first failure, and at the first answer that does not come while no
 * other comes either; then a probe now and again finds it back. Where some answers come and others do not (a part of a
 * cluster is gone), it is down after a few.
 *
 * <p>A cluster is up or down as a whole: the probe goes where the failure was.
 */
final class Circuit {
    private static final System.Logger LOG = System.getLogger(Circuit.class.getName());
    private static final Duration BETWEEN_PROBES = Duration.ofMillis(500);
    private static final int STRIKES = 3;
    private static final double STRIKES_WITHIN_MS = 1_000;

    private final Scheduler scheduler;
    private final Function<String, Future<?>> probe;
    private final Metrics.Gauge gauge;
    private volatile boolean up;
    private volatile long answered = Ticks.now();
    private volatile String probed = "";
    private boolean closed;
    private int strikes;
    private long strikesSince;

    /** @param probe asks the server that has this key, whether it is up or down, and reports as all do */
    Circuit(Scheduler scheduler, Metrics metrics, Function<String, Future<?>> probe) {
        this.scheduler = scheduler;
        this.probe = probe;
        this.gauge = metrics.gauge("penstock_store_up", "Whether the store that gateways share answers", List.of());
        gauge.set(0);
    }

    boolean isUp() {
        return up;
    }

    /** An answer came, whichever. */
    void answered() {
        answered = Ticks.now();
    }

    /**
     * An answer did not come in time.
     *
     * @param since when it was asked for
     */
    void silent(String key, long since) {
        if (answered - since <= 0 || struck()) {
            fail(key, "it is silent");
        }
    }

    private synchronized boolean struck() {
        if (Ticks.millisSince(strikesSince) > STRIKES_WITHIN_MS) {
            strikes = 0;
            strikesSince = Ticks.now();
        }
        strikes++;
        return strikes >= STRIKES;
    }

    /** It cannot be used. */
    synchronized void fail(String key, String reason) {
        if (!up || closed) {
            return;
        }
        up = false;
        strikes = 0;
        probed = key;
        gauge.set(0);
        LOG.log(System.Logger.Level.WARNING, "the shared store is lost: {0}", reason);
    }

    /** Begins to ask again and again whether it is there, also while it is: so a loss is seldom found by a request. */
    void watch() {
        probe.apply(probed).onComplete(asked -> {
            if (asked.succeeded()) {
                rise();
            }
            again();
        });
    }

    private synchronized void again() {
        if (!closed) {
            scheduler.after(BETWEEN_PROBES, this::watch);
        }
    }

    private synchronized void rise() {
        if (!up && !closed) {
            up = true;
            gauge.set(1);
            LOG.log(System.Logger.Level.INFO, "the shared store answers");
        }
    }

    synchronized void close() {
        closed = true;
        up = false;
    }
}
