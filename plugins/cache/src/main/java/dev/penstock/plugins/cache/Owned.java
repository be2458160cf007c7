package dev.penstock.plugins.cache;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Predicate;

/** Which copies people have of their own, by the key of all: what makes one of them outdated is said of all. */
final class Owned {
    /** What one costs beside its text. */
    static final int OVERHEAD = 96;

    private final ConcurrentMap<String, Set<String>> byAll = new ConcurrentHashMap<>();
    private final Predicate<String> isStored;

    /** @param isStored whether there is something under a key */
    Owned(Predicate<String> isStored) {
        this.isStored = isStored;
    }

    /** Something was stored under this key. */
    void stored(String key) {
        if (CacheKey.isOwned(key)) {
            byAll.compute(CacheKey.ofAll(key), (all, keys) -> {
                Set<String> more = keys == null ? new HashSet<>() : keys;
                more.add(key);
                return more;
            });
            // It may be gone by now, and who removed it have found it missing here.
            removed(key);
        }
    }

    /** Something was removed; it may be there again. */
    void removed(String key) {
        if (CacheKey.isOwned(key)) {
            byAll.computeIfPresent(CacheKey.ofAll(key), (all, keys) -> {
                if (!isStored.test(key)) {
                    keys.remove(key);
                }
                return keys.isEmpty() ? null : keys;
            });
        }
    }

    /** The keys of all copies. */
    List<String> of(String all) {
        List<String> found = new ArrayList<>();
        byAll.computeIfPresent(all, (same, keys) -> {
            found.addAll(keys);
            return keys;
        });
        return found;
    }
}
