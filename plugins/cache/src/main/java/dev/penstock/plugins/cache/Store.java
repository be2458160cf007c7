package dev.penstock.plugins.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Everything that all cache steps of a gateway remember, on all loops: it outlives reloads. Bounded in bytes alone: no
 * entry is dropped for its age, which the gateway's clock decides when it is looked up.
 */
final class Store {
    /** For so long requests of a key whose answer could not be shared do not wait for one another. */
    private static final Duration APART = Duration.ofSeconds(10);

    private final Cache<String, Resource> resources;
    private final Cache<String, Instant> apart;
    private final ConcurrentMap<String, Fetch> fetches = new ConcurrentHashMap<>();

    /** @param memory bound of all entries in bytes */
    Store(long memory) {
        // Maintenance on the caller's thread: it is short, and a pool of its own would outlive the gateway.
        resources = Caffeine.newBuilder()
                .maximumWeight(memory)
                .weigher((String key, Resource resource) ->
                        (int) Math.min(Integer.MAX_VALUE, 2L * key.length() + (long) resource.weight()))
                .executor(Runnable::run)
                .build();
        apart = Caffeine.newBuilder()
                .maximumSize(10_000)
                .executor(Runnable::run)
                .build();
    }

    Optional<Resource> find(String key) {
        return Optional.ofNullable(resources.getIfPresent(key));
    }

    void put(String key, Entry entry) {
        resources.asMap().compute(key, (same, old) -> old == null ? new Resource(List.of(entry)) : old.with(entry));
    }

    /** Drops this entry if it is the stored one yet. */
    void remove(String key, Entry entry) {
        resources.asMap().computeIfPresent(key, (same, old) -> {
            Resource left = old.without(entry);
            return left.variants().isEmpty() ? null : left;
        });
    }

    /** Puts one entry in the place of another, if that is the stored one yet. */
    void replace(String key, Entry entry, Entry by) {
        resources.asMap().computeIfPresent(key, (same, old) -> old.with(entry, by));
    }

    /** Drops all answers to this key; what is being fetched is neither stored nor given to whoever comes from now on. */
    void invalidate(String key) {
        fetches.forEach((id, fetch) -> {
            if (fetch.isOf(key)) {
                fetch.outdated();
                fetches.remove(id, fetch);
            }
        });
        resources.invalidate(key);
    }

    /** The fetch that is under way under this id; empty when it is now this one. */
    Optional<Fetch> begin(String id, Fetch fetch) {
        return Optional.ofNullable(fetches.putIfAbsent(id, fetch));
    }

    void end(String id, Fetch fetch) {
        fetches.remove(id, fetch);
    }

    /** Remembers that the answers to this key were not to be shared of late. */
    void keepApart(String key, Instant now) {
        apart.put(key, now.plus(APART));
    }

    /** Forgets that they were not. */
    void keepTogether(String key) {
        apart.invalidate(key);
    }

    boolean isApart(String key, Instant now) {
        Instant until = apart.getIfPresent(key);
        return until != null && now.isBefore(until);
    }
}
