package dev.penstock.plugins.auth.jwt;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.impl.BaseJWSProvider;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.util.Base64URL;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.Arrays;
import java.util.Set;

/** Signs with a new key of Ed25519, for tests. */
final class Ed25519Signer extends BaseJWSProvider implements JWSSigner {
    private static final int KEY_BYTES = 32;

    private final PrivateKey key;
    private final OctetKeyPair jwk;

    /**
     * @param id the {@code kid}
     */
    Ed25519Signer(String id) throws JOSEException {
        super(Set.of(JWSAlgorithm.EdDSA, JWSAlgorithm.Ed25519));
        try {
            KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            byte[] info = pair.getPublic().getEncoded();
            byte[] x = Arrays.copyOfRange(info, info.length - KEY_BYTES, info.length);
            this.key = pair.getPrivate();
            this.jwk = new OctetKeyPair.Builder(Curve.Ed25519, Base64URL.encode(x))
                    .keyID(id)
                    .build();
        } catch (GeneralSecurityException impossible) {
            throw new JOSEException("the platform makes no keys of Ed25519", impossible);
        }
    }

    /** The public half. */
    OctetKeyPair jwk() {
        return jwk;
    }

    @Override
    public Base64URL sign(JWSHeader header, byte[] bytes) throws JOSEException {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(key);
            signature.update(bytes);
            return Base64URL.encode(signature.sign());
        } catch (GeneralSecurityException impossible) {
            throw new JOSEException("the platform does not sign with Ed25519", impossible);
        }
    }
}
