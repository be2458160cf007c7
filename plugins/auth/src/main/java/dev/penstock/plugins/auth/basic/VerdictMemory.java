package dev.penstock.plugins.auth.basic;

import dev.penstock.plugins.auth.credential.Digest;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Verdicts that were given lately. Two generations bound it: entries go into the young one, and once that is full it
 * becomes the old one and the old one goes.
 */
final class VerdictMemory {
    private final int bound;
    private final AtomicReference<Generations> generations =
            new AtomicReference<>(new Generations(new ConcurrentHashMap<>(), Map.of()));

    private record Generations(Map<Digest, Long> young, Map<Digest, Long> old) {}

    /** @param bound of each of two generations */
    VerdictMemory(int bound) {
        this.bound = bound;
    }

    /** @param now in milliseconds since the epoch */
    boolean holds(Digest verdict, long now) {
        Generations both = generations.get();
        Long until = both.young.getOrDefault(verdict, both.old.get(verdict));
        return until != null && now < until;
    }

    /** @param until in milliseconds since the epoch */
    void add(Digest verdict, long until) {
        Generations both = generations.get();
        both.young.put(verdict, until);
        if (both.young.size() > bound) {
            generations.compareAndSet(both, new Generations(new ConcurrentHashMap<>(), both.young));
        }
    }
}
