package dev.penstock.plugins.auth.jwt;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.impl.BaseJWSProvider;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.util.Base64URL;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Set;

/** Ed25519 (RFC 8037 section 3.1, RFC 9864) by the platform, where Nimbus would need one more library. */
final class Ed25519Verifier extends BaseJWSProvider implements JWSVerifier {
    private static final int KEY_BYTES = 32;
    private static final int SIGNATURE_BYTES = 64;

    private final PublicKey key;

    /**
     * @throws JOSEException when it is no key of this curve
     */
    Ed25519Verifier(OctetKeyPair key) throws JOSEException {
        super(Set.of(JWSAlgorithm.EdDSA, JWSAlgorithm.Ed25519));
        byte[] x = key.getX().decode();
        if (x.length != KEY_BYTES) {
            throw new JOSEException("expected 32 bytes as x");
        }
        try {
            this.key = KeyFactory.getInstance("Ed25519")
                    .generatePublic(new EdECPublicKeySpec(NamedParameterSpec.ED25519, point(x)));
        } catch (GeneralSecurityException broken) {
            throw new JOSEException("expected a point of Ed25519 as x", broken);
        }
    }

    @Override
    public boolean verify(JWSHeader header, byte[] signed, Base64URL signature) throws JOSEException {
        byte[] bytes = signature.decode();
        if (bytes.length != SIGNATURE_BYTES) {
            return false;
        }
        try {
            Signature verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(key);
            verifier.update(signed);
            return verifier.verify(bytes);
        } catch (SignatureException outOfRange) {
            return false;
        } catch (GeneralSecurityException impossible) {
            throw new JOSEException("the platform does not verify Ed25519", impossible);
        }
    }

    /** RFC 8032 section 5.1.2: y in little-endian order, whose highest bit is the sign of x. */
    private static EdECPoint point(byte[] encoded) {
        byte[] y = new byte[KEY_BYTES];
        for (int i = 0; i < KEY_BYTES; i++) {
            y[i] = encoded[KEY_BYTES - 1 - i];
        }
        boolean odd = y[0] < 0;
        y[0] &= 0x7F;
        return new EdECPoint(odd, new BigInteger(1, y));
    }
}
