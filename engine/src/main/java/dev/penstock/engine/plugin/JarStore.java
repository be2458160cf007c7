package dev.penstock.engine.plugin;

import dev.penstock.sdk.Host;
import dev.penstock.sdk.SharedStore;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The store as a jar sees it: its subscriptions end with it.
 *
 * @param endings what ends with the jar
 */
record JarStore(Host gateway, Set<Runnable> endings) implements SharedStore {
    @Override
    public boolean isShared() {
        return gateway.store().isShared();
    }

    @Override
    public boolean isUp() {
        return gateway.store().isUp();
    }

    @Override
    public Future<Optional<Buffer>> get(String key) {
        return gateway.store().get(key);
    }

    @Override
    public Future<Void> put(String key, Buffer value, Duration age) {
        return gateway.store().put(key, value, age);
    }

    @Override
    public Future<Boolean> compareAndSet(String key, Optional<Buffer> expected, Buffer value, Duration age) {
        return gateway.store().compareAndSet(key, expected, value, age);
    }

    @Override
    public Future<Void> delete(String key) {
        return gateway.store().delete(key);
    }

    @Override
    public Future<List<String>> run(Script script, String key, List<String> arguments) {
        return gateway.store().run(script, key, arguments);
    }

    @Override
    public Future<Void> publish(String channel, Buffer message) {
        return gateway.store().publish(channel, message);
    }

    @Override
    public Runnable subscribe(String channel, Consumer<Buffer> listener) {
        Runnable end = gateway.store().subscribe(channel, listener);
        endings.add(end);
        return () -> {
            endings.remove(end);
            end.run();
        };
    }
}
