package dev.penstock.plugins.auth.introspect;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/** The URL of an introspection endpoint. */
public record Endpoint(URI uri) {
    private static final Pattern SCHEME = Pattern.compile("(?i)https?");
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|\\[[0-9A-Fa-f:.]+]");

    /** An absolute URL by {@code http} or {@code https}, without user and fragment. */
    public static Endpoint parse(String text) {
        try {
            URI uri = new URI(text);
            if (uri.getRawUserInfo() != null) {
                throw new IllegalArgumentException("expected a URL without user, found one with a user: use 'client'");
            }
            if (uri.getHost() != null && SCHEME.matcher(uri.getScheme()).matches() && uri.getRawFragment() == null) {
                return new Endpoint(uri);
            }
        } catch (URISyntaxException none) {
            // said below
        }
        throw new IllegalArgumentException(
                "expected a URL such as https://idp.example.com/introspect without fragment, found '" + text + "'");
    }

    /** Whether tokens go there in the clear, over a network. */
    boolean isOpen() {
        return uri.getScheme().equalsIgnoreCase("http") && !isLoopback();
    }

    private boolean isLoopback() {
        if (uri.getHost().equalsIgnoreCase("localhost")) {
            return true;
        }
        try {
            return ADDRESS.matcher(uri.getHost()).matches()
                    && InetAddress.getByName(uri.getHost()).isLoopbackAddress();
        } catch (UnknownHostException none) {
            return false;
        }
    }

    /** For the log: without its query, which may hold a key. */
    @Override
    public String toString() {
        return uri.getScheme() + "://" + uri.getRawAuthority() + uri.getRawPath();
    }
}
