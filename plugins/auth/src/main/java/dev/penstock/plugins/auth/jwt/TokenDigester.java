package dev.penstock.plugins.auth.jwt;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/** Makes the digests of one step's tokens. Safe for any thread. */
final class TokenDigester {
    /** Never updated, only cloned: cheaper than asking the platform's providers for each token. */
    private final MessageDigest blank = sha256();

    private final byte[] seed;

    /**
     * @param issuers whom the step trusts: a token that one step takes is unknown to a step that trusts others
     */
    TokenDigester(List<TrustedIssuer> issuers) {
        MessageDigest all = sha256();
        for (TrustedIssuer issuer : issuers) {
            all.update(sha256().digest(issuer.identity().getBytes(StandardCharsets.UTF_8)));
        }
        this.seed = all.digest();
    }

    TokenDigest of(String token) {
        MessageDigest digest = copy();
        digest.update(seed);
        // What is no Latin-1 becomes a question mark here, which no good token holds.
        ByteBuffer bytes = ByteBuffer.wrap(digest.digest(token.getBytes(StandardCharsets.ISO_8859_1)));
        return new TokenDigest(bytes.getLong(), bytes.getLong(), bytes.getLong(), bytes.getLong());
    }

    private MessageDigest copy() {
        try {
            return (MessageDigest) blank.clone();
        } catch (CloneNotSupportedException impossible) {
            throw new IllegalStateException("the platform's SHA-256 can be cloned", impossible);
        }
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
