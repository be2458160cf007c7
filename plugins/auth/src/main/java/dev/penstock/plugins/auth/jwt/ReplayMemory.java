package dev.penstock.plugins.auth.jwt;

import dev.penstock.sdk.Host;
import dev.penstock.sdk.SharedStore;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;

/**
 * The proofs that were taken, over all gateways that share a store: each is taken once (RFC 9449 section 11.1). Kept by
 * the SHA-256 of key and {@code jti}, with the time until which the proof could come again; only proofs that are good
 * get here, so nobody without a bound token fills it.
 */
final class ReplayMemory {
    /** A proof may be from the future by the window, and is good for the window after that. */
    private static final Duration KEPT = ProofVerifier.WINDOW.multipliedBy(2).plusSeconds(5);

    private static final int ATTEMPTS = 3;

    private final SharedStore store;
    private final InstantSource clock;

    ReplayMemory(Host host) {
        this.store = host.store();
        this.clock = host.clock();
    }

    /**
     * Whether this is the first time that the proof comes; fails when the store cannot say.
     *
     * @param key the thumbprint of its key
     */
    Future<Boolean> isFirst(String key, ProofVerifier.Proof proof) {
        return add("jwt:proof:" + digest(key, proof.id()), proof.until(), ATTEMPTS);
    }

    private Future<Boolean> add(String name, long until, int attempts) {
        return store.get(name).compose(before -> {
            if (before.isPresent() && clock.millis() <= before.get().getLong(0)) {
                return Future.succeededFuture(false);
            }
            return set(name, before, until, attempts);
        });
    }

    private Future<Boolean> set(String name, Optional<Buffer> before, long until, int attempts) {
        Buffer value = Buffer.buffer(Long.BYTES).appendLong(until);
        return store.compareAndSet(name, before, value, KEPT).compose(done -> {
            // Somebody was faster: then it is there by now, unless it grew too old meanwhile.
            return done || attempts == 1 ? Future.succeededFuture(done) : add(name, until, attempts - 1);
        });
    }

    private static String digest(String key, String id) {
        MessageDigest digest = TokenDigester.sha256();
        digest.update(key.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(digest.digest(id.getBytes(StandardCharsets.UTF_8)));
    }
}
