package dev.penstock.engine.plugin;

import dev.penstock.sdk.Fetcher;
import dev.penstock.sdk.Host;
import dev.penstock.sdk.Metrics;
import dev.penstock.sdk.Pool;
import dev.penstock.sdk.Scheduler;
import dev.penstock.sdk.SharedStore;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** A gateway that keeps state and does nothing else. */
final class TestHost implements Host {
    private final Map<String, Object> states = new ConcurrentHashMap<>();

    @Override
    public <T> T state(String key, Class<T> type, Supplier<T> fresh) {
        return type.cast(states.computeIfAbsent(key, missing -> fresh.get()));
    }

    /** What a plugin put under this key. */
    Object state(String key) {
        return states.get(key);
    }

    @Override
    public InstantSource clock() {
        throw new UnsupportedOperationException();
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
    public Pool pool(String name, int threads, int waiting) {
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
        throw new UnsupportedOperationException();
    }
}
