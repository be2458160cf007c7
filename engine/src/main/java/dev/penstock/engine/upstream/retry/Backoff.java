package dev.penstock.engine.upstream.retry;

import dev.penstock.sdk.Reply;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** How long to wait before a request is sent again: longer each time, and never the same for two. */
public final class Backoff {
    private static final long BASE_MILLIS = 25;
    private static final long MOST_MILLIS = 250;

    /** What a target may ask for; a longer wait is the client's own affair. */
    private static final int SHORT_SECONDS = 1;

    private Backoff() {}

    /**
     * Before the next attempt.
     *
     * @param failed how many there were
     */
    public static Duration after(int failed) {
        long most = Math.min(MOST_MILLIS, BASE_MILLIS << Math.min(failed - 1, 10));
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(most / 2, most + 1));
    }

    /**
     * What {@code Retry-After} of an answer (RFC 9110 section 10.2.3) asks for.
     *
     * @return empty: longer than anybody waits here; zero: it asks for nothing
     */
    public static Optional<Duration> asked(Reply reply) {
        String value = reply.headers().get("retry-after");
        if (value == null) {
            return Optional.of(Duration.ZERO);
        }
        boolean isShort = value.length() == 1 && value.charAt(0) >= '0' && value.charAt(0) <= '0' + SHORT_SECONDS;
        return isShort ? Optional.of(Duration.ofSeconds(value.charAt(0) - '0')) : Optional.empty();
    }
}
