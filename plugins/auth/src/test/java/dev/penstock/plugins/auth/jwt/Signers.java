package dev.penstock.plugins.auth.jwt;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The keys and public "secrets" that hostile tokens are signed with, by name. */
final class Signers {
    static final String SECRET = "a secret of thirty-two bytes, at least";
    private static final Ed25519Signer ED = ed();
    private static final Ed25519Signer OTHER_ED = ed();
    private static final Map<String, JWK> KEYS = Map.of(
            "rsa", Mint.RSA,
            "other", Mint.OTHER_RSA,
            "enc", like("enc").keyUse(KeyUse.ENCRYPTION).build(),
            "ops",
                    like("ops")
                            .keyUse(null)
                            .keyOperations(Set.of(KeyOperation.ENCRYPT))
                            .build(),
            "pss", like("pss").algorithm(JWSAlgorithm.PS256).build(),
            "small", small(),
            "ec", Mint.EC,
            "ec384", Mint.EC_384,
            "other-ec", Mint.OTHER_EC);

    private Signers() {}

    /** The set of the issuer: all but those of others. */
    static Buffer set() {
        return Mint.set(
                KEYS.get("rsa"),
                KEYS.get("enc"),
                KEYS.get("ops"),
                KEYS.get("pss"),
                KEYS.get("small"),
                KEYS.get("ec"),
                KEYS.get("ec384"),
                ED.jwk());
    }

    /** The {@code kid} of this key. */
    static String id(String key) {
        JWK jwk = KEYS.get(key);
        return jwk == null ? key.endsWith("ed") ? "d1" : "r1" : jwk.getKeyID();
    }

    static byte[] sign(String key, String algorithm, String text) {
        if (KEYS.containsKey(key)) {
            return new Base64URL(Mint.sign(JWSAlgorithm.parse(algorithm), KEYS.get(key), text)).decode();
        }
        try {
            return (key.equals("ed") ? ED : OTHER_ED)
                    .sign(new JWSHeader(JWSAlgorithm.EdDSA), text.getBytes(StandardCharsets.US_ASCII))
                    .decode();
        } catch (JOSEException broken) {
            throw new IllegalStateException(broken);
        }
    }

    static byte[] mac(String algorithm, String secret, String text) {
        try {
            String name = "HmacSHA" + algorithm.substring(2);
            Mac mac = Mac.getInstance(name);
            mac.init(new SecretKeySpec(secret(secret), name));
            return mac.doFinal(text.getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static byte[] secret(String name) {
        RSAKey key = Mint.RSA.toPublicJWK();
        return switch (name) {
            case "pem" -> (pem(key) + "\n").getBytes(StandardCharsets.US_ASCII);
            case "pem-trimmed" -> pem(key).getBytes(StandardCharsets.US_ASCII);
            case "der" -> der(key);
            case "jwk" -> key.toJSONString().getBytes(StandardCharsets.US_ASCII);
            case "n" -> key.getModulus().toString().getBytes(StandardCharsets.US_ASCII);
            case "n-bytes" -> key.getModulus().decode();
            case "ec-x" -> Mint.EC.getX().decode();
            case "empty" -> new byte[1]; // keys of a MAC are padded with zeros: the same as none
            case "secret" -> SECRET.getBytes(StandardCharsets.US_ASCII);
            case "upper" -> SECRET.toUpperCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII);
            case "other" -> "another secret of thirty-two bytes, at least".getBytes(StandardCharsets.US_ASCII);
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static String pem(RSAKey key) {
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der(key));
        return "-----BEGIN PUBLIC KEY-----\n" + lines + "\n-----END PUBLIC KEY-----";
    }

    static byte[] der(RSAKey key) {
        try {
            return key.toRSAPublicKey().getEncoded();
        } catch (JOSEException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static RSAKey.Builder like(String id) {
        return new RSAKey.Builder(Mint.ROTATED).keyID(id);
    }

    private static RSAKey small() {
        try {
            return new RSAKeyGenerator(1024, true).keyID("small").generate();
        } catch (JOSEException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static Ed25519Signer ed() {
        try {
            return new Ed25519Signer("d1");
        } catch (JOSEException broken) {
            throw new IllegalStateException(broken);
        }
    }
}
