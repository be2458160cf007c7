package dev.penstock.plugins.cache;

import dev.penstock.sdk.Call;
import dev.penstock.sdk.Reply;
import io.vertx.core.Future;
import java.util.List;
import java.util.Set;

/**
 * Drops what unsafe requests make outdated (RFC 9111 section 4.4): what any cache step of their API may have stored for
 * their URI, whichever route they come by.
 *
 * @param api of the routes
 */
record Changes(Store store, KeysInUse keys, String api) {
    /** RFC 9110 section 9.2.1. */
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    static boolean isSafe(Call call) {
        return SAFE.contains(call.outbound().method());
    }

    /** What this request makes outdated, as it stands here: steps below may change it. */
    Outdated by(Call call) {
        return new Outdated(keys.of(api), call.inbound(), call.outbound().copy());
    }

    /** Drops it, unless the request failed. */
    Future<Void> drop(Outdated outdated, Reply reply) {
        if (reply.status() >= 400) {
            return Future.succeededFuture();
        }
        // Awaited: who asks after this answer, at whichever gateway, finds nothing older in the shared store.
        List<Future<Void>> told =
                outdated.keys(reply.headers()).stream().map(store::invalidate).toList();
        return Future.join(told).mapEmpty();
    }

    /** A step of a route without a cache. */
    Future<Void> watch(Call call) {
        if (!isSafe(call)) {
            Outdated outdated = by(call);
            call.onReply(reply -> drop(outdated, reply));
        }
        return Future.succeededFuture();
    }
}
