package dev.penstock.fleet;

import dev.penstock.sdk.Outbound;
import dev.penstock.sdk.RouteName;
import dev.penstock.sdk.TestTokens;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The tokens of a gateway under test. An auth step is made again with each revision of its file, so its newest offer
 * counts.
 */
public final class Tokens implements TestTokens {
    private record Offer(Function<Map<String, Object>, String> mint, BiConsumer<Outbound, String> carry) {}

    private final Map<RouteName, Offer> offers = new ConcurrentHashMap<>();
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
    public void accept(
            RouteName route, Function<Map<String, Object>, String> mint, BiConsumer<Outbound, String> carry) {
        offers.put(route, new Offer(mint, carry));
    }

    @Override
    public Optional<String> mint(RouteName route, Map<String, Object> claims) {
        return Optional.ofNullable(offers.get(route)).map(offer -> offer.mint.apply(claims));
    }

    @Override
    public void carry(RouteName route, String token, Outbound request) {
        Optional.ofNullable(offers.get(route)).ifPresent(offer -> offer.carry.accept(request, token));
    }

    @Override
    public <T> T keep(String key, Class<T> type, Supplier<T> fresh) {
        return type.cast(kept.computeIfAbsent(key, absent -> fresh.get()));
    }
}
