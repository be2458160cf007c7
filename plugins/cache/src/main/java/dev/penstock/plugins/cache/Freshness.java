package dev.penstock.plugins.cache;

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
    /** Those for which the step's own settings speak; what an answer states counts for every status. */
    private static final Set<Integer> STATUSES = Set.of(200, 203, 204, 300, 301, 308, 404, 410);

    /** {@code Date} is cut to a second: an answer may be that much younger than it says. */
    private static final Duration DATE_STEP = Duration.ofSeconds(1);

    /**
     * How this answer ages; empty when nothing says so.
     *
     * @param shared whether {@code s-maxage} and {@code proxy-revalidate} speak of this cache
     */
    Optional<Timing> timing(Head head, boolean shared) {
        Stated stated = head.stated();
        Duration age = age(head);
        return freshUntil(head, age, shared).map(until -> {
            boolean must = stated.has("must-revalidate")
                    || stated.mustValidate()
                    || (shared && stated.has("proxy-revalidate"));
            // Like proxy-revalidate, but many an answer that states it says in the same breath how stale it may get.
            boolean strict = must || (shared && stated.has("s-maxage"));
            return new Timing(
                    head.received(),
                    age,
                    until,
                    must
                            ? Duration.ZERO
                            : orStated(stated, "stale-while-revalidate", strict ? Duration.ZERO : whileRevalidate),
                    must ? Duration.ZERO : orStated(stated, "stale-if-error", strict ? Duration.ZERO : ifError),
                    strict);
        });
    }

    private Optional<Instant> freshUntil(Head head, Duration age, boolean shared) {
        if (!head.isWhole()) {
            return Optional.empty();
        }
        if (head.stated().mustValidate()) {
            return Optional.of(head.received());
        }
        boolean known = STATUSES.contains(head.status());
        if (overrideTtl.isPresent() && known) {
            return overrideTtl.map(head.received()::plus);
        }
        return lifetime(head, shared)
                .map(life -> life.minus(age))
                .or(() -> Optional.ofNullable(negative.get(head.status())))
                .or(() -> known ? ttl : Optional.empty())
                .map(head.received()::plus);
    }

    private static Optional<Duration> lifetime(Head head, boolean shared) {
        Directives stated = head.stated().directives();
        OptionalLong seconds =
                shared && stated.has("s-maxage") ? stated.seconds("s-maxage") : stated.seconds("max-age");
        if (seconds.isPresent()) {
            return Optional.of(Duration.ofSeconds(seconds.getAsLong()));
        }
        String expires = head.stated().targeted() ? null : head.headers().get("expires");
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
        Duration corrected = Duration.ofSeconds(statedAge(head)).plus(Duration.between(head.asked(), head.received()));
        return apparent.compareTo(corrected) > 0 ? apparent : corrected;
    }

    /** Of several the first counts; what is no number is no age (section 5.1). */
    private static long statedAge(Head head) {
        String stated = head.headers().get("age");
        if (stated == null) {
            return 0;
        }
        int comma = stated.indexOf(',');
        return Directives.number((comma < 0 ? stated : stated.substring(0, comma)).strip());
    }

    private static Duration orStated(Stated stated, String name, Duration setting) {
        OptionalLong seconds = stated.directives().seconds(name);
        return seconds.isPresent() ? Duration.ofSeconds(seconds.getAsLong()) : setting;
    }
}
