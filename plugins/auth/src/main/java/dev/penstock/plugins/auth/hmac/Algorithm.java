package dev.penstock.plugins.auth.hmac;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What a signature is made with: HMAC (RFC 2104) with one of these hashes. */
public enum Algorithm {
    SHA1("HmacSHA1"),
    SHA256("HmacSHA256"),
    SHA384("HmacSHA384"),
    SHA512("HmacSHA512");

    private final String id;

    Algorithm(String id) {
        this.id = id;
    }

    /** A code that bytes are put into. */
    Mac keyed(byte[] secret) {
        try {
            Mac mac = Mac.getInstance(id);
            mac.init(new SecretKeySpec(secret, id));
            return mac;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has " + id, impossible);
        }
    }
}
