package dev.penstock.plugins.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Policy;
import dev.penstock.sdk.Metrics;
import java.util.List;
import java.util.OptionalLong;

/** What is counted of the store as a whole. */
final class Figures {
    private final Metrics metrics;
    private final Metrics.Counter evictions;
    private final Metrics.Counter purged;
    private final Metrics.Counter unreadable;

    Figures(Metrics metrics) {
        this.metrics = metrics;
        evictions = counter("penstock_cache_evictions_total", "URLs whose answers were dropped for want of room");
        purged = counter("penstock_cache_purged_total", "Answers that purges met");
        unreadable = counter(
                "penstock_cache_unreadable_total",
                "What was found in the shared store and could not be read, so ignored");
    }

    private Metrics.Counter counter(String name, String help) {
        return metrics.counter(name, help, List.of());
    }

    void watch(Cache<?, ?> resources) {
        metrics.gauge("penstock_cache_entries", "URLs with stored answers", List.of(), resources::estimatedSize);
        metrics.gauge(
                "penstock_cache_bytes",
                "Memory that stored answers take",
                List.of(),
                () -> resources
                        .policy()
                        .eviction()
                        .map(Policy.Eviction::weightedSize)
                        .orElse(OptionalLong.empty())
                        .orElse(0));
    }

    void evicted() {
        evictions.add(1);
    }

    void purged(long answers) {
        purged.add((double) answers);
    }

    void unreadable() {
        unreadable.add(1);
    }
}
