package dev.penstock.plugins.auth.jwt;

import dev.penstock.plugins.auth.credential.Digest;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The tokens that were found good, by the SHA-256 of whom the step trusts and the token: a token that comes again costs
 * a hash instead of a signature. Tokens that were refused are not kept.
 *
 * <p>Two generations bound it: entries go into the young one, and once that holds tokens of {@link #WEIGHT} characters
 * it becomes the old one, whose entries move up again when they are asked for and otherwise go with the next change. So
 * a look-up is one or two reads without a lock, and what is used stays.
 */
final class TokenMemory {
    /** In characters of tokens, for each of two generations; an entry takes about three times as many bytes. */
    private static final long WEIGHT = 4 << 20;

    private final AtomicReference<Generations> generations =
            new AtomicReference<>(new Generations(new Generation(), new Generation()));

    /**
     * The token, if it was found good and {@linkplain VerifiedToken#holds still is}.
     *
     * @param now in milliseconds since the epoch
     */
    Optional<VerifiedToken> find(Digest digest, String token, long now) {
        Generations both = generations.get();
        VerifiedToken found = both.young.tokens.get(digest);
        boolean old = found == null;
        if (old) {
            found = both.old.tokens.get(digest);
        }
        if (found == null) {
            return Optional.empty();
        }
        if (!found.holds(now)) {
            both.young.tokens.remove(digest, found);
            both.old.tokens.remove(digest, found);
            return Optional.empty();
        }
        if (old) {
            add(digest, token, found);
        }
        return Optional.of(found);
    }

    void add(Digest digest, String token, VerifiedToken good) {
        Generations both = generations.get();
        if (both.young.tokens.put(digest, good) == null && both.young.weight.addAndGet(token.length()) > WEIGHT) {
            generations.compareAndSet(both, new Generations(new Generation(), both.young));
        }
    }

    private record Generations(Generation young, Generation old) {}

    private record Generation(Map<Digest, VerifiedToken> tokens, AtomicLong weight) {
        Generation() {
            this(new ConcurrentHashMap<>(), new AtomicLong());
        }
    }
}
