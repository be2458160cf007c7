package dev.penstock.sdk.testkit;

import dev.penstock.sdk.SharedStore;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** A store of this gateway alone, which forgets by the clock of the test. */
final class TestStore implements SharedStore {
    /** What is kept up to this time. */
    private record Kept(Buffer value, Instant until) {}

    private final Map<String, Kept> values = new ConcurrentHashMap<>();
    private final Map<String, List<Consumer<Buffer>>> listeners = new ConcurrentHashMap<>();
    private final InstantSource clock;

    TestStore(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public boolean isShared() {
        return false;
    }

    @Override
    public Future<Optional<Buffer>> get(String key) {
        return Future.succeededFuture(value(values.get(key)));
    }

    @Override
    public Future<Void> put(String key, Buffer value, Duration age) {
        values.put(key, kept(value, age));
        return Future.succeededFuture();
    }

    @Override
    public Future<Boolean> compareAndSet(String key, Optional<Buffer> expected, Buffer value, Duration age) {
        Kept next = kept(value, age);
        AtomicBoolean set = new AtomicBoolean();
        values.compute(key, (same, before) -> {
            set.set(value(before).equals(expected));
            return set.get() ? next : before;
        });
        return Future.succeededFuture(set.get());
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

    private Kept kept(Buffer value, Duration age) {
        return new Kept(value, clock.instant().plus(age));
    }

    private Optional<Buffer> value(Kept kept) {
        return Optional.ofNullable(kept)
                .filter(found -> clock.instant().isBefore(found.until()))
                .map(Kept::value);
    }
}
