package dev.penstock.plugins.auth.jwt;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import java.util.Optional;

/**
 * One key that verifies.
 *
 * @param id its {@code kid}
 * @param algorithm the only one it is meant for, where the set says so
 * @param verifier knows the algorithms of the key's type and curve; safe for any thread
 */
record SignatureKey(Optional<String> id, Optional<JWSAlgorithm> algorithm, JWSVerifier verifier) {
    /** RFC 7518 section 3.3. */
    private static final int LEAST_RSA_BITS = 2048;

    /** The public part of this key, if it is meant for signatures and of a type that is known here. */
    static Optional<SignatureKey> of(JWK key) {
        boolean otherUse = key.getKeyUse() != null && !KeyUse.SIGNATURE.equals(key.getKeyUse());
        boolean otherOperation =
                key.getKeyOperations() != null && !key.getKeyOperations().contains(KeyOperation.VERIFY);
        if (otherUse || otherOperation) {
            return Optional.empty();
        }
        Optional<JWSAlgorithm> algorithm =
                Optional.ofNullable(key.getAlgorithm()).map(named -> JWSAlgorithm.parse(named.getName()));
        try {
            return verifier(key)
                    .map(verifier -> new SignatureKey(Optional.ofNullable(key.getKeyID()), algorithm, verifier));
        } catch (JOSEException unusable) {
            return Optional.empty();
        }
    }

    boolean fits(JWSHeader header) {
        JWSAlgorithm asked = header.getAlgorithm();
        return verifier.supportedJWSAlgorithms().contains(asked)
                && (algorithm.isEmpty() || algorithm.get().equals(asked))
                && (header.getKeyID() == null || id.isEmpty() || id.get().equals(header.getKeyID()));
    }

    private static Optional<JWSVerifier> verifier(JWK key) throws JOSEException {
        if (key instanceof RSAKey rsa) {
            return rsa.size() < LEAST_RSA_BITS
                    ? Optional.empty()
                    : Optional.of(new RSASSAVerifier(rsa.toRSAPublicKey()));
        }
        if (key instanceof OctetKeyPair pair) {
            return Curve.Ed25519.equals(pair.getCurve()) ? Optional.of(new Ed25519Verifier(pair)) : Optional.empty();
        }
        return key instanceof ECKey ec ? Optional.of(new ECDSAVerifier(ec.toECPublicKey())) : Optional.empty();
    }
}
