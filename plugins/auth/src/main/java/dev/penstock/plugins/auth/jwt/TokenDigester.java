package dev.penstock.plugins.auth.jwt;

import dev.penstock.plugins.auth.credential.Digest;
import dev.penstock.plugins.auth.credential.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;

/** Makes the digests of one step's tokens. Safe for any thread. */
final class TokenDigester {
    private final byte[] seed;

    /**
     * @param issuers whom the step trusts: a token that one step takes is unknown to a step that trusts others
     */
    TokenDigester(List<TrustedIssuer> issuers) {
        MessageDigest all = Sha256.fresh();
        for (TrustedIssuer issuer : issuers) {
            all.update(Sha256.fresh().digest(issuer.identity().getBytes(StandardCharsets.UTF_8)));
        }
        this.seed = all.digest();
    }

    Digest of(String token) {
        MessageDigest digest = Sha256.fresh();
        digest.update(seed);
        // What is no Latin-1 becomes a question mark here, which no good token holds.
        return Digest.of(digest.digest(token.getBytes(StandardCharsets.ISO_8859_1)));
    }
}
