package dev.penstock.plugins.auth.jwt;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.opts.AllowWeakRSAKey;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import dev.penstock.sdk.Json;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Keys and tokens of a test, good ones and any other. */
final class Mint {
    static final RSAKey RSA = rsa("r1");
    static final RSAKey OTHER_RSA = rsa("r1");
    static final RSAKey ROTATED = rsa("r2");
    static final ECKey EC = ec(Curve.P_256, "e1");
    static final ECKey OTHER_EC = ec(Curve.P_256, "e1");
    static final ECKey EC_384 = ec(Curve.P_384, "e3");

    private Mint() {}

    static RSAKey rsa(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).keyUse(KeyUse.SIGNATURE).generate();
        } catch (JOSEException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static ECKey ec(Curve curve, String id) {
        try {
            return new ECKeyGenerator(curve).keyID(id).generate();
        } catch (JOSEException broken) {
            throw new IllegalStateException(broken);
        }
    }

    /** The public halves as a JWK set. */
    static Buffer set(JWK... keys) {
        List<Object> members = new ArrayList<>();
        for (JWK key : keys) {
            members.add(key.toPublicJWK().toJSONObject());
        }
        return Json.write(Map.of("keys", members));
    }

    /** Claims with others laid over them; null takes one away. */
    static Map<String, Object> claims(Map<String, Object> good, Object... changes) {
        Map<String, Object> claims = new LinkedHashMap<>(good);
        for (int i = 0; i < changes.length; i += 2) {
            if (changes[i + 1] == null) {
                claims.remove(changes[i]);
            } else {
                claims.put((String) changes[i], changes[i + 1]);
            }
        }
        return claims;
    }

    static String token(JWSAlgorithm algorithm, JWK key, Object claims) {
        return token(Map.of("alg", algorithm.getName(), "kid", key.getKeyID()), key, claims);
    }

    /** A token with this header, signed by this key with the algorithm that the header names. */
    static String token(Map<String, ?> header, JWK key, Object claims) {
        String text = part(Json.write(header)) + "." + part(Json.write(claims));
        return text + "." + sign(JWSAlgorithm.parse((String) header.get("alg")), key, text);
    }

    /** The same by a signer of another kind. */
    static String token(Map<String, ?> header, JWSSigner signer, Object claims) {
        String text = part(Json.write(header)) + "." + part(Json.write(claims));
        JWSHeader alg = new JWSHeader(JWSAlgorithm.parse((String) header.get("alg")));
        try {
            return text + "." + signer.sign(alg, text.getBytes(StandardCharsets.US_ASCII));
        } catch (JOSEException broken) {
            throw new IllegalStateException(broken);
        }
    }

    static String part(Buffer bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.getBytes());
    }

    static String sign(JWSAlgorithm algorithm, JWK key, String text) {
        JWSHeader header = new JWSHeader(algorithm);
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        try {
            return switch (key.getKeyType().getValue()) {
                case "RSA" ->
                    new RSASSASigner(key.toRSAKey().toPrivateKey(), Set.of(AllowWeakRSAKey.getInstance()))
                            .sign(header, bytes)
                            .toString();
                case "EC" -> new ECDSASigner(key.toECKey()).sign(header, bytes).toString();
                default ->
                    new MACSigner(key.toOctetSequenceKey()).sign(header, bytes).toString();
            };
        } catch (JOSEException broken) {
            throw new IllegalStateException(broken);
        }
    }
}
