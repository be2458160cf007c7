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

/** The issuers of the demo, each with the key that belongs to its set in {@code pipelines/keys}. */
enum DemoToken {
    /** The shop's own members: {@code jwks.json}. */
    MEMBER("demo", "ES256", "EC", "SHA256withECDSAinP1363Format", "demo/signing-key.pem"),
    /** A partner's, guests of the shop: {@code partner-jwks.json}. */
    GUEST("partner-demo", "EdDSA", "Ed25519", "Ed25519", "demo/partner-key.pem");

    private static final Duration LIFE = Duration.ofDays(30);

    private final String key;
    private final String algorithm;
    private final String keyKind;
    private final String signatureKind;
    private final String pem;

    DemoToken(String key, String algorithm, String keyKind, String signatureKind, String pem) {
        this.key = key;
        this.algorithm = algorithm;
        this.keyKind = keyKind;
        this.signatureKind = signatureKind;
        this.pem = pem;
    }

    /** A token that was issued now. */
    String mint(Instant now) {
        Map<String, Object> claims = new LinkedHashMap<>(who());
        claims.put("exp", now.plus(LIFE).getEpochSecond());
        String signed = part(Json.write(Map.of("alg", algorithm, "kid", key)).getBytes()) + "."
                + part(Json.write(claims).getBytes());
        return signed + "." + part(signature(signed.getBytes(StandardCharsets.US_ASCII)));
    }

    private Map<String, Object> who() {
        return this == MEMBER
                ? Map.of("iss", "https://idp.shop.example.com", "aud", "shop", "sub", "ann", "uid", 1)
                : Map.of("iss", "https://idp.partner.example.com", "aud", "shop-guests", "sub", "ben", "uid", 2);
    }

    private byte[] signature(byte[] signed) {
        String text = Resources.text(pem);
        String bytes = text.substring(text.indexOf("KEY-----") + 8, text.lastIndexOf("-----END"));
        try {
            Signature signature = Signature.getInstance(signatureKind);
            signature.initSign(KeyFactory.getInstance(keyKind)
                    .generatePrivate(
                            new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(bytes))));
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
