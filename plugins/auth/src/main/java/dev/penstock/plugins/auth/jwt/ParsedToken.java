package dev.penstock.plugins.auth.jwt;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.util.Base64URL;
import dev.penstock.sdk.Json;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** A token taken apart (JWS compact serialization, RFC 7515 section 7.1); nothing in it is to be believed yet. */
final class ParsedToken {
    private static final Base64.Decoder DECODER = Base64.getUrlDecoder();
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private final JWSHeader header;
    private final byte[] signed;
    private final Base64URL signature;
    private final Claims claims;

    private ParsedToken(JWSHeader header, byte[] signed, Base64URL signature, Claims claims) {
        this.header = header;
        this.signed = signed;
        this.signature = signature;
        this.claims = claims;
    }

    /**
     * Takes a token apart.
     *
     * @throws IllegalArgumentException when it is no JSON web signature around a JSON object, or has {@code crit}, of
     *     which nothing is known here; the message holds no part of it
     */
    static ParsedToken parse(String token) {
        String[] parts = token.split("\\.", 4);
        if (parts.length != 3) {
            throw new IllegalArgumentException("expected three parts, found fewer or more");
        }
        JWSHeader header = header(object(parts[0], "header"));
        Map<String, Object> claims = object(parts[1], "payload");
        decode(parts[2]);
        byte[] signed = token.substring(0, token.lastIndexOf('.')).getBytes(StandardCharsets.US_ASCII);
        return new ParsedToken(header, signed, new Base64URL(parts[2]), new Claims(claims));
    }

    JWSHeader header() {
        return header;
    }

    Claims claims() {
        return claims;
    }

    /** Its {@code typ} in lower case, without the {@code application/} that may be left out (RFC 7515 section 4.1.9). */
    String type() {
        if (header.getType() == null) {
            return "";
        }
        String type = header.getType().getType().toLowerCase(Locale.ROOT);
        return type.startsWith("application/") ? type.substring("application/".length()) : type;
    }

    /** Whether its signature takes too long to be verified on an event loop: it is by an elliptic curve. */
    boolean isCostly() {
        JWSAlgorithm algorithm = header.getAlgorithm();
        return JWSAlgorithm.Family.EC.contains(algorithm) || JWSAlgorithm.Family.ED.contains(algorithm);
    }

    /** Whether one of these keys, of those that fit its header, made its signature. */
    boolean isSignedBy(Keys keys) {
        for (JWSVerifier key : keys.fitting(header)) {
            if (isSignedBy(key)) {
                return true;
            }
        }
        return false;
    }

    boolean isSignedBy(JWSVerifier key) {
        try {
            return key.verify(header, signed, signature);
        } catch (JOSEException malformedSignature) {
            return false;
        }
    }

    private static JWSHeader header(Map<String, Object> json) {
        if (json.containsKey("crit")) {
            throw new IllegalArgumentException("expected a header without crit, found one");
        }
        try {
            return JWSHeader.parse(json);
        } catch (ParseException | IllegalArgumentException broken) {
            throw new IllegalArgumentException("expected the header of a JSON web signature, found another", broken);
        }
    }

    private static Map<String, Object> object(String part, String what) {
        if (!(Json.parseStrict(decode(part)) instanceof Map<?, ?> json)) {
            throw new IllegalArgumentException("expected a JSON object as " + what + ", found other JSON");
        }
        Map<String, Object> members = new LinkedHashMap<>();
        json.forEach((name, value) -> members.put(String.valueOf(name), value));
        return members;
    }

    /** Strict: neither foreign characters nor padding nor a second spelling of the same bytes. */
    private static Buffer decode(String part) {
        try {
            byte[] bytes = DECODER.decode(part);
            if (ENCODER.encodeToString(bytes).equals(part)) {
                return Buffer.buffer(bytes);
            }
        } catch (IllegalArgumentException foreign) {
            // Its message shows a character of the token.
        }
        throw new IllegalArgumentException("expected base64url in its one form, found another");
    }
}
