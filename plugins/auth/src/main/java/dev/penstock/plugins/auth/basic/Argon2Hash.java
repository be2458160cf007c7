package dev.penstock.plugins.auth.basic;

import com.password4j.Argon2Function;
import com.password4j.BadParametersException;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** argon2id (RFC 9106) in the PHC string format. */
record Argon2Hash(String text) implements PasswordHash {
    private static final Pattern FORM =
            Pattern.compile("\\$argon2id\\$v=19\\$m=([0-9]{1,7}),t=([0-9]{1,2}),p=([0-9]{1,2})"
                    + "\\$([A-Za-z0-9+/]{11,86})\\$([A-Za-z0-9+/]{16,86})");
    /** In KiB: what RFC 9106 recommends where memory is scarce. Each verification takes it anew. */
    private static final int MAX_MEMORY = 64 << 10;

    private static final int MAX_PASSES = 16;
    private static final int MAX_LANES = 16;

    static PasswordHash parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches() || !isBase64(form.group(4)) || !isBase64(form.group(5))) {
            throw new IllegalArgumentException(
                    "expected an argon2id hash such as"
                            + " $argon2id$v=19$m=19456,t=2,p=1$<salt>$<hash>, found another form: write it anew by argon2 -id -e");
        }
        int memory = Integer.parseInt(form.group(1));
        int passes = Integer.parseInt(form.group(2));
        int lanes = Integer.parseInt(form.group(3));
        if (lanes < 1
                || lanes > MAX_LANES
                || passes < 1
                || passes > MAX_PASSES
                || memory < 8 * lanes
                || memory > MAX_MEMORY) {
            throw new IllegalArgumentException(
                    "expected argon2id with m from 8 p to 65536 KiB, t and p from 1 to 16, found m=" + memory + ",t="
                            + passes + ",p=" + lanes + ": write the hash anew");
        }
        return new Argon2Hash(text);
    }

    @Override
    public boolean matches(String password) {
        try {
            return Argon2Function.getInstanceFromHash(text).check(password, text);
        } catch (BadParametersException impossible) {
            throw new IllegalStateException("a hash that was read before cannot be read", impossible);
        }
    }

    private static boolean isBase64(String text) {
        try {
            return Base64.getDecoder().decode(text).length > 0;
        } catch (IllegalArgumentException none) {
            return false;
        }
    }
}
