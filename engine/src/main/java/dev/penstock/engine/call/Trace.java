package dev.penstock.engine.call;

import io.vertx.core.MultiMap;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The trace that a request belongs to (W3C Trace Context, level 1): the client's, continued, or one begun here, which says
 * that nothing was recorded of it.
 *
 * @param id 32 hex digits
 * @param flags two hex digits
 * @param state {@code tracestate} of the client; null: none
 */
public record Trace(String id, String flags, String state) {
    private static final int LENGTH = 55;

    /** The trace that these fields of a request name; fields that are none begin a new one. */
    public static Trace of(MultiMap headers) {
        List<String> parents = headers.getAll("traceparent");
        String parent = parents.size() == 1 ? parents.get(0) : "";
        if (!isParent(parent)) {
            ThreadLocalRandom random = ThreadLocalRandom.current();
            return new Trace(hex(random.nextLong()) + hex(random.nextLong() | 1), "00", null);
        }
        List<String> states = headers.getAll("tracestate");
        return new Trace(
                parent.substring(3, 35),
                parent.substring(53, LENGTH),
                states.isEmpty() ? null : String.join(",", states));
    }

    /** Writes it into a request that goes up, which gets a span of its own. */
    public void into(MultiMap headers) {
        headers.set(
                "traceparent",
                "00-" + id + '-' + hex(ThreadLocalRandom.current().nextLong() | 1) + '-' + flags);
        if (state == null) {
            headers.remove("tracestate");
        } else {
            headers.set("tracestate", state);
        }
    }

    private static String hex(long value) {
        return HexFormat.of().toHexDigits(value);
    }

    /** {@code 00-<32>-<16>-<2>} in lower case; a later version may be longer. */
    private static boolean isParent(String text) {
        if (text.length() < LENGTH || !isHex(text, 0, 2) || text.startsWith("ff")) {
            return false;
        }
        boolean ends = text.length() == LENGTH || (!text.startsWith("00") && text.charAt(LENGTH) == '-');
        return ends
                && text.charAt(2) == '-'
                && isHex(text, 3, 35)
                && text.charAt(35) == '-'
                && isHex(text, 36, 52)
                && text.charAt(52) == '-'
                && isHex(text, 53, LENGTH)
                && !isZero(text, 3, 35)
                && !isZero(text, 36, 52);
    }

    private static boolean isHex(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
                return false;
            }
        }
        return true;
    }

    private static boolean isZero(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (text.charAt(i) != '0') {
                return false;
            }
        }
        return true;
    }
}
