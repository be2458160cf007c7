package dev.penstock.engine.call;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Fields that speak of one connection, and are not passed on (RFC 9110 section 7.6.1). */
public final class HopByHop {
    private static final List<String> CONNECTION = List.of(
            "connection",
            "keep-alive",
            "proxy-connection",
            "proxy-authenticate",
            "proxy-authorization",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    /** What is dropped from a request: those, and what is written anew for the other side. */
    private static final Set<String> FIELDS = request();

    private static final List<CharSequence> ANSWER =
            CONNECTION.stream().map(HttpHeaders::createOptimized).toList();

    private HopByHop() {}

    private static Set<String> request() {
        Set<String> set = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        set.addAll(CONNECTION);
        set.addAll(List.of("host", "content-length", "expect"));
        return set;
    }

    /**
     * A copy of a request's fields without those of the connection, {@code Host}, {@code Content-Length} and
     * {@code Expect}; of {@code Upgrade} a WebSocket's is kept. Made before the steps run, so that a client that names a
     * field in {@code Connection} cannot remove what a step sets.
     */
    public static MultiMap request(MultiMap received) {
        MultiMap passed = HttpHeaders.headers();
        List<String> options = received.getAll(HttpHeaders.CONNECTION);
        if (Upgrade.isHandshake(received)) {
            passed.set(HttpHeaders.UPGRADE, received.get(HttpHeaders.UPGRADE));
        }
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
        for (String option : answer.getAll(HttpHeaders.CONNECTION)) {
            if (!isPlain(option)) {
                for (String name : option.split(",", -1)) {
                    answer.remove(name.strip());
                }
            }
        }
        for (CharSequence field : ANSWER) {
            answer.remove(field);
        }
    }

    /** Whether {@code Connection} names this option; in any case, one of a list too. */
    public static boolean isOption(String option, MultiMap headers) {
        for (String value : headers.getAll(HttpHeaders.CONNECTION)) {
            if (value.equalsIgnoreCase(option) || lists(value, option)) {
                return true;
            }
        }
        return false;
    }

    private static boolean lists(String value, String option) {
        if (value.indexOf(',') < 0) {
            return value.strip().equalsIgnoreCase(option);
        }
        for (String listed : value.split(",", -1)) {
            if (listed.strip().equalsIgnoreCase(option)) {
                return true;
            }
        }
        return false;
    }

    /** Looks at the length first: most names are none of these. */
    private static boolean ofConnection(String name) {
        return switch (name.length()) {
            case 2, 4, 6, 7, 10, 14, 16, 17, 18, 19 -> FIELDS.contains(name);
            default -> false;
        };
    }

    private static boolean named(List<String> options, String name) {
        for (int i = 0; i < options.size(); i++) {
            if (!isPlain(options.get(i)) && lists(options.get(i), name)) {
                return true;
            }
        }
        return false;
    }

    /** What nearly every {@code Connection} says names no field. */
    private static boolean isPlain(String option) {
        return option.equalsIgnoreCase("keep-alive") || option.equalsIgnoreCase("close");
    }
}
