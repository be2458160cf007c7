package dev.penstock.fleet;

import dev.penstock.sdk.RouteName;
import dev.penstock.sdk.TestTokens;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The tokens of a gateway under test. An auth step is made again with each revision of its file, so its newest offer
 * counts.
 */
public final class Tokens implements TestTokens {
    private final Map<RouteName, Function<Map<String, Object>, String>> mints = new ConcurrentHashMap<>();
    private final Map<String, Object> kept;

    private Tokens(Map<String, Object> kept) {
        this.kept = kept;
    }

    public Tokens() {
        this(new ConcurrentHashMap<>());
    }

    /** Those of another gateway, which makes use of the same keys. */
    public Tokens anew() {
        return new Tokens(kept);
    }

    @Override
    public void accept(RouteName route, Function<Map<String, Object>, String> mint) {
        mints.put(route, mint);
    }

    @Override
    public Optional<String> mint(RouteName route, Map<String, Object> claims) {
        return Optional.ofNullable(mints.get(route)).map(mint -> mint.apply(claims));
    }

    @Override
    public <T> T keep(String key, Class<T> type, Supplier<T> fresh) {
        return type.cast(kept.computeIfAbsent(key, absent -> fresh.get()));
    }
}
