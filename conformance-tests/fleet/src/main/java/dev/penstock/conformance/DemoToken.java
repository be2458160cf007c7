package dev.penstock.conformance;

import dev.penstock.sdk.Json;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** A token of the demo's member, signed with the key that belongs to {@code pipelines/keys/jwks.json}. */
final class DemoToken {
    private static final Duration LIFE = Duration.ofDays(30);

    private DemoToken() {}

    /** A token that was issued now. */
    static String mint(Instant now) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", "https://idp.shop.example.com");
        claims.put("aud", "shop");
        claims.put("sub", "ann");
        claims.put("exp", now.plus(LIFE).getEpochSecond());
        String signed = part(Json.write(Map.of("alg", "ES256", "kid", "demo")).getBytes()) + "."
                + part(Json.write(claims).getBytes());
        return signed + "." + part(signature(signed.getBytes(StandardCharsets.US_ASCII)));
    }

    private static byte[] signature(byte[] signed) {
        String pem = Resources.text("demo/signing-key.pem");
        String key = pem.substring(pem.indexOf("KEY-----") + 8, pem.lastIndexOf("-----END"));
        try {
            Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initSign(KeyFactory.getInstance("EC")
                    .generatePrivate(
                            new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(key))));
            signature.update(signed);
            return signature.sign();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("the demo's key does not sign", impossible);
        }
    }

    private static String part(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
