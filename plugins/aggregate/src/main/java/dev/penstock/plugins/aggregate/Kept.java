package dev.penstock.plugins.aggregate;

import dev.penstock.sdk.HttpCache;
import dev.penstock.sdk.Outbound;
import java.time.Duration;

/**
 * {@code cache} of a call, compiled.
 *
 * @param key tells its answers apart from those of other upstreams
 */
record Kept(HttpCache cache, String key, Duration ttl) {
    HttpCache.Wanted wanted(Outbound request, long maxBody) {
        return new HttpCache.Wanted(key, request, ttl, maxBody);
    }
}
