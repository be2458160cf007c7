package dev.penstock.plugins.auth.jwt;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import dev.penstock.sdk.Json;
import dev.penstock.sdk.TestTokens;
import java.util.Map;

/**
 * A key that a gateway under test makes and trusts, one for each algorithm.
 *
 * @param jwk of which the public half is trusted
 */
record TestKey(JWSAlgorithm algorithm, JWK jwk, JWSSigner signer) {
    private static final String ID = "penstock-test";

    /** The one of this run of tests. */
    static TestKey of(TestTokens tests, JWSAlgorithm algorithm) {
        return tests.keep("jwt:" + algorithm.getName(), TestKey.class, () -> make(algorithm));
    }

    /** A token in compact form. */
    String sign(Map<String, Object> claims) {
        return sign(algorithm, signer, claims);
    }

    static String sign(JWSAlgorithm algorithm, JWSSigner signer, Map<String, Object> claims) {
        JWSHeader header = new JWSHeader.Builder(algorithm).keyID(ID).build();
        JWSObject token = new JWSObject(header, new Payload(Json.write(claims).getBytes()));
        try {
            token.sign(signer);
        } catch (JOSEException broken) {
            throw new IllegalStateException("the test's key cannot sign", broken);
        }
        return token.serialize();
    }

    private static TestKey make(JWSAlgorithm algorithm) {
        try {
            if (JWSAlgorithm.Family.EC.contains(algorithm)) {
                Curve curve = Curve.forJWSAlgorithm(algorithm).iterator().next();
                JWK key = new ECKeyGenerator(curve).keyID(ID).generate();
                return new TestKey(algorithm, key, new ECDSASigner(key.toECKey()));
            }
            if (JWSAlgorithm.Family.ED.contains(algorithm)) {
                Ed25519Signer signer = new Ed25519Signer(ID);
                return new TestKey(algorithm, signer.jwk(), signer);
            }
            JWK key = new RSAKeyGenerator(2048).keyID(ID).generate();
            return new TestKey(algorithm, key, new RSASSASigner(key.toRSAKey()));
        } catch (JOSEException broken) {
            throw new IllegalStateException("the test's key cannot be made", broken);
        }
    }
}
