package dev.penstock.engine.upstream.retry;

import dev.penstock.sdk.RetryOn;
import java.util.Set;

/**
 * When a request is sent again; equal rules make equal upstreams.
 *
 * @param attempts the first one counted
 * @param methods that are sent again although a target may have got them
 * @param budget in percent of the requests
 * @param body the longest body that is held, in bytes
 */
public record Rules(int attempts, Set<RetryOn> on, Set<String> methods, int budget, long body) {
    public static final Set<RetryOn> ON = Set.of(RetryOn.CONNECT, new RetryOn(502), new RetryOn(503), new RetryOn(504));

    /** RFC 9110 section 9.2.2. */
    public static final Set<String> IDEMPOTENT = Set.of("GET", "HEAD", "OPTIONS", "PUT", "DELETE");

    /** Of an upstream that says nothing: one attempt, and what holds for a fall-back. */
    public static final Rules NONE = new Rules(1, Set.of(), IDEMPOTENT, 20, 64 << 10);

    public Rules {
        on = Set.copyOf(on);
        methods = Set.copyOf(methods);
    }
}
