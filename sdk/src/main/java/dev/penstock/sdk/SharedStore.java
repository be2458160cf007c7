package dev.penstock.sdk;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Bytes by key, shared by all gateways that are told the same store, else within this one. Expiry only cleans up: who
 * decides by age keeps the time in the value and reads {@link Host#clock}.
 *
 * <p>Keys and channels are {@code penstock:<api>:<what>}, text without blanks; what a client may choose in them goes in as
 * a digest, so that no credential stands in a key. Values have at most 1 MiB.
 *
 * <p>Futures complete on the event loop that asked, a shared store's within 250 ms: one that is silent for so long counts
 * as down. While it is down each fails at once. The failure is a {@link Problem} of kind
 * {@link Problem.Kind#UNAVAILABLE}; a step that can do without the store goes on instead.
 */
public interface SharedStore {
    /**
     * Runs where the values are, as one step that no other comes between.
     *
     * @param lua Lua 5.1, as Redis' {@code EVAL} takes it, with {@code KEYS[1]} and {@code ARGV}; it returns a list of
     *     texts, sets an expiry on what it writes, and reads no clock
     */
    record Script(String lua) {}

    /** Whether other gateways see what is written here. */
    boolean isShared();

    /** Whether it answers, as far as is known; one that is not shared always does. */
    default boolean isUp() {
        return true;
    }

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

    /**
     * Runs a script on one key: one round trip for what would be several, and no second try where many write. For a
     * shared store only.
     *
     * @throws UnsupportedOperationException when it is not shared
     */
    default Future<List<String>> run(Script script, String key, List<String> arguments) {
        throw new UnsupportedOperationException("only a shared store runs scripts");
    }

    /** Sends a message to all who subscribed to this channel, this gateway included; at most once, not kept. */
    Future<Void> publish(String channel, Buffer message);

    /** Hears messages, on an event loop, until the answer is run; none while the store is down. */
    Runnable subscribe(String channel, Consumer<Buffer> listener);
}
