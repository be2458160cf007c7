package dev.penstock.plugins.validate.contract;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Percent-encoding (RFC 3986 section 2.1), of UTF-8. */
final class Escapes {
    private static final int HEX = 16;

    private Escapes() {}

    /**
     * The text that was encoded; empty when it is broken, or no UTF-8.
     *
     * @param plusIsBlank as in a query
     */
    static Optional<String> decode(String text, boolean plusIsBlank) {
        if (text.indexOf('%') < 0 && !(plusIsBlank && text.indexOf('+') >= 0)) {
            return Optional.of(text);
        }
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(encoded.length);
        for (int i = 0; i < encoded.length; i++) {
            if (encoded[i] != '%') {
                bytes.put(plusIsBlank && encoded[i] == '+' ? (byte) ' ' : encoded[i]);
                continue;
            }
            int high = i + 2 < encoded.length ? Character.digit(encoded[i + 1], HEX) : -1;
            int low = high < 0 ? -1 : Character.digit(encoded[i + 2], HEX);
            if (low < 0) {
                return Optional.empty();
            }
            bytes.put((byte) (high * HEX + low));
            i += 2;
        }
        try {
            return Optional.of(
                    StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString());
        } catch (CharacterCodingException other) {
            return Optional.empty();
        }
    }
}
