package dev.penstock.plugins.auth.basic;

import at.favre.lib.crypto.bcrypt.BCrypt;
import at.favre.lib.crypto.bcrypt.LongPasswordStrategies;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * bcrypt in its forms {@code 2a}, {@code 2b} and {@code 2y}, which agree on passwords without NUL. Of a password of more
 * than 72 bytes the first 72 count, as for those who write such hashes.
 */
record BcryptHash(String text) implements PasswordHash {
    private static final Pattern FORM = Pattern.compile("\\$2[aby]\\$([0-9]{2})\\$[./A-Za-z0-9]{53}");
    private static final int MIN_COST = 4;
    /** About four seconds. */
    private static final int MAX_COST = 16;

    private static final int MAX_BYTES = 72;
    private static final BCrypt.Verifyer SHORT = verifyer(BCrypt.Version.VERSION_2Y);
    private static final BCrypt.Verifyer LONG = verifyer(BCrypt.Version.VERSION_2Y_NO_NULL_TERMINATOR);

    static PasswordHash parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException(
                    "expected a bcrypt hash such as $2y$10$ and 53 characters, found another form: write it anew by"
                            + " htpasswd -B");
        }
        int cost = Integer.parseInt(form.group(1));
        if (cost < MIN_COST || cost > MAX_COST) {
            throw new IllegalArgumentException("expected a cost of bcrypt from " + MIN_COST + " to " + MAX_COST
                    + ", found " + cost + ": write the hash anew by htpasswd -B -C 10");
        }
        return new BcryptHash(text);
    }

    @Override
    public boolean matches(String password) {
        byte[] bytes = password.getBytes(StandardCharsets.UTF_8);
        return (bytes.length < MAX_BYTES ? SHORT : LONG)
                .verify(bytes, text.getBytes(StandardCharsets.US_ASCII))
                .verified;
    }

    private static BCrypt.Verifyer verifyer(BCrypt.Version version) {
        return BCrypt.verifyer(version, LongPasswordStrategies.truncate(version));
    }
}
