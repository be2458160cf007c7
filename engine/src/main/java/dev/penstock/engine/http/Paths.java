package dev.penstock.engine.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Paths as they are matched: by whole segments, dot segments removed, each decoded once. */
final class Paths {
    private Paths() {}

    /**
     * The normalised form: dot segments removed ({@code %2e} is a dot), empty segments merged, other escapes byte for
     * byte.
     *
     * @return empty when the path climbs above the root, has a broken escape, or does not start with a slash
     */
    static Optional<String> normalise(String path) {
        if (path.isEmpty() || path.charAt(0) != '/') {
            return Optional.empty();
        }
        if (path.indexOf('%') < 0 && !path.contains("//") && !path.contains("/.")) {
            return Optional.of(path);
        }
        List<String> kept = new ArrayList<>();
        String[] segments = path.substring(1).split("/", -1);
        boolean open = false;
        for (int i = 0; i < segments.length; i++) {
            String segment = segments[i];
            boolean last = i == segments.length - 1;
            if (!escapesAreWhole(segment)) {
                return Optional.empty();
            }
            String dots = segment.indexOf('%') < 0
                    ? segment
                    : segment.replace("%2e", ".").replace("%2E", ".");
            open = last && (segment.isEmpty() || dots.equals(".") || dots.equals(".."));
            if (dots.equals("..")) {
                if (kept.isEmpty()) {
                    return Optional.empty();
                }
                kept.remove(kept.size() - 1);
            } else if (!segment.isEmpty() && !dots.equals(".")) {
                kept.add(segment);
            }
        }
        String joined = "/" + String.join("/", kept);
        return Optional.of(open && !kept.isEmpty() ? joined + "/" : joined);
    }

    private static boolean escapesAreWhole(String segment) {
        for (int at = segment.indexOf('%'); at >= 0; at = segment.indexOf('%', at + 1)) {
            if (at + 2 >= segment.length()
                    || Character.digit(segment.charAt(at + 1), 16) < 0
                    || Character.digit(segment.charAt(at + 2), 16) < 0) {
                return false;
            }
        }
        return true;
    }

    /** The segments of a normalised path, decoded; a trailing slash is an empty last segment. */
    static List<String> segments(String path) {
        List<String> segments = new ArrayList<>(6);
        int start = 1;
        for (int slash = path.indexOf('/', 1); slash >= 0; slash = path.indexOf('/', start)) {
            segments.add(decode(path.substring(start, slash)));
            start = slash + 1;
        }
        segments.add(decode(path.substring(start)));
        return segments;
    }

    /** Without its first segments; at least a slash. */
    static String below(String path, int segments) {
        int at = 0;
        for (int i = 0; i < segments && at >= 0; i++) {
            at = path.indexOf('/', at + 1);
        }
        return at < 0 ? "/" : path.substring(at);
    }

    static String decode(String segment) {
        if (segment.indexOf('%') < 0) {
            return segment;
        }
        byte[] bytes = new byte[segment.length() * 3];
        int length = 0;
        for (int i = 0; i < segment.length(); i++) {
            char c = segment.charAt(i);
            if (c == '%') {
                bytes[length++] = (byte) Integer.parseInt(segment.substring(i + 1, i + 3), 16);
                i += 2;
            } else {
                bytes[length++] = (byte) c;
            }
        }
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }
}
