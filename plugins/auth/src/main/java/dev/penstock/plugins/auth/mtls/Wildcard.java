package dev.penstock.plugins.auth.mtls;

import java.util.regex.Pattern;

/**
 * {@code *.x} of a rule: one or more labels before {@code .x}.
 *
 * @param suffix with its dot, lower case
 */
record Wildcard(String suffix) {
    private static final Pattern LABELS = Pattern.compile("[a-z0-9_-]+(\\.[a-z0-9_-]+)*");

    static boolean isOne(String rule) {
        return rule.startsWith("*.");
    }

    /** @throws IllegalArgumentException when what stands behind the star is no name of a host */
    static Wildcard of(String rule) {
        String lower = Ascii.lower(rule);
        if (!LABELS.matcher(lower.substring(2)).matches()) {
            throw new IllegalArgumentException("expected a name such as *.example.com, found '" + rule + "'");
        }
        return new Wildcard(lower.substring(1));
    }

    boolean matches(String name) {
        String lower = Ascii.lower(name);
        return lower.endsWith(suffix)
                && LABELS.matcher(lower.substring(0, lower.length() - suffix.length()))
                        .matches();
    }
}
