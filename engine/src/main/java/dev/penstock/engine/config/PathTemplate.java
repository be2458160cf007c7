package dev.penstock.engine.config;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The path of a route: {@code /p/{id}} one segment, {@code /files/{rest*}} this segment and all after it.
 *
 * @param text as written
 */
public record PathTemplate(String text, List<Segment> segments) {
    private static final int MAX_LENGTH = 8_192;

    /** What stands between two slashes. */
    public sealed interface Segment {
        /**
         * This text.
         *
         * @param text as written, percent-encoded or not
         */
        record Literal(String text) implements Segment {
            /** What a segment of a request must be once it is decoded. */
            public String decoded() {
                return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
            }
        }

        /** One segment, which gets this name. */
        record One(String name) implements Segment {}

        /** This segment and all after it, also none. */
        record Rest(String name) implements Segment {}
    }

    public PathTemplate {
        segments = List.copyOf(segments);
    }

    /** The names of its parameters, in their order. */
    public List<String> parameters() {
        List<String> names = new ArrayList<>();
        for (Segment segment : segments) {
            if (segment instanceof Segment.One one) {
                names.add(one.name());
            } else if (segment instanceof Segment.Rest rest) {
                names.add(rest.name());
            }
        }
        return names;
    }

    /**
     * Reads a template.
     *
     * @throws IllegalArgumentException when it is not well-formed
     */
    public static PathTemplate parse(String text) {
        if (!text.startsWith("/")) {
            throw new IllegalArgumentException("expected a path that begins with '/', found '" + text + "'");
        }
        if (text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "expected a path of at most " + MAX_LENGTH + " characters, found " + text.length());
        }
        if (text.matches("(?s).*[\\s?#\\\\\"\\p{Cntrl}].*")) {
            throw new IllegalArgumentException(
                    "expected a path without blanks, '?' and '#', found '" + text + "': a query goes under 'query'");
        }
        if (text.matches("(?s).*%(?![0-9A-Fa-f]{2}).*")) {
            throw new IllegalArgumentException("expected two hex digits after '%', found '" + text + "'");
        }
        List<Segment> segments = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (String part : text.substring(1).split("/", -1)) {
            if (!segments.isEmpty() && segments.get(segments.size() - 1) instanceof Segment.Rest rest) {
                throw new IllegalArgumentException("expected {" + rest.name() + "*} last, found '" + text + "'");
            }
            segments.add(segment(part, text, names));
        }
        checkMatchable(text);
        return new PathTemplate(text, segments);
    }

    private static Segment segment(String part, String text, Set<String> names) {
        if (!part.contains("{") && !part.contains("}")) {
            return new Segment.Literal(part);
        }
        if (!part.matches("\\{[A-Za-z_][A-Za-z0-9_]*\\*?}")) {
            throw new IllegalArgumentException(
                    "expected a whole segment such as {id} or {rest*} (letters, digits, '_'), found '" + part + "' in '"
                            + text + "'");
        }
        boolean rest = part.endsWith("*}");
        String name = part.substring(1, part.length() - (rest ? 2 : 1));
        if (!names.add(name)) {
            throw new IllegalArgumentException(
                    "expected every parameter once, found {" + name + "} twice in '" + text + "'");
        }
        return rest ? new Segment.Rest(name) : new Segment.One(name);
    }

    /** Requests are matched after {@code //} and dot-segments are gone: a template that holds them never is. */
    private static void checkMatchable(String text) {
        if (text.contains("//") || ("/" + text.substring(1) + "/").matches(".*/(\\.|%2[eE]){1,2}/.*")) {
            throw new IllegalArgumentException(
                    "expected a path without '//', '.' and '..', found '" + text + "': no request would match it");
        }
    }
}
