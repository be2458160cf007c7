package dev.penstock.plugins.auth.basic;

/** What a password is verified by. Slow by design: never on an event loop. */
interface PasswordHash {
    /** Whether this is the password. */
    boolean matches(String password);

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException "expected …, found …, mend", showing nothing of the hash
     */
    static PasswordHash parse(String text) {
        if (text.startsWith("$2")) {
            return BcryptHash.parse(text);
        }
        if (text.startsWith("$argon2id$")) {
            return Argon2Hash.parse(text);
        }
        throw new IllegalArgumentException("expected a hash by bcrypt or argon2id, found " + scheme(text)
                + ": write it anew by htpasswd -B, or by argon2 -id -e");
    }

    private static String scheme(String text) {
        if (text.startsWith("$argon2")) {
            return "argon2i or argon2d";
        }
        if (text.startsWith("$apr1$") || text.startsWith("$1$")) {
            return "MD5";
        }
        if (text.startsWith("{SHA}") || text.startsWith("{SSHA}")) {
            return "SHA-1";
        }
        if (text.startsWith("$5$") || text.startsWith("$6$")) {
            return "SHA-crypt";
        }
        return text.isEmpty() ? "none" : "crypt or a plain password";
    }
}
