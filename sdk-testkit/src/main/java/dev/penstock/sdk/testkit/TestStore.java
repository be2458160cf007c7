package dev.penstock.sdk.testkit;

import dev.penstock.sdk.SharedStore;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A store of this gateway alone, which forgets nothing. */
final class TestStore implements SharedStore {
    private final Map<String, Buffer> values = new ConcurrentHashMap<>();
    private final Map<String, List<Consumer<Buffer>>> listeners = new ConcurrentHashMap<>();

    @Override
    public boolean isShared() {
        return false;
    }

    @Override
    public Future<Optional<Buffer>> get(String key) {
        return Future.succeededFuture(Optional.ofNullable(values.get(key)));
    }

    @Override
    public Future<Void> put(String key, Buffer value, Duration age) {
        values.put(key, value);
        return Future.succeededFuture();
    }

    @Override
    public Future<Boolean> compareAndSet(String key, Optional<Buffer> expected, Buffer value, Duration age) {
        boolean set = expected.map(before -> values.replace(key, before, value))
                .orElseGet(() -> values.putIfAbsent(key, value) == null);
        return Future.succeededFuture(set);
    }

    @Override
    public Future<Void> delete(String key) {
        values.remove(key);
        return Future.succeededFuture();
    }

    @Override
    public Future<Void> publish(String channel, Buffer message) {
        listeners.getOrDefault(channel, List.of()).forEach(listener -> listener.accept(message));
        return Future.succeededFuture();
    }

    @Override
    public Runnable subscribe(String channel, Consumer<Buffer> listener) {
        List<Consumer<Buffer>> all = listeners.computeIfAbsent(channel, first -> new CopyOnWriteArrayList<>());
        all.add(listener);
        return () -> all.remove(listener);
    }
}
