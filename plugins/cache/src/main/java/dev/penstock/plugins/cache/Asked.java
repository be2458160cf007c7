package dev.penstock.plugins.cache;

import io.vertx.core.MultiMap;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

/**
 * What the client asks of caches (RFC 9111 section 5.2.1, RFC 5861 section 4).
 *
 * @param noStore its answer is not to be stored
 * @param noCache nothing is to be given that was not validated; {@code max-age=0} means the same
 * @param onlyIfCached nothing is to be fetched
 * @param ifError how stale an answer may stand in for an error
 */
record Asked(
        boolean noStore,
        boolean noCache,
        boolean onlyIfCached,
        OptionalLong maxAge,
        OptionalLong minFresh,
        OptionalLong maxStale,
        OptionalLong ifError) {
    private static final Asked NOTHING = of(Directives.NONE);

    static Asked of(MultiMap request) {
        List<String> values = request.getAll("cache-control");
        List<String> said = values.isEmpty() ? request.getAll("pragma") : values;
        return said.isEmpty() ? NOTHING : of(Directives.parse(said));
    }

    private static Asked of(Directives stated) {
        OptionalLong maxAge = stated.seconds("max-age");
        return new Asked(
                stated.has("no-store"),
                stated.has("no-cache") || (maxAge.isPresent() && maxAge.getAsLong() == 0),
                stated.has("only-if-cached"),
                maxAge,
                stated.seconds("min-fresh"),
                "".equals(stated.arguments().get("max-stale"))
                        ? OptionalLong.of(Directives.FOREVER)
                        : stated.seconds("max-stale"),
                stated.seconds("stale-if-error"));
    }

    /** Whether a stored answer will do as it is. */
    boolean accepts(Timing timing, Instant now) {
        if (noCache || timing.age(now) > maxAge.orElse(Long.MAX_VALUE)) {
            return false;
        }
        if (timing.isFresh(now)) {
            return timing.isFreshFor(minFresh.orElse(0), now);
        }
        return maxStale.isPresent() && !timing.strict() && !timing.isStaleBy(maxStale.getAsLong(), now);
    }

    /** Whether one that is stale will do for now, where the answer or the step allows that. */
    boolean acceptsStale(Timing timing, Instant now) {
        return !noCache && minFresh.isEmpty() && timing.age(now) <= maxAge.orElse(Long.MAX_VALUE);
    }

    /** Whether one that is stale will do in place of an error: as the client says, else as the answer or the step does. */
    boolean acceptsOnError(Timing timing, Instant now) {
        return ifError.isPresent()
                ? !timing.strict() && !timing.isStaleBy(ifError.getAsLong(), now)
                : !noCache && timing.mayServeOnError(now);
    }
}
