package dev.penstock.plugins.cache;

import io.vertx.core.MultiMap;
import java.time.Instant;
import java.util.Set;

/**
 * The head of an answer as it came.
 *
 * @param headers never changed from here on
 * @param stated what they say of caching
 * @param asked when it was asked for
 * @param received when it came
 */
record Head(int status, MultiMap headers, Stated stated, Instant asked, Instant received) {
    /** Statuses with a meaning in RFC 9110 that asks nothing of caches which this one would not do. */
    private static final Set<Integer> UNDERSTOOD = Set.of(
            200, 201, 202, 203, 204, 205, 300, 301, 302, 303, 307, 308, 400, 401, 402, 403, 404, 405, 406, 407, 408,
            409, 410, 411, 412, 413, 414, 415, 416, 417, 421, 422, 426, 428, 429, 431, 451, 500, 501, 502, 503, 504,
            505, 511);

    static Head of(int status, MultiMap headers, Instant asked, Instant received) {
        return new Head(status, headers, Stated.by(headers), asked, received);
    }

    /** Whether it is an answer of its own, whole: neither a part nor a word on one that is stored. */
    boolean isWhole() {
        return status >= 200 && status != 206 && status != 304;
    }

    boolean forbidsStoring() {
        return stated.forbidsStoring(UNDERSTOOD.contains(status));
    }
}
