package dev.penstock.plugins.transform;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which origins (RFC 6454 section 6.2) are let in: one, all below a domain, or every one.
 *
 * @param scheme with its {@code ://}; empty: every origin
 * @param host with its port; with {@code below}, what comes behind one or more labels, beginning with a dot
 */
record AllowedOrigin(String scheme, String host, boolean below) {
    private static final Pattern WRITTEN =
            Pattern.compile("([a-z][a-z0-9+.-]*://)(\\*\\.)?((?:[a-z0-9_.-]+|\\[[0-9a-f:.]+])(?::[0-9]{1,5})?)");
    private static final Pattern LABELS = Pattern.compile("[a-z0-9_-]+(\\.[a-z0-9_-]+)*");

    /**
     * Reads {@code https://app.example.com}, {@code https://*.example.com} (one or more labels) or {@code *}.
     *
     * @throws IllegalArgumentException when no browser sends such an origin
     */
    public static AllowedOrigin parse(String text) {
        if (text.equals("*")) {
            return new AllowedOrigin("", "", false);
        }
        Matcher written = WRITTEN.matcher(text.toLowerCase(Locale.ROOT));
        if (!written.matches()) {
            throw new IllegalArgumentException(
                    "expected an origin such as https://app.example.com, https://*.example.com or *, found '" + text
                            + "': write scheme and host alone, without a path");
        }
        String scheme = written.group(1);
        String host = written.group(3);
        if ((scheme.equals("https://") && host.endsWith(":443"))
                || (scheme.equals("http://") && host.endsWith(":80"))) {
            throw new IllegalArgumentException("expected an origin as browsers send it, found '" + text
                    + "': leave the port out, it is the scheme's own");
        }
        boolean below = written.group(2) != null;
        return new AllowedOrigin(scheme, below ? "." + host : host, below);
    }

    boolean isEvery() {
        return scheme.isEmpty();
    }

    /** Whether this origin, as a browser sends it, is let in. */
    boolean takes(String origin) {
        if (isEvery()) {
            return true;
        }
        if (!below) {
            return origin.length() == scheme.length() + host.length()
                    && origin.startsWith(scheme)
                    && origin.endsWith(host);
        }
        int labels = origin.length() - scheme.length() - host.length();
        return labels > 0
                && origin.startsWith(scheme)
                && origin.endsWith(host)
                && LABELS.matcher(origin.substring(scheme.length(), scheme.length() + labels))
                        .matches();
    }
}
