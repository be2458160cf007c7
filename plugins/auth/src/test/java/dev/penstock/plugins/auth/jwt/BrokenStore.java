package dev.penstock.plugins.auth.jwt;

import dev.penstock.sdk.SharedStore;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** As when Redis is gone. */
final class BrokenStore implements SharedStore {
    @Override
    public boolean isShared() {
        return true;
    }

    @Override
    public Future<Optional<Buffer>> get(String key) {
        return Future.failedFuture("gone");
    }

    @Override
    public Future<Void> put(String key, Buffer value, Duration age) {
        return Future.failedFuture("gone");
    }

    @Override
    public Future<Boolean> compareAndSet(String key, Optional<Buffer> expected, Buffer value, Duration age) {
        return Future.failedFuture("gone");
    }

    @Override
    public Future<Void> delete(String key) {
        return Future.failedFuture("gone");
    }

    @Override
    public Future<Void> publish(String channel, Buffer message) {
        return Future.failedFuture("gone");
    }

    @Override
    public Runnable subscribe(String channel, Consumer<Buffer> listener) {
        return () -> {};
    }
}
