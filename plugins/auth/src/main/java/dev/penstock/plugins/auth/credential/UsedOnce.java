package dev.penstock.plugins.auth.credential;

import dev.penstock.sdk.SharedStore;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * What is good once, over all gateways that share a store: it is kept there, by a hash, for as long as it could come
 * again. Only what was found good gets here, so nobody without a secret fills it.
 */
public final class UsedOnce {
    private final SharedStore store;
    private final InstantSource clock;
    private final String owner;

    /**
     * @param api whose keys these are
     * @param kind what is kept
     */
    public UsedOnce(SharedStore store, InstantSource clock, String api, String kind) {
        this.store = store;
        this.clock = clock;
        this.owner = "penstock:" + api + ":" + kind + ":";
    }

    /**
     * Whether it comes for the first time.
     *
     * @param hash says nothing of what it is made of
     * @param until when it would be too old anyway, in milliseconds since the epoch
     * @param kept how long the store keeps it at least
     * @return may complete on any thread; fails when the store cannot be asked
     */
    public Future<Boolean> isFirst(String hash, long until, Duration kept) {
        String key = owner + hash;
        Buffer value = Buffer.buffer(Long.BYTES).appendLong(until);
        return store.compareAndSet(key, Optional.empty(), value, kept)
                .compose(taken -> taken ? Future.succeededFuture(true) : again(key, value, kept));
    }

    /** By the gateway's clock what the store still keeps may be over; of several who find that one is first. */
    private Future<Boolean> again(String key, Buffer value, Duration kept) {
        return store.get(key)
                .compose(known -> known.isEmpty() || known.get().getLong(0) < clock.millis()
                        ? store.compareAndSet(key, known, value, kept)
                        : Future.succeededFuture(false));
    }
}
