package dev.penstock.sdk.testkit;

import dev.penstock.sdk.Problem;
import dev.penstock.sdk.SharedStore;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** A store that gateways share and that is gone: what is asked of it fails at once, and nothing is heard of it. */
final class LostStore implements SharedStore {
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
        return gone();
    }

    @Override
    public Future<Void> put(String key, Buffer value, Duration age) {
        return gone();
    }

    @Override
    public Future<Boolean> compareAndSet(String key, Optional<Buffer> expected, Buffer value, Duration age) {
        return gone();
    }

    @Override
    public Future<Void> delete(String key) {
        return gone();
    }

    @Override
    public Future<Void> publish(String channel, Buffer message) {
        return gone();
    }

    @Override
    public Runnable subscribe(String channel, Consumer<Buffer> listener) {
        return () -> {};
    }

    private static <T> Future<T> gone() {
        return Future.failedFuture(Problem.of(Problem.Kind.UNAVAILABLE, "the shared store does not answer"));
    }
}
