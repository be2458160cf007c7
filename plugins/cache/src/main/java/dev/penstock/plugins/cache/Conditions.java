package dev.penstock.plugins.cache;

import io.vertx.core.MultiMap;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Preconditions (RFC 9110 section 13): the client's against an answer, and those by which a stored one is validated. */
final class Conditions {
    private static final List<String> READ = List.of("if-none-match", "if-modified-since", "if-range", "range");

    /** What speaks of the bytes, which a 304 does not have. */
    private static final List<String> OF_BYTES =
            List.of("content-length", "content-encoding", "content-type", "content-range", "cache-status");

    private Conditions() {}

    /** Whether the client already has this answer. */
    static boolean isNotModified(MultiMap request, int status, MultiMap answer) {
        if (status != 200) {
            return false;
        }
        List<String> tags = request.getAll("if-none-match");
        if (!tags.isEmpty()) {
            return tags.stream().anyMatch(value -> names(value, answer.get("etag")));
        }
        Optional<Instant> since = HttpDate.parse(request.get("if-modified-since"));
        Optional<Instant> modified = HttpDate.parse(answer.get("last-modified"));
        return since.isPresent() && modified.isPresent() && !modified.get().isAfter(since.get());
    }

    /** Takes out what is the client's own, so that the answer is whole. */
    static void remove(MultiMap request) {
        READ.forEach(request::remove);
    }

    static boolean canValidate(MultiMap stored) {
        return stored.contains("etag") || stored.contains("last-modified");
    }

    /** Asks whether this stored answer still holds. */
    static void validate(MultiMap request, MultiMap stored) {
        copy(stored, "etag", request, "if-none-match");
        copy(stored, "last-modified", request, "if-modified-since");
    }

    /** Whether a 304 speaks of this stored answer (RFC 9111 section 4.3.4). */
    static boolean confirms(MultiMap answer, MultiMap stored) {
        String tag = answer.get("etag");
        return tag == null || stored.get("etag") == null || isSame(tag, stored.get("etag"));
    }

    /** A stored head with what a 304 says anew (RFC 9111 section 3.2). */
    static MultiMap merged(MultiMap stored, MultiMap answer) {
        MultiMap merged = stored.copy(true);
        merged.remove("date"); // it would make what was renewed as old as what was stored
        for (String name : answer.names()) {
            if (!OF_BYTES.contains(name.toLowerCase(Locale.ROOT))) {
                merged.set(name, answer.getAll(name));
            }
        }
        return merged;
    }

    private static void copy(MultiMap from, String name, MultiMap to, String as) {
        if (from.contains(name)) {
            to.set(as, from.get(name));
        }
    }

    private static boolean names(String tags, String tag) {
        return Lists.split(tags).stream().anyMatch(each -> "*".equals(each) || (tag != null && isSame(each, tag)));
    }

    /** The weak comparison of RFC 9110 section 8.8.3.2. */
    private static boolean isSame(String one, String other) {
        return opaque(one).equals(opaque(other));
    }

    private static String opaque(String tag) {
        String bare = tag.strip();
        return bare.startsWith("W/") ? bare.substring(2) : bare;
    }
}
