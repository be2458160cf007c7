package dev.penstock.sdk;

import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Mints tokens for the tests of pipelines. Only a gateway under test offers this {@linkplain Host#service service}: an
 * auth step that finds it trusts one more key, which it makes itself, and says how to sign with it.
 */
public interface TestTokens {
    /**
     * Called by an auth step as it is created.
     *
     * @param mint claims to the token that this route's step accepts
     * @param carry puts a token into a request, where the step looks for it
     */
    void accept(RouteName route, Function<Map<String, Object>, String> mint, BiConsumer<Outbound, String> carry);

    /** A token for this route; empty when no step of it takes one. */
    Optional<String> mint(RouteName route, Map<String, Object> claims);

    /** Puts a token for this route into a request that goes to it; without effect when no step of it takes one. */
    void carry(RouteName route, String token, Outbound request);

    /**
     * What an auth step made for the tests, kept over all cases and files of a run: making a key takes long. No case may
     * be able to tell.
     *
     * @param key {@code <step type>:<what>}, such as {@code jwt:RS256}
     * @param fresh makes it when it is not there
     */
    <T> T keep(String key, Class<T> type, Supplier<T> fresh);
}
