package dev.penstock.plugins.auth.hmac;

import dev.penstock.plugins.auth.credential.Fingerprint;
import dev.penstock.sdk.SharedStore;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Takes what is signed once, in the store that gateways share. Known by the hash of the content rather than by the
 * signature: another secret of the step, or another way to write it, is no second time.
 */
final class Replays {
    private final SharedStore store;
    private final InstantSource clock;
    private final String owner;
    private final String id;
    private final Duration memory;

    /**
     * @param api whose keys these are
     * @param id of the step
     * @param memory how long a content is remembered
     */
    Replays(SharedStore store, InstantSource clock, String api, String id, Duration memory) {
        this.store = store;
        this.clock = clock;
        this.owner = "penstock:" + api + ":hmac:";
        this.id = id;
        this.memory = memory;
    }

    /**
     * Whether this content comes for the first time.
     *
     * @param hash of the {@linkplain SignedContent#hash content}
     * @return may complete on any thread; fails when the store cannot be asked
     */
    Future<Boolean> first(String hash) {
        String key = owner + Fingerprint.of(id, hash);
        return take(key, Optional.empty())
                .compose(taken -> taken
                        ? Future.succeededFuture(true)
                        : store.get(key)
                                .compose(known -> isOver(known) ? take(key, known) : Future.succeededFuture(false)));
    }

    private Future<Boolean> take(String key, Optional<Buffer> expected) {
        long until = clock.millis() + memory.toMillis();
        return store.compareAndSet(key, expected, Buffer.buffer(Long.toString(until)), memory);
    }

    private boolean isOver(Optional<Buffer> known) {
        return known.isEmpty() || Long.parseLong(known.get().toString()) < clock.millis();
    }
}
