package dev.penstock.plugins.auth.jwt;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWK;
import dev.penstock.plugins.auth.credential.Sha256;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** DPoP proofs (RFC 9449 section 4.2) of a key, good ones and any other, for one token. */
final class Proofs {
    private final JWK key;
    private final String alg;
    private final String method;
    private final String uri;
    private final String token;

    Proofs(JWK key, String alg, String method, String uri, String token) {
        this.key = key;
        this.alg = alg;
        this.method = method;
        this.uri = uri;
        this.token = token;
    }

    /** By ES256 for a GET. */
    static Proofs of(JWK key, String uri, String token) {
        return new Proofs(key, "ES256", "GET", uri, token);
    }

    static String thumbprint(JWK key) {
        try {
            return key.computeThumbprint().toString();
        } catch (JOSEException broken) {
            throw new IllegalStateException(broken);
        }
    }

    static String hash(String token) {
        byte[] bytes = token.getBytes(StandardCharsets.US_ASCII);
        return Mint.part(Buffer.buffer(Sha256.fresh().digest(bytes)));
    }

    /** A good one, with claims laid over it. */
    String with(Object... claims) {
        return Mint.token(header(), key, Mint.claims(claims(), claims));
    }

    /** A good one, with header members laid over it. */
    String withHeader(Object... members) {
        return Mint.token(Mint.claims(header(), members), key, claims());
    }

    Map<String, Object> header() {
        return Map.of("typ", "dpop+jwt", "alg", alg, "jwk", key.toPublicJWK().toJSONObject());
    }

    Map<String, Object> claims() {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("jti", UUID.randomUUID().toString());
        claims.put("htm", method);
        claims.put("htu", uri);
        claims.put("iat", Instant.now().getEpochSecond());
        claims.put("ath", hash(token));
        return claims;
    }
}
