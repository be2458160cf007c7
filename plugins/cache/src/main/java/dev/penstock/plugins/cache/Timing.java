package dev.penstock.plugins.cache;

import java.time.Duration;
import java.time.Instant;

/**
 * How an answer ages.
 *
 * @param received when its head came
 * @param ageThen its age by then (RFC 9111 section 4.2.3)
 * @param freshUntil from then on it is stale
 * @param whileRevalidate how long a stale one may be given while it is renewed (RFC 5861 section 3)
 * @param ifError how long a stale one may stand in for an error (RFC 5861 section 4)
 * @param strict a client may not ask for a stale one
 */
record Timing(
        Instant received,
        Duration ageThen,
        Instant freshUntil,
        Duration whileRevalidate,
        Duration ifError,
        boolean strict) {
    /** In whole seconds. */
    long age(Instant now) {
        return Math.max(0, ageThen.plus(Duration.between(received, now)).toSeconds());
    }

    boolean isFresh(Instant now) {
        return now.isBefore(freshUntil);
    }

    /** What is left of its freshness in seconds, rounded up: above 0 just when it is fresh. */
    long ttl(Instant now) {
        return -Math.floorDiv(Duration.between(freshUntil, now).toMillis(), 1000L);
    }

    boolean isFreshFor(long seconds, Instant now) {
        return isFresh(now.plusSeconds(seconds));
    }

    boolean isStaleBy(long seconds, Instant now) {
        return now.isAfter(freshUntil.plusSeconds(seconds));
    }

    boolean mayServeWhileRevalidating(Instant now) {
        return now.isBefore(freshUntil.plus(whileRevalidate));
    }

    boolean mayServeOnError(Instant now) {
        return now.isBefore(freshUntil.plus(ifError));
    }

    /** How long it is fresh yet, or may be used stale; negative when that is over. */
    Duration useful(Instant now) {
        Duration stale = whileRevalidate.compareTo(ifError) > 0 ? whileRevalidate : ifError;
        return Duration.between(now, freshUntil).plus(stale);
    }
}
