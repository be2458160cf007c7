package dev.penstock.sdk;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Bytes by key, shared by all gateways that are told the same store, else within this one. Expiry only cleans up: who
 * decides by age keeps the time in the value and reads {@link Host#clock}.
 *
 * <p>Keys are text without blanks, values at most 1 MiB. Futures complete on the event loop that asked; a store that
 * cannot be reached fails them soon.
 */
public interface SharedStore {
    /** Whether other gateways see what is written here. */
    boolean isShared();

    /** The value of this key. */
    Future<Optional<Buffer>> get(String key);

    /**
     * Sets it.
     *
     * @param age how long to keep it at least
     */
    Future<Void> put(String key, Buffer value, Duration age);

    /**
     * Sets it if it still is what was read: the way to count.
     *
     * @param expected empty: the key must not be there
     * @return whether it was set
     */
    Future<Boolean> compareAndSet(String key, Optional<Buffer> expected, Buffer value, Duration age);

    /** Removes it. */
    Future<Void> delete(String key);

    /** Sends a message to all who subscribed to this channel, this gateway included; at most once, not kept. */
    Future<Void> publish(String channel, Buffer message);

    /** Hears messages, on an event loop, until the answer is run. */
    Runnable subscribe(String channel, Consumer<Buffer> listener);
}
