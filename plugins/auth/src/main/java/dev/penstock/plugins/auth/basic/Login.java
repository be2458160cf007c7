package dev.penstock.plugins.auth.basic;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** A user and a password, as RFC 7617 section 2 writes them. */
record Login(String user, String password) {
    /**
     * Reads what stands after {@code Basic}: canonical base64 of UTF-8 without control characters; the user ends at the
     * first colon and is not empty.
     */
    static Optional<Login> parse(String credential) {
        try {
            byte[] bytes = Base64.getDecoder().decode(credential);
            if (!Base64.getEncoder().encodeToString(bytes).equals(credential)) {
                return Optional.empty();
            }
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            int colon = text.indexOf(':');
            return colon < 1 || text.chars().anyMatch(Character::isISOControl)
                    ? Optional.empty()
                    : Optional.of(new Login(text.substring(0, colon), text.substring(colon + 1)));
        } catch (IllegalArgumentException | CharacterCodingException none) {
            return Optional.empty();
        }
    }

    /** Shows nothing of it. */
    @Override
    public String toString() {
        return "Login";
    }
}
