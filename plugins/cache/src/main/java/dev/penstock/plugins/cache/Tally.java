package dev.penstock.plugins.cache;

import dev.penstock.sdk.Metrics;
import dev.penstock.sdk.RouteName;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How often the requests of one route were answered in which way. */
final class Tally {
    /** Where an answer came from. */
    enum Result {
        /** The store: it was fresh, or its client took a stale one. */
        HIT,
        /** The store: it is renewed behind, or stands in for an error. */
        STALE,
        /** The steps below, by a fetch of the cache. */
        MISS,
        /** The steps below, past the cache. */
        BYPASS
    }

    private final Map<Result, Metrics.Counter> requests = new EnumMap<>(Result.class);
    private final Metrics.Counter coalesced;

    /** Of cache steps. */
    static Tally of(Metrics metrics, RouteName route) {
        return new Tally(metrics, route, "penstock_cache_requests_total", "penstock_cache_coalesced_total");
    }

    /** Of steps that fetch by themselves. */
    static Tally ofCalls(Metrics metrics, RouteName route) {
        return new Tally(metrics, route, "penstock_cache_calls_total", "penstock_cache_calls_coalesced_total");
    }

    private Tally(Metrics metrics, RouteName route, String all, String together) {
        List<String> labels = List.of("api", route.api(), "route", route.route());
        for (Result result : Result.values()) {
            List<String> named = new ArrayList<>(labels);
            named.addAll(List.of("result", result.name().toLowerCase(Locale.ROOT)));
            requests.put(result, metrics.counter(all, "Where answers came from", named));
        }
        coalesced = metrics.counter(together, "Those that waited for the fetch of another", labels);
    }

    void add(Result result) {
        requests.get(result).add(1);
    }

    void coalesced() {
        coalesced.add(1);
    }
}
