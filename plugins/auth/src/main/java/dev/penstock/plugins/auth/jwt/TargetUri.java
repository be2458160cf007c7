package dev.penstock.plugins.auth.jwt;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;

/**
 * A target URI as {@code htu} compares it (RFC 9449 section 4.3): without query and fragment, normalised by syntax and
 * scheme (RFC 3986 section 6.2.2 and 6.2.3). Slashes that follow one another are one, as they are for routes.
 */
final class TargetUri {
    private static final String UNRESERVED_MARKS = "-._~";

    private TargetUri() {}

    /** The form that is compared; empty for what is no {@code http} or {@code https} URI with a host alone. */
    static Optional<String> normal(String uri) {
        int colon = uri.indexOf("://");
        String scheme = colon < 0 ? "" : uri.substring(0, colon).toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            return Optional.empty();
        }
        int start = colon + "://".length();
        int path = first(uri, start, "/?#");
        String authority = authority(scheme, uri.substring(start, path).toLowerCase(Locale.ROOT));
        if (authority.isEmpty() || authority.indexOf('@') >= 0) {
            return Optional.empty();
        }
        return Optional.of(scheme + "://" + authority + path(uri.substring(path, first(uri, path, "?#"))));
    }

    private static int first(String uri, int from, String marks) {
        int at = from;
        while (at < uri.length() && marks.indexOf(uri.charAt(at)) < 0) {
            at++;
        }
        return at;
    }

    private static String authority(String scheme, String written) {
        String port = scheme.equals("http") ? ":80" : ":443";
        if (written.endsWith(port)) {
            return written.substring(0, written.length() - port.length());
        }
        return written.endsWith(":") ? written.substring(0, written.length() - 1) : written;
    }

    private static String path(String written) {
        String[] segments = unescaped(written).split("/", -1);
        Deque<String> kept = new ArrayDeque<>();
        for (String segment : segments) {
            if (segment.equals("..")) {
                kept.pollLast();
            } else if (!segment.isEmpty() && !segment.equals(".")) {
                kept.addLast(segment);
            }
        }
        String last = segments[segments.length - 1];
        boolean open = last.isEmpty() || last.equals(".") || last.equals("..");
        return "/" + String.join("/", kept) + (open && !kept.isEmpty() ? "/" : "");
    }

    /** Takes the escapes away that need not be there, and writes the others in upper case. */
    private static String unescaped(String path) {
        StringBuilder plain = new StringBuilder(path.length());
        for (int i = 0; i < path.length(); i++) {
            int code = path.charAt(i) == '%' && i + 2 < path.length() ? hex(path, i + 1) : -1;
            if (code < 0) {
                plain.append(path.charAt(i));
            } else {
                plain.append(isUnreserved(code) ? String.valueOf((char) code) : String.format("%%%02X", code));
                i += 2;
            }
        }
        return plain.toString();
    }

    private static int hex(String path, int at) {
        int high = Character.digit(path.charAt(at), 16);
        int low = Character.digit(path.charAt(at + 1), 16);
        return high < 0 || low < 0 ? -1 : high * 16 + low;
    }

    private static boolean isUnreserved(int code) {
        boolean letter = (code >= 'a' && code <= 'z') || (code >= 'A' && code <= 'Z');
        return letter || (code >= '0' && code <= '9') || UNRESERVED_MARKS.indexOf(code) >= 0;
    }
}
