package dev.penstock.plugins.auth.jwt;

import com.nimbusds.jose.JWSAlgorithm;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A signature algorithm (RFC 7518 section 3.1, RFC 8037, RFC 9864) with a public key: an issuer's.
 *
 * @param jws its name
 */
public record SigningAlgorithm(JWSAlgorithm jws) {
    private static final Map<String, JWSAlgorithm> KNOWN = known();

    /**
     * Reads the name of an algorithm.
     *
     * @throws IllegalArgumentException when it is none that an issuer's tokens may have
     */
    public static SigningAlgorithm parse(String text) {
        JWSAlgorithm algorithm = KNOWN.get(text);
        if (algorithm == null) {
            String mend = text.startsWith("HS") ? "; a shared key is written as 'secret'" : "";
            throw new IllegalArgumentException(
                    "expected one of " + String.join(", ", KNOWN.keySet()) + ", found '" + text + "'" + mend);
        }
        return new SigningAlgorithm(algorithm);
    }

    /** All there are. */
    static Collection<JWSAlgorithm> all() {
        return KNOWN.values();
    }

    private static Map<String, JWSAlgorithm> known() {
        Map<String, JWSAlgorithm> known = new LinkedHashMap<>();
        for (JWSAlgorithm algorithm : new JWSAlgorithm[] {
            JWSAlgorithm.RS256, JWSAlgorithm.RS384, JWSAlgorithm.RS512,
            JWSAlgorithm.PS256, JWSAlgorithm.PS384, JWSAlgorithm.PS512,
            JWSAlgorithm.ES256, JWSAlgorithm.ES384, JWSAlgorithm.ES512,
            JWSAlgorithm.EdDSA, JWSAlgorithm.Ed25519
        }) {
            known.put(algorithm.getName(), algorithm);
        }
        return Collections.unmodifiableMap(known);
    }
}
