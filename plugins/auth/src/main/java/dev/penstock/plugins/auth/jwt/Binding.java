package dev.penstock.plugins.auth.jwt;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The keys that a token is bound to ({@code cnf}, RFC 7800): who sends it must show that it holds them too.
 *
 * @param proofKey the thumbprint (RFC 7638) of the key of its DPoP proofs: {@code jkt} of RFC 9449 section 6.1
 * @param certificate the SHA-256 of a client certificate, base64url: {@code x5t#S256} of RFC 8705 section 3.1
 */
record Binding(Optional<String> proofKey, Optional<String> certificate) {
    private static final Binding NONE = new Binding(Optional.empty(), Optional.empty());
    private static final String PROOF_KEY = "jkt";
    private static final String CERTIFICATE = "x5t#S256";

    /**
     * What these claims say.
     *
     * @throws IllegalArgumentException when {@code cnf} is there and is not made of these two members alone
     */
    static Binding of(Map<String, Object> claims) {
        if (!claims.containsKey("cnf")) {
            return NONE;
        }
        if (!(claims.get("cnf") instanceof Map<?, ?> cnf)
                || cnf.isEmpty()
                || !Set.of(PROOF_KEY, CERTIFICATE).containsAll(cnf.keySet())) {
            throw new IllegalArgumentException("it is bound (cnf) to something else than jkt and x5t#S256");
        }
        return new Binding(member(cnf, PROOF_KEY), member(cnf, CERTIFICATE));
    }

    boolean isNone() {
        return proofKey.isEmpty() && certificate.isEmpty();
    }

    private static Optional<String> member(Map<?, ?> cnf, String name) {
        if (!cnf.containsKey(name)) {
            return Optional.empty();
        }
        if (!(cnf.get(name) instanceof String text)) {
            throw new IllegalArgumentException("a member of its cnf is no text");
        }
        return Optional.of(text);
    }
}
