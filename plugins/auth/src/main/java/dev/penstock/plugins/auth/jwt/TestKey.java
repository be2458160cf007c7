package dev.penstock.plugins.auth.jwt;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.impl.BaseJWSProvider;
import com.nimbusds.jose.util.Base64URL;
import dev.penstock.plugins.auth.credential.Sha256;
import dev.penstock.sdk.Json;
import dev.penstock.sdk.TestTokens;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a gateway under test signs by and trusts. Its tokens name the issuer's algorithm and pass all checks of a token;
 * their signature is a seal that this run of tests alone can make: pairs of RSA keys take seconds to make, and no case
 * could tell.
 */
final class TestKey extends BaseJWSProvider implements JWSSigner, JWSVerifier {
    private static final String ID = "penstock-test";
    private static final int SECRET_BYTES = 32;

    private final JWSAlgorithm algorithm;
    private final String secret;

    private TestKey(JWSAlgorithm algorithm, String secret) {
        super(Set.of(algorithm));
        this.algorithm = algorithm;
        this.secret = secret;
    }

    /** The one of this run of tests for this algorithm. */
    static TestKey of(TestTokens tests, JWSAlgorithm algorithm) {
        String secret = tests.keep("jwt:seal", String.class, () -> {
            byte[] random = new byte[SECRET_BYTES];
            new SecureRandom().nextBytes(random);
            return HexFormat.of().formatHex(random);
        });
        return new TestKey(algorithm, secret);
    }

    /** What is trusted. */
    SignatureKey trusted() {
        return new SignatureKey(Optional.of(ID), Optional.of(algorithm), this);
    }

    /** Stands for it; nothing secret can be learned from it. */
    String content() {
        return algorithm.getName() + Sha256.hex(secret, "content");
    }

    /** A token in compact form. */
    String sign(Map<String, Object> claims) {
        return sign(algorithm, this, claims);
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

    @Override
    public Base64URL sign(JWSHeader header, byte[] signed) {
        return Base64URL.encode(seal(signed));
    }

    @Override
    public boolean verify(JWSHeader header, byte[] signed, Base64URL signature) {
        return MessageDigest.isEqual(seal(signed).getBytes(StandardCharsets.US_ASCII), signature.decode());
    }

    private String seal(byte[] signed) {
        return Sha256.hex(secret, new String(signed, StandardCharsets.ISO_8859_1));
    }
}
