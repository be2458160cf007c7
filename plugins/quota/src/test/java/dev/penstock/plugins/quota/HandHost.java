package dev.penstock.plugins.quota;

import dev.penstock.sdk.Fetcher;
import dev.penstock.sdk.Host;
import dev.penstock.sdk.Metrics;
import dev.penstock.sdk.Pool;
import dev.penstock.sdk.Scheduler;
import dev.penstock.sdk.SharedStore;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** A host whose time is in the hand of the test. */
final class HandHost implements Host, Scheduler {
    final List<Supplier<Future<?>>> recurring = new ArrayList<>();
    private final Map<String, Object> state = new ConcurrentHashMap<>();
    private volatile Instant now = Instant.parse("2026-01-31T23:59:00Z");

    void at(String instant) {
        now = Instant.parse(instant);
    }

    void advance(Duration by) {
        now = now.plus(by);
    }

    /** Runs each recurring action once. */
    void tick() {
        for (Supplier<Future<?>> action : List.copyOf(recurring)) {
            action.get().onFailure(failure -> {
                throw new AssertionError(failure);
            });
        }
    }

    @Override
    public InstantSource clock() {
        return () -> now;
    }

    @Override
    public Scheduler scheduler() {
        return this;
    }

    @Override
    public Timer after(Duration delay, Runnable action) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Timer every(Duration interval, Supplier<Future<?>> action) {
        recurring.add(action);
        return () -> recurring.remove(action);
    }

    @Override
    public Pool pool(String name, int threads, int waiting) {
        return new Pool() {
            @Override
            public <T> Future<T> run(Callable<T> work) {
                try {
                    return Future.succeededFuture(work.call());
                } catch (Exception failure) {
                    return Future.failedFuture(failure);
                }
            }
        };
    }

    @Override
    public <T> T state(String key, Class<T> type, Supplier<T> fresh) {
        return type.cast(state.computeIfAbsent(key, absent -> fresh.get()));
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
    public Metrics metrics() {
        throw new UnsupportedOperationException();
    }

    @Override
    public <T> void offer(Class<T> type, T service) {
        throw new UnsupportedOperationException();
    }

    @Override
    public <T> Optional<T> service(Class<T> type) {
        return Optional.empty();
    }
}
