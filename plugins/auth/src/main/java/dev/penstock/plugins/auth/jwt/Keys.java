package dev.penstock.plugins.auth.jwt;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jose.jwk.JWK;
import dev.penstock.plugins.auth.credential.Sha256;
import dev.penstock.sdk.Json;
import io.vertx.core.buffer.Buffer;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The keys of an issuer at one moment, immutable. Only keys that verify signatures are in it: public ones of a JWK set,
 * or the one of a shared secret. What a set holds beside them (other types, keys for encryption, symmetric keys) is
 * passed over.
 */
final class Keys {
    /** Of one set; further keys are passed over, so that a huge set costs nothing at each token without a key id. */
    private static final int MOST = 100;
    /** How many keys are tried for a token that names none. */
    private static final int TRIED = 8;

    private final String content;
    private final List<SignatureKey> keys;
    private final boolean exposed;

    private Keys(String content, List<SignatureKey> keys, boolean exposed) {
        this.content = content;
        this.keys = keys;
        this.exposed = exposed;
    }

    /**
     * Reads a JWK set (RFC 7517 section 5).
     *
     * @throws IllegalArgumentException when it is none; the message holds no part of it
     */
    static Keys parse(Buffer json) {
        if (!(Json.parse(json) instanceof Map<?, ?> set) || !(set.get("keys") instanceof List<?> members)) {
            throw new IllegalArgumentException("expected a JWK set, {\"keys\": [\u2026]}, found other JSON");
        }
        List<SignatureKey> keys = new ArrayList<>();
        boolean exposed = false;
        for (Object member : members) {
            if (keys.size() < MOST && member instanceof Map<?, ?> key) {
                read(key).ifPresent(keys::add);
                exposed |= key.containsKey("d") || key.containsKey("k");
            }
        }
        return new Keys(digest(json.getBytes()), List.copyOf(keys), exposed);
    }

    /**
     * The key of tokens signed with HS256.
     *
     * @param secret at least 32 bytes (RFC 7518 section 3.2)
     */
    static Keys ofSecret(byte[] secret) throws JOSEException {
        JWSVerifier verifier = new MACVerifier(secret);
        SignatureKey key = new SignatureKey(Optional.empty(), Optional.of(JWSAlgorithm.HS256), verifier);
        return new Keys("secret " + digest(secret), List.of(key), false);
    }

    /** These and one more. */
    Keys with(TestKey key) {
        List<SignatureKey> more = new ArrayList<>(keys);
        more.add(key.trusted());
        return new Keys(content + key.content(), List.copyOf(more), exposed);
    }

    static Keys none() {
        return new Keys("", List.of(), false);
    }

    boolean isEmpty() {
        return keys.isEmpty();
    }

    /** Stands for what it was read from; nothing secret can be learned from it. */
    String content() {
        return content;
    }

    /** Whether the set shows what none but its issuer should have: private halves, or symmetric keys. */
    boolean isExposed() {
        return exposed;
    }

    /** Whether a token that names this key can be decided by these keys. */
    boolean knows(String keyId) {
        for (SignatureKey key : keys) {
            if (key.id().isPresent() && key.id().get().equals(keyId)) {
                return true;
            }
        }
        return false;
    }

    /** The keys that this token may be signed with: type, curve, algorithm and key id fit. */
    List<JWSVerifier> fitting(JWSHeader header) {
        List<JWSVerifier> fitting = new ArrayList<>(1);
        for (SignatureKey key : keys) {
            if (fitting.size() < TRIED && key.fits(header)) {
                fitting.add(key.verifier());
            }
        }
        return fitting;
    }

    private static String digest(byte[] bytes) {
        return HexFormat.of().formatHex(Sha256.fresh().digest(bytes));
    }

    private static Optional<SignatureKey> read(Map<?, ?> json) {
        Map<String, Object> members = new HashMap<>();
        json.forEach((name, value) -> members.put(String.valueOf(name), value));
        try {
            return SignatureKey.of(JWK.parse(members));
        } catch (ParseException | RuntimeException notForUs) {
            return Optional.empty();
        }
    }
}
