package dev.penstock.plugins.auth.credential;

import java.nio.ByteBuffer;

/**
 * 256 bits of a digest, to be looked up by. Whoever compares the digests of two credentials learns nothing of either:
 * how soon they differ depends on bits that nobody can choose.
 */
public record Digest(long a, long b, long c, long d) {
    /**
     * The digest of these bytes.
     *
     * @param bytes 32 of them
     */
    public static Digest of(byte[] bytes) {
        ByteBuffer words = ByteBuffer.wrap(bytes);
        return new Digest(words.getLong(), words.getLong(), words.getLong(), words.getLong());
    }
}
