package dev.penstock.plugins.auth.jwt;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import dev.penstock.plugins.auth.credential.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Judges DPoP proofs (RFC 9449 section 4.3), all but whether one is used again.
 *
 * <p>The key that a proof brings counts only when the token, which its issuer signed, names it: nobody makes us compute
 * with a key of their own choice.
 */
final class ProofVerifier {
    /** How far {@code iat} may be from now, on both sides. */
    static final Duration WINDOW = Duration.ofSeconds(60);

    /** All that need a key pair. */
    private static final Set<JWSAlgorithm> ALGORITHMS = Set.copyOf(new HashSet<>(SigningAlgorithm.all()));

    private static final String TYPE = "dpop+jwt";
    private static final int MOST_RSA_BITS = 4096;

    /**
     * What a proof is good for.
     *
     * @param method of the request that carries it
     * @param target its URI as the client sees it
     * @param token the token that it goes with
     * @param key the thumbprint of the key that the token is bound to
     */
    record Purpose(String method, String target, String token, String key) {}

    /**
     * A proof that is good, unless it came before.
     *
     * @param id its {@code jti}
     * @param until when it would be too old, in milliseconds since the epoch
     */
    record Proof(String id, long until) {}

    private ProofVerifier() {}

    /** The algorithms as a challenge names them (RFC 9449 section 7.1). */
    static String algorithms() {
        return SigningAlgorithm.all().stream().map(JWSAlgorithm::getName).collect(Collectors.joining(" "));
    }

    /**
     * Judges a proof.
     *
     * @param now in milliseconds since the epoch
     * @throws IllegalArgumentException when it is not good; the message is for the log and holds no part of it
     */
    static Proof verify(String text, Purpose purpose, long now) {
        ParsedToken proof = ParsedToken.parse(text);
        expect(proof.type().equals(TYPE), "its typ is not dpop+jwt");
        expect(ALGORITHMS.contains(proof.header().getAlgorithm()), "its algorithm is not one with a key pair");
        JWK key = proof.header().getJWK();
        expect(key != null, "it has no key");
        expect(thumbprint(key).equals(purpose.key), "its key is not the one that the token is bound to");
        Claims claims = proof.claims();
        expect(claims.text("htm").equals(Optional.of(purpose.method)), "it is for another method");
        Optional<String> target = claims.text("htu").flatMap(TargetUri::normal);
        expect(target.isPresent() && target.equals(TargetUri.normal(purpose.target)), "it is for another URI");
        Optional<Double> issued = claims.time("iat");
        expect(issued.isPresent() && Math.abs(issued.get() - now) <= WINDOW.toMillis(), "its iat is too far from now");
        expect(claims.text("ath").equals(Optional.of(hash(purpose.token))), "it is for another token");
        Optional<String> id = claims.text("jti").filter(stated -> !stated.isEmpty());
        expect(id.isPresent(), "it has no jti");
        expect(isSigned(proof, key), "its key did not make its signature");
        return new Proof(id.orElseThrow(), (long) (issued.get() + WINDOW.toMillis()));
    }

    private static boolean isSigned(ParsedToken proof, JWK key) {
        boolean huge = key instanceof RSAKey rsa && rsa.size() > MOST_RSA_BITS;
        return !huge
                && SignatureKey.of(key)
                        .filter(fitting -> fitting.fits(proof.header()))
                        .filter(fitting -> proof.isSignedBy(fitting.verifier()))
                        .isPresent();
    }

    private static String thumbprint(JWK key) {
        try {
            return key.computeThumbprint().toString();
        } catch (JOSEException broken) {
            return "";
        }
    }

    /** RFC 9449 section 4.2. */
    private static String hash(String token) {
        MessageDigest digest = Sha256.fresh();
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(digest.digest(token.getBytes(StandardCharsets.US_ASCII)));
    }

    private static void expect(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
