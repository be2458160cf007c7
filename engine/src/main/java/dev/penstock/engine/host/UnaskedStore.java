package dev.penstock.engine.host;

import dev.penstock.sdk.Problem;
import dev.penstock.sdk.SharedStore;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** In the place of a shared store where files are only looked at: it is named, and nobody connects to it. */
public final class UnaskedStore implements SharedStore {
    @Override
    public boolean isShared() {
        return true;
    }

    @Override
    public boolean isUp() {
        return false;
    }

    @Override
    public Future<Optional<Buffer>> get(String key) {
        return unasked();
    }

    @Override
    public Future<Void> put(String key, Buffer value, Duration age) {
        return unasked();
    }

    @Override
    public Future<Boolean> compareAndSet(String key, Optional<Buffer> expected, Buffer value, Duration age) {
        return unasked();
    }

    @Override
    public Future<Void> delete(String key) {
        return unasked();
    }

    @Override
    public Future<Void> publish(String channel, Buffer message) {
        return unasked();
    }

    @Override
    public Runnable subscribe(String channel, Consumer<Buffer> listener) {
        return () -> {};
    }

    private static <T> Future<T> unasked() {
        return Future.failedFuture(Problem.of(Problem.Kind.UNAVAILABLE, "the shared store is not asked here"));
    }
}
