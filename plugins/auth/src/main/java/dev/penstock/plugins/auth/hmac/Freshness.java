package dev.penstock.plugins.auth.hmac;

import dev.penstock.sdk.Call;
import dev.penstock.sdk.Expression;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How old a signature may be.
 *
 * @param timestamp when it was signed, in seconds since the epoch; empty: that is not asked
 * @param tolerance into the past and the future, both ends included
 */
record Freshness(Optional<Expression<String>> timestamp, Duration tolerance, InstantSource clock) {
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,12}");

    /** @throws dev.penstock.sdk.Problem when the request lacks the timestamp */
    boolean holds(Call call) {
        if (timestamp.isEmpty()) {
            return true;
        }
        String text = timestamp.get().evaluate(call);
        return text != null
                && SECONDS.matcher(text).matches()
                && Math.abs(clock.millis() - Long.parseLong(text) * 1000) <= tolerance.toMillis();
    }

    /** For how long from now a signature that holds could hold again. */
    Duration memory() {
        return timestamp.isPresent() ? tolerance.multipliedBy(2) : tolerance;
    }
}
