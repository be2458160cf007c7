package dev.penstock.plugins.auth.jwt;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.util.Base64URL;
import dev.penstock.sdk.Json;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Base64;
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
     * @throws IllegalArgumentException when it is no JSON web signature around a JSON object
     */
    static ParsedToken parse(String token) {
        String[] parts = token.split("\\.", -1);
        if (parts.length != 3) {
            throw new IllegalArgumentException("expected three parts, found " + parts.length);
        }
        try {
            JWSHeader header = JWSHeader.parse(decode(parts[0]).toString(StandardCharsets.UTF_8));
            if (!(Json.parse(decode(parts[1])) instanceof Map<?, ?> claims)) {
                throw new IllegalArgumentException("expected a JSON object as payload, found other JSON");
            }
            decode(parts[2]);
            byte[] signed = token.substring(0, token.lastIndexOf('.')).getBytes(StandardCharsets.US_ASCII);
            return new ParsedToken(header, signed, new Base64URL(parts[2]), Claims.of(claims));
        } catch (ParseException broken) {
            throw new IllegalArgumentException("expected the header of a JSON web signature, found another", broken);
        }
    }

    JWSHeader header() {
        return header;
    }

    Claims claims() {
        return claims;
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

    private boolean isSignedBy(JWSVerifier key) {
        try {
            return key.verify(header, signed, signature);
        } catch (JOSEException malformedSignature) {
            return false;
        }
    }

    /** Strict: neither foreign characters nor padding nor a second spelling of the same bytes. */
    private static Buffer decode(String part) {
        byte[] bytes = DECODER.decode(part);
        if (!ENCODER.encodeToString(bytes).equals(part)) {
            throw new IllegalArgumentException("expected base64url in its one form, found another");
        }
        return Buffer.buffer(bytes);
    }
}
