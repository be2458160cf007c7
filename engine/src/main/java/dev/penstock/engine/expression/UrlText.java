package dev.penstock.engine.expression;

import java.nio.charset.StandardCharsets;

/** What a URL may hold of an inserted value (RFC 3986). */
final class UrlText {
    private static final String UNRESERVED = "-._~";
    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    private UrlText() {}

    /** Percent-encodes everything but the unreserved characters of section 2.3. */
    static String encode(String text) {
        StringBuilder encoded = new StringBuilder(text.length() + 16);
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (octet & 0xff);
            if ((c < 128 && Character.isLetterOrDigit(c)) || UNRESERVED.indexOf(c) >= 0) {
                encoded.append(c);
            } else {
                encoded.append('%').append(HEX[c >> 4]).append(HEX[c & 0xf]);
            }
        }
        return encoded.toString();
    }

    /**
     * Whether the path of a URL has a dot-segment (section 3.3): dots are not encoded, so an inserted value could
     * otherwise climb out of the place that the template gives it.
     */
    static boolean hasDotSegment(String url) {
        int end = url.length();
        for (char stop : new char[] {'?', '#'}) {
            int at = url.indexOf(stop);
            end = at >= 0 ? Math.min(end, at) : end;
        }
        for (String segment : url.substring(0, end).split("/", -1)) {
            if (segment.equals(".") || segment.equals("..")) {
                return true;
            }
        }
        return false;
    }
}
