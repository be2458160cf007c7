package dev.penstock.plugins.auth.hmac;

import dev.penstock.plugins.auth.credential.Sha256;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import javax.crypto.Mac;

/**
 * What one request says is signed: texts, and the bytes of the body between each two of them. Any thread.
 *
 * @param texts one more than the body stands in it
 */
record SignedContent(List<String> texts, Buffer body) {
    private static final int PIECE = 64 << 10;

    /** The code that the sender must have made of it. */
    byte[] code(Mac mac) {
        each(mac::update);
        return mac.doFinal();
    }

    /** The same for the same content, whoever signed it and however the signature is written; says nothing of it. */
    String hash() {
        MessageDigest digest = Sha256.fresh();
        each(digest::update);
        return HexFormat.of().formatHex(digest.digest());
    }

    private void each(Consumer<byte[]> to) {
        for (int i = 0; i < texts.size(); i++) {
            if (i > 0) {
                for (int at = 0; at < body.length(); at += PIECE) {
                    to.accept(body.getBytes(at, Math.min(body.length(), at + PIECE)));
                }
            }
            to.accept(texts.get(i).getBytes(StandardCharsets.UTF_8));
        }
    }
}
