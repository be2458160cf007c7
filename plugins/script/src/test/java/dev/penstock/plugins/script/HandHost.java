package dev.penstock.plugins.script;

import dev.penstock.sdk.Fetcher;
import dev.penstock.sdk.Host;
import dev.penstock.sdk.Metrics;
import dev.penstock.sdk.Pool;
import dev.penstock.sdk.Scheduler;
import dev.penstock.sdk.SharedStore;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** A gateway's inside made by hand, with as much as a script step uses: state, metrics, a pool, a clock that is moved. */
final class HandHost implements Host, AutoCloseable {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
    private final Map<String, Object> states = new ConcurrentHashMap<>();
    private final Map<String, Double> metrics = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private final int loops;

    HandHost(int loops) {
        this.loops = loops;
    }

    void advance(Duration by) {
        now.updateAndGet(before -> before.plus(by));
    }

    /** The value of a metric, by its name and its labels in one text; 0 where it was never written. */
    double metric(String name, String... labels) {
        return metrics.getOrDefault(name + List.of(labels), 0.0);
    }

    @Override
    public InstantSource clock() {
        return now::get;
    }

    @Override
    public int eventLoops() {
        return loops;
    }

    @Override
    public Scheduler scheduler() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Fetcher fetcher() {
        throw new UnsupportedOperationException();
    }

    @Override
    public SharedStore store() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Pool pool(String name, int size) {
        return this::inPool;
    }

    private <T> Future<T> inPool(Callable<T> work) {
        Context loop = Vertx.currentContext();
        Promise<T> promise = Promise.promise();
        threads.execute(() -> {
            try {
                T result = work.call();
                loop.runOnContext(back -> promise.complete(result));
            } catch (Exception failure) {
                loop.runOnContext(back -> promise.fail(failure));
            }
        });
        return promise.future();
    }

    @Override
    public Metrics metrics() {
        return new Metrics() {
            @Override
            public Counter counter(String name, String help, List<String> labels) {
                return amount -> metrics.merge(name + labels, amount, Double::sum);
            }

            @Override
            public Gauge gauge(String name, String help, List<String> labels) {
                return value -> metrics.put(name + labels, value);
            }
        };
    }

    @Override
    public <T> T state(String key, Class<T> type, Supplier<T> fresh) {
        return type.cast(states.computeIfAbsent(key, missing -> fresh.get()));
    }

    @Override
    public <T> void offer(Class<T> type, T service) {
        throw new UnsupportedOperationException();
    }

    @Override
    public <T> Optional<T> service(Class<T> type) {
        return Optional.empty();
    }

    @Override
    public void close() throws Exception {
        for (Object state : states.values()) {
            if (state instanceof AutoCloseable closeable) {
                closeable.close();
            }
        }
        threads.shutdownNow();
    }
}
