package dev.penstock.plugins.cache;

import dev.penstock.sdk.Fetcher;
import dev.penstock.sdk.Host;
import dev.penstock.sdk.Metrics;
import dev.penstock.sdk.Pool;
import dev.penstock.sdk.Scheduler;
import dev.penstock.sdk.SharedStore;
import dev.penstock.sdk.Size;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/** As much of a gateway as a store needs that shares with no other. */
record LoneHost(long memory, InstantSource clock) implements Host, Metrics, SharedStore {
    @Override
    public Size cacheMemory() {
        return new Size(memory);
    }

    @Override
    public Metrics metrics() {
        return this;
    }

    @Override
    public Counter counter(String name, String help, List<String> labels) {
        return amount -> {};
    }

    @Override
    public Gauge gauge(String name, String help, List<String> labels) {
        return value -> {};
    }

    @Override
    public void gauge(String name, String help, List<String> labels, DoubleSupplier value) {}

    @Override
    public Pool pool(String name, int threads, int queue) {
        return new Pool() {
            @Override
            public <T> Future<T> run(Callable<T> work) {
                return Future.future(done -> {
                    try {
                        done.complete(work.call());
                    } catch (Exception failed) {
                        done.fail(failed);
                    }
                });
            }
        };
    }

    @Override
    public <T> T state(String key, Class<T> type, Supplier<T> fresh) {
        return fresh.get();
    }

    @Override
    public SharedStore store() {
        return this;
    }

    @Override
    public boolean isShared() {
        return false;
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
    public <T> void offer(Class<T> type, T service) {
        throw new UnsupportedOperationException();
    }

    @Override
    public <T> Optional<T> service(Class<T> type) {
        return Optional.empty();
    }

    @Override
    public Future<Optional<Buffer>> get(String key) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Future<Void> put(String key, Buffer value, Duration age) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Future<Boolean> compareAndSet(String key, Optional<Buffer> expected, Buffer value, Duration age) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Future<Void> delete(String key) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Future<Void> publish(String channel, Buffer message) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Runnable subscribe(String channel, Consumer<Buffer> listener) {
        throw new UnsupportedOperationException();
    }
}
