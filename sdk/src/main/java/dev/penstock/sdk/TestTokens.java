package dev.penstock.sdk;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Mints tokens for the tests of pipelines. Only a gateway under test offers this {@linkplain Host#service service}: an
 * auth step that finds it trusts one more key, which it makes itself, and says how to sign with it.
 */
public interface TestTokens {
    /**
     * Called by an auth step as it is created.
     *
     * @param mint claims to the token that this route's step accepts
     */
    void accept(RouteName route, Function<Map<String, Object>, String> mint);

    /** A token for this route; empty when no step of it takes one. */
    Optional<String> mint(RouteName route, Map<String, Object> claims);
}
