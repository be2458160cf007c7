package dev.penstock.plugins.auth.credential;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The SHA-256 of texts. Safe for any thread. */
public final class Sha256 {
    /** Never updated, only cloned: cheaper than asking the platform's providers each time. */
    private static final MessageDigest BLANK = blank();

    private Sha256() {}

    /** The digest of the text as UTF-8. */
    public static Digest of(String text) {
        try {
            MessageDigest digest = (MessageDigest) BLANK.clone();
            return Digest.of(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (CloneNotSupportedException impossible) {
            throw new IllegalStateException("the platform's SHA-256 can be cloned", impossible);
        }
    }

    private static MessageDigest blank() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
