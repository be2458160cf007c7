package dev.penstock.fleet;

import dev.penstock.sdk.RouteName;
import dev.penstock.sdk.TestTokens;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The tokens of a gateway under test. An auth step is made again with each revision of its file, so its newest offer
 * counts.
 */
public final class Tokens implements TestTokens {
    private final Map<RouteName, Function<Map<String, Object>, String>> mints = new ConcurrentHashMap<>();

    @Override
    public void accept(RouteName route, Function<Map<String, Object>, String> mint) {
        mints.put(route, mint);
    }

    @Override
    public Optional<String> mint(RouteName route, Map<String, Object> claims) {
        return Optional.ofNullable(mints.get(route)).map(mint -> mint.apply(claims));
    }
}
