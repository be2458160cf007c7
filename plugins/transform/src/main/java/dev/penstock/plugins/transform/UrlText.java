package dev.penstock.plugins.transform;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** The characters of a URL (RFC 3986 section 2). */
final class UrlText {
    private static final String PUNCTUATION = "-._~:/?#[]@!$&'()*+,;=%";

    private static final Pattern HOST = Pattern.compile("([A-Za-z0-9._~-]+|\\[[0-9A-Fa-f:.]+])(:[0-9]{1,5})?");

    private UrlText() {}

    /** Whether every character can stand in a URL. */
    static boolean isUrl(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c >= 128 || !Character.isLetterOrDigit(c)) && PUNCTUATION.indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }

    /** Whether it is a host, with or without a port. */
    static boolean isHost(String text) {
        return HOST.matcher(text).matches();
    }

    /** The text as one name or value of a query. */
    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
