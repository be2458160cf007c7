package dev.penstock.plugins.auth.introspect;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Optional;

/**
 * What endpoints said, by the hash of who asked whom about which token; one for the gateway. Bounded by weight alone: how
 * long a verdict holds is for the step to say, which may have its own idea. What is asked for often stays when somebody
 * floods it with tokens of his own making.
 */
final class VerdictMemory {
    private static final long WEIGHT = 32L << 20;

    private final Cache<String, Verdict> verdicts = Caffeine.newBuilder()
            .maximumWeight(WEIGHT)
            .weigher((String hash, Verdict verdict) -> verdict.weight())
            .executor(Runnable::run)
            .build();

    /**
     * The verdict, if it is young enough.
     *
     * @param now in milliseconds since the epoch
     * @param cache in milliseconds
     */
    Optional<Verdict> find(String hash, long now, long cache) {
        return Optional.ofNullable(verdicts.getIfPresent(hash)).filter(verdict -> verdict.holds(now, cache));
    }

    void add(String hash, Verdict verdict) {
        verdicts.put(hash, verdict);
    }
}
