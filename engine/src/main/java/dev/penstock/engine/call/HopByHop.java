package dev.penstock.engine.call;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Fields that speak of one connection, and are not passed on (RFC 9110 section 7.6.1). */
public final class HopByHop {
    private static final Set<String> FIELDS = fields(
            "connection",
            "keep-alive",
            "proxy-connection",
            "proxy-authenticate",
            "proxy-authorization",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    /** What is written anew for each side beside them. */
    private static final Set<String> REQUEST = fields("host", "content-length", "expect");

    private HopByHop() {}

    private static Set<String> fields(String... names) {
        Set<String> set = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        set.addAll(List.of(names));
        return set;
    }

    /**
     * A copy of a request's fields without those of the connection, {@code Host}, {@code Content-Length} and
     * {@code Expect}. Made before the steps run, so that a client that names a field in {@code Connection} cannot
     * remove what a step sets.
     */
    public static MultiMap request(MultiMap received) {
        MultiMap passed = HttpHeaders.headers();
        List<String> options = received.getAll(HttpHeaders.CONNECTION);
        for (Map.Entry<String, String> field : received) {
            String name = field.getKey();
            if (!ofConnection(name) && !named(options, name)) {
                passed.add(name, field.getValue());
            }
        }
        return passed;
    }

    /** Removes the fields of the connection from an answer. */
    public static void strip(MultiMap answer) {
        List<String> options = answer.getAll(HttpHeaders.CONNECTION);
        for (String option : options) {
            for (String name : option.split(",", -1)) {
                answer.remove(name.strip());
            }
        }
        FIELDS.forEach(answer::remove);
    }

    /** Looks at the length first: most names are none of these. */
    private static boolean ofConnection(String name) {
        int length = name.length();
        return (length == 2 || length == 4 || length >= 6) && (FIELDS.contains(name) || REQUEST.contains(name));
    }

    private static boolean named(List<String> options, String name) {
        for (String option : options) {
            String lower = option.toLowerCase(Locale.ROOT);
            if (lower.equals("keep-alive") || lower.equals("close")) {
                continue;
            }
            for (String named : lower.split(",", -1)) {
                if (named.strip().equalsIgnoreCase(name)) {
                    return true;
                }
            }
        }
        return false;
    }
}
