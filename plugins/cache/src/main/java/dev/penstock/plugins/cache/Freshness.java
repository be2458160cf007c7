package dev.penstock.plugins.cache;

import io.vertx.core.MultiMap;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * How long answers stay fresh, by what they state (RFC 9111 section 4.2) and by the step's settings.
 *
 * @param ttl where an answer states nothing
 * @param overrideTtl whatever an answer states
 * @param negative by status, where an answer states nothing
 * @param whileRevalidate where an answer states none
 * @param ifError where an answer states none
 */
record Freshness(
        Optional<Duration> ttl,
        Optional<Duration> overrideTtl,
        Map<Integer, Duration> negative,
        Duration whileRevalidate,
        Duration ifError) {
    private static final Set<Integer> STATUSES = Set.of(200, 203, 204, 300, 301, 308, 404, 410);

    /** {@code Date} is cut to a second: an answer may be that much younger than it says. */
    private static final Duration DATE_STEP = Duration.ofSeconds(1);

    /** An answer's head, and when it was asked for and came. */
    record Head(int status, MultiMap headers, Instant asked, Instant received) {}

    /**
     * How this answer ages; empty when nothing says so.
     *
     * @param shared whether {@code s-maxage} and {@code proxy-revalidate} speak of this cache
     */
    Optional<Timing> timing(Head head, boolean shared) {
        Directives stated = Directives.of(head.headers());
        Duration age = age(head);
        return freshUntil(head, stated, age, shared).map(until -> {
            boolean must = stated.has("must-revalidate") || (shared && stated.has("proxy-revalidate"));
            return new Timing(
                    head.received(),
                    age,
                    until,
                    must ? Duration.ZERO : orStated(stated, "stale-while-revalidate", whileRevalidate),
                    must ? Duration.ZERO : orStated(stated, "stale-if-error", ifError),
                    must || (shared && stated.has("s-maxage")));
        });
    }

    private Optional<Instant> freshUntil(Head head, Directives stated, Duration age, boolean shared) {
        boolean known = STATUSES.contains(head.status());
        if (!known && !negative.containsKey(head.status())) {
            return Optional.empty();
        }
        if (overrideTtl.isPresent() && known) {
            return overrideTtl.map(head.received()::plus);
        }
        Optional<Duration> lifetime = lifetime(head, stated, shared);
        if (lifetime.isPresent()) {
            return lifetime.map(life -> head.received().plus(life).minus(age));
        }
        return Optional.ofNullable(negative.get(head.status())).or(() -> ttl).map(head.received()::plus);
    }

    private static Optional<Duration> lifetime(Head head, Directives stated, boolean shared) {
        OptionalLong seconds =
                shared && stated.has("s-maxage") ? stated.seconds("s-maxage") : stated.seconds("max-age");
        if (seconds.isPresent()) {
            return Optional.of(Duration.ofSeconds(seconds.getAsLong()));
        }
        String expires = head.headers().get("expires");
        if (expires == null) {
            return Optional.empty();
        }
        Instant date = HttpDate.parse(head.headers().get("date")).orElse(head.received());
        return Optional.of(HttpDate.parse(expires)
                .map(until -> Duration.between(date, until))
                .filter(left -> !left.isNegative())
                .orElse(Duration.ZERO));
    }

    /** The corrected initial age of section 4.2.3. */
    private static Duration age(Head head) {
        Duration apparent = HttpDate.parse(head.headers().get("date"))
                .map(date -> Duration.between(date.plus(DATE_STEP), head.received()))
                .filter(age -> !age.isNegative())
                .orElse(Duration.ZERO);
        String stated = head.headers().get("age");
        Duration corrected = Duration.ofSeconds(stated == null ? 0 : Directives.number(stated.strip()))
                .plus(Duration.between(head.asked(), head.received()));
        return apparent.compareTo(corrected) > 0 ? apparent : corrected;
    }

    private static Duration orStated(Directives stated, String name, Duration setting) {
        OptionalLong seconds = stated.seconds(name);
        return seconds.isPresent() ? Duration.ofSeconds(seconds.getAsLong()) : setting;
    }
}
