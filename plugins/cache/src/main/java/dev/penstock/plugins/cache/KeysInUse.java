package dev.penstock.plugins.cache;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** By which keys the cache steps of each API store, over all revisions that still serve. */
final class KeysInUse {
    private final ConcurrentMap<String, Map<CacheKey, Integer>> byApi = new ConcurrentHashMap<>();

    /** One more step stores by it. */
    void begin(CacheKey key) {
        byApi.merge(key.api(), Map.of(key, 1), KeysInUse::sum);
    }

    /** One step less does. */
    void end(CacheKey key) {
        byApi.merge(key.api(), Map.of(key, -1), KeysInUse::sum);
    }

    Set<CacheKey> of(String api) {
        return byApi.getOrDefault(api, Map.of()).keySet();
    }

    private static Map<CacheKey, Integer> sum(Map<CacheKey, Integer> before, Map<CacheKey, Integer> more) {
        Map<CacheKey, Integer> all = new HashMap<>(before);
        more.forEach((key, count) -> all.merge(key, count, (a, b) -> a + b == 0 ? null : Integer.valueOf(a + b)));
        return all.isEmpty() ? null : Map.copyOf(all);
    }
}
