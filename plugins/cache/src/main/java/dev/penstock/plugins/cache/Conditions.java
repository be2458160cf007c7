package dev.penstock.plugins.cache;

import io.vertx.core.MultiMap;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Preconditions (RFC 9110 section 13): the client's against an answer, and those by which a stored one is validated. */
final class Conditions {
    /** What speaks of the bytes, which a 304 and a 416 do not have. */
    static final List<String> OF_BYTES =
            List.of("content-encoding", "content-type", "content-language", "content-range");

    private static final List<String> READ = List.of("if-none-match", "if-modified-since", "if-range", "range");

    /** What of a 304 does not speak of the stored answer (RFC 9111 section 3.2). */
    private static final List<String> NOT_MERGED =
            List.of("content-length", "content-encoding", "content-type", "content-range", "cache-status");

    private Conditions() {}

    /** Whether the client already has this answer (RFC 9111 section 4.3.2). */
    static boolean isNotModified(MultiMap request, int status, MultiMap answer) {
        if (status != 200) {
            return false;
        }
        List<String> tags = request.getAll("if-none-match");
        if (!tags.isEmpty()) {
            String tag = answer.get("etag");
            return tags.stream().anyMatch(value -> names(value, tag));
        }
        Optional<Instant> since = HttpDate.parse(request.get("if-modified-since"));
        return since.isPresent()
                && HttpDate.parse(answer.get("last-modified"))
                        .or(() -> HttpDate.parse(answer.get("date")))
                        .filter(modified -> !modified.isAfter(since.get()))
                        .isPresent();
    }

    /** Whether a range is wanted of just this answer (RFC 9110 section 13.1.5). */
    static boolean isStillRanged(MultiMap request, Answer answer) {
        String condition = request.get("if-range");
        if (condition == null) {
            return true;
        }
        if (condition.strip().endsWith("\"")) {
            return isStrong(condition.strip())
                    && condition.strip().equals(answer.headers().get("etag"));
        }
        Optional<Instant> modified = HttpDate.parse(answer.headers().get("last-modified"));
        return modified.isPresent()
                && modified.equals(HttpDate.parse(condition))
                && isLongBefore(modified.get(), answer.headers().get("date"));
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

    /** Whether a 304 that was asked for by this stored answer speaks of it (RFC 9111 section 4.3.4). */
    static boolean confirms(MultiMap answer, MultiMap stored) {
        String tag = answer.get("etag");
        return tag == null || stored.get("etag") == null || isSame(tag, stored.get("etag"));
    }

    /** Whether a 304 speaks of this stored answer too, by which it was not asked for. */
    static boolean confirmsAlso(MultiMap answer, MultiMap stored) {
        String tag = answer.get("etag");
        return tag != null && isStrong(tag) && tag.equals(stored.get("etag"));
    }

    /** Whether the head of an answer to HEAD is that of this stored one (RFC 9111 section 4.3.5). */
    static boolean isHeadOf(MultiMap head, Entry stored) {
        String tag = head.get("etag");
        String modified = head.get("last-modified");
        String length = head.get("content-length");
        MultiMap headers = stored.answer().headers();
        return (tag == null || tag.equals(headers.get("etag")))
                && (modified == null || modified.equals(headers.get("last-modified")))
                && (length == null || length.equals(Long.toString(stored.body().length())))
                && (tag != null || modified != null || length != null);
    }

    /** A stored head with what another head of the same answer says anew (RFC 9111 section 3.2). */
    static MultiMap merged(MultiMap stored, MultiMap answer) {
        MultiMap merged = stored.copy(true);
        merged.remove("date"); // it would make what was renewed as old as what was stored
        for (String name : answer.names()) {
            if (!NOT_MERGED.contains(name.toLowerCase(Locale.ROOT))) {
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

    private static boolean isStrong(String tag) {
        return tag.startsWith("\"");
    }

    /** What was made within a second of its last change may have been changed again (RFC 9110 section 8.8.2.2). */
    private static boolean isLongBefore(Instant modified, String date) {
        return HttpDate.parse(date)
                .filter(made -> Duration.between(modified, made).toSeconds() >= 1)
                .isPresent();
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
