package dev.penstock.plugins.auth.hmac;

import dev.penstock.plugins.auth.credential.Sha256;
import dev.penstock.plugins.auth.credential.UsedOnce;
import dev.penstock.sdk.Host;
import dev.penstock.sdk.StepContext;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/**
 * Takes what is signed once. Known by the hash of the content rather than by the signature: another secret of the step,
 * or another way to write it, is no second time.
 */
final class Once {
    private final UsedOnce used;
    private final InstantSource clock;
    private final String id;
    private final Duration memory;

    /**
     * @param signer what a step that expects the same signatures has too, wherever it stands: an edit that moves it must
     *     not take a signature again
     * @param memory how long a content is remembered
     */
    Once(StepContext context, List<String> signer, Duration memory) {
        Host host = context.host();
        this.used = new UsedOnce(host.store(), host.clock(), context.route().api(), "hmac");
        this.clock = host.clock();
        this.id = Sha256.hex(signer.toArray(String[]::new));
        this.memory = memory;
    }

    /**
     * Whether this content comes for the first time.
     *
     * @param hash of the {@linkplain SignedContent#hash content}
     */
    Future<Boolean> isFirst(String hash) {
        return used.isFirst(Sha256.hex(id, hash), clock.millis() + memory.toMillis(), memory);
    }
}
