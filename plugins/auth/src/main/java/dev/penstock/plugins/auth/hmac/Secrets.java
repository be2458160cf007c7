package dev.penstock.plugins.auth.hmac;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;

/** The secrets of one step; nothing of them is ever shown. */
final class Secrets {
    private final Algorithm algorithm;
    private final List<byte[]> secrets;

    Secrets(Algorithm algorithm, List<String> secrets) {
        this.algorithm = algorithm;
        this.secrets = secrets.stream()
                .map(secret -> secret.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    /** Whether one of these signatures was made with one of the secrets; takes the same time whichever it is. */
    boolean signed(SignedContent content, List<byte[]> signatures) {
        boolean any = false;
        for (byte[] secret : secrets) {
            byte[] code = content.code(algorithm.keyed(secret));
            for (byte[] signature : signatures) {
                any |= MessageDigest.isEqual(code, signature);
            }
        }
        return any;
    }
}
