package dev.penstock.plugins.cache;

import dev.penstock.sdk.Body;
import dev.penstock.sdk.Reply;
import io.vertx.core.MultiMap;
import java.util.Optional;

/**
 * One range of a stored answer (RFC 9110 section 14), its ends included; of an empty one nothing can be given. Several
 * ranges, another unit, and what is no range are as if nothing had been asked: the whole is always right.
 */
record Part(long first, long last, long length) {
    /** The part that this request is to be given; empty for the whole. */
    static Optional<Part> of(MultiMap request, Answer answer, long length) {
        return request.getAll("range").size() == 1 && Conditions.isStillRanged(request, answer)
                ? parse(request.get("range").strip(), length)
                : Optional.empty();
    }

    private static Optional<Part> parse(String range, long length) {
        int dash = range.indexOf('-');
        if (dash < 0 || !range.regionMatches(true, 0, "bytes=", 0, 6)) {
            return Optional.empty();
        }
        String from = range.substring(6, Math.max(6, dash)).strip();
        String to = range.substring(dash + 1).strip();
        if (!isNumber(from) || !isNumber(to) || (from.isEmpty() && to.isEmpty())) {
            return Optional.empty();
        }
        if (from.isEmpty()) {
            long suffix = Math.min(number(to), length);
            return Optional.of(new Part(length - suffix, length - 1, length));
        }
        long first = number(from);
        long last = to.isEmpty() ? Long.MAX_VALUE : number(to);
        return last < first ? Optional.empty() : Optional.of(new Part(first, Math.min(last, length - 1), length));
    }

    /** Makes of the whole answer this part, or a 416. */
    void cut(Reply reply) {
        if (first > last) {
            reply.status(416);
            reply.body(Body.empty());
            Conditions.OF_BYTES.forEach(reply.headers()::remove);
            reply.headers().set("content-range", "bytes */" + length);
            return;
        }
        reply.status(206);
        reply.headers().set("content-range", "bytes " + first + "-" + last + "/" + length);
        // What is whole is there at once.
        reply.body(Body.of(reply.body().whole(length).result().slice((int) first, (int) last + 1)));
    }

    private static boolean isNumber(String text) {
        return text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /** Beyond what any stored answer can be long every number is the same. */
    private static long number(String digits) {
        return digits.length() > 18 ? Long.MAX_VALUE : Long.parseLong(digits);
    }
}
