package dev.penstock.plugins.cache;

import dev.penstock.sdk.Call;
import dev.penstock.sdk.Principal;
import java.util.Optional;

/**
 * Whose copy a request may be given.
 *
 * @param identified whether the answer may depend on who asks: only one that says so is for others too
 * @param owner of a copy of their own; empty: the copy of all
 */
record Whose(boolean identified, Optional<String> owner) {
    /**
     * @param apart whether each caller has a copy of their own
     * @param belowAuth whoever comes from below an auth step is somebody, also one that it let in anonymously
     */
    static Whose of(Call call, boolean apart, boolean belowAuth) {
        boolean identified = belowAuth
                || call.inbound().headers().contains("authorization")
                || call.outbound().headers().contains("authorization");
        return new Whose(identified, apart ? call.principal().flatMap(Whose::owner) : Optional.empty());
    }

    /** A subject is unique for its issuer alone. */
    private static Optional<String> owner(Principal principal) {
        Object issuer = principal.claims().get("iss");
        return principal
                .subject()
                .map(subject -> "subject " + subject + (issuer == null ? "" : "\nof " + issuer))
                .or(() -> principal.consumer().map(consumer -> "consumer " + consumer));
    }

    boolean isShared() {
        return owner.isEmpty();
    }
}
