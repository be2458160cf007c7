package dev.penstock.plugins.auth.hmac;

import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/** How a signature is written. */
public enum Encoding {
    /** In any case. */
    HEX {
        @Override
        byte[] bytes(String text) {
            return HexFormat.of().parseHex(text);
        }
    },
    /** RFC 4648 section 4, with padding or without. */
    BASE64 {
        @Override
        byte[] bytes(String text) {
            return Base64.getDecoder().decode(text);
        }
    };

    /** @throws IllegalArgumentException when it is written otherwise */
    abstract byte[] bytes(String text);

    /** The bytes; empty when it is written otherwise. */
    Optional<byte[]> decode(String text) {
        try {
            return Optional.of(bytes(text));
        } catch (IllegalArgumentException otherwise) {
            return Optional.empty();
        }
    }
}
