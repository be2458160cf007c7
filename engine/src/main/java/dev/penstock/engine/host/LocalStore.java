package dev.penstock.engine.host;

import dev.penstock.sdk.Scheduler;
import dev.penstock.sdk.SharedStore;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** The store of a gateway that shares with no other: in memory, cleaned up by age. */
public final class LocalStore implements SharedStore {
    private final InstantSource clock;
    private final Map<String, Entry> entries = new ConcurrentHashMap<>();
    private final Map<String, List<Consumer<Buffer>>> channels = new ConcurrentHashMap<>();

    private record Entry(Buffer value, long kept) {}

    public LocalStore(InstantSource clock, Scheduler scheduler) {
        this.clock = clock;
        scheduler.every(Duration.ofMinutes(1), () -> {
            entries.values().removeIf(entry -> entry.kept < clock.millis());
            return Future.succeededFuture();
        });
    }

    @Override
    public boolean isShared() {
        return false;
    }

    @Override
    public Future<Optional<Buffer>> get(String key) {
        return Future.succeededFuture(Optional.ofNullable(entries.get(key)).map(Entry::value));
    }

    @Override
    public Future<Void> put(String key, Buffer value, Duration age) {
        entries.put(key, entry(value, age));
        return Future.succeededFuture();
    }

    @Override
    public Future<Boolean> compareAndSet(String key, Optional<Buffer> expected, Buffer value, Duration age) {
        Entry next = entry(value, age);
        AtomicBoolean set = new AtomicBoolean();
        entries.compute(key, (same, before) -> {
            set.set(Optional.ofNullable(before).map(Entry::value).equals(expected));
            return set.get() ? next : before;
        });
        return Future.succeededFuture(set.get());
    }

    @Override
    public Future<Void> delete(String key) {
        entries.remove(key);
        return Future.succeededFuture();
    }

    @Override
    public Future<Void> publish(String channel, Buffer message) {
        channels.getOrDefault(channel, List.of()).forEach(listener -> listener.accept(message));
        return Future.succeededFuture();
    }

    @Override
    public Runnable subscribe(String channel, Consumer<Buffer> listener) {
        List<Consumer<Buffer>> listeners = channels.computeIfAbsent(channel, fresh -> new CopyOnWriteArrayList<>());
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    void clear() {
        entries.clear();
    }

    private Entry entry(Buffer value, Duration age) {
        return new Entry(value.copy(), clock.millis() + age.toMillis());
    }
}
