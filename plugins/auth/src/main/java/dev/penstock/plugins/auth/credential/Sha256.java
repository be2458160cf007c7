package dev.penstock.plugins.auth.credential;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 (FIPS 180-4): what is secret is known by it where it must not be read. Safe for any thread. */
public final class Sha256 {
    /** Never updated, only cloned: cheaper than asking the platform's providers each time. */
    private static final MessageDigest BLANK = blank();

    private Sha256() {}

    /** A digest without bytes yet. */
    public static MessageDigest fresh() {
        try {
            return (MessageDigest) BLANK.clone();
        } catch (CloneNotSupportedException impossible) {
            throw new IllegalStateException("the platform's SHA-256 can be cloned", impossible);
        }
    }

    /** The digest of the text as UTF-8. */
    public static Digest of(String text) {
        return Digest.of(fresh().digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** That of these texts, told apart by their lengths, in lower-case hex. */
    public static String hex(String... texts) {
        MessageDigest digest = fresh();
        for (String text : texts) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
            digest.update(bytes);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** That of these bytes, in lower-case hex. */
    public static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(fresh().digest(bytes));
    }

    private static MessageDigest blank() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
