package dev.penstock.plugins.cache;

import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which of the answers to one URI it is: the request's values of the fields that {@code Vary} names (RFC 9111 section
 * 4.1).
 *
 * @param names lower case, sorted
 * @param values in the form of {@link #values}
 */
record Variant(List<String> names, String values) {
    /** Fields in whose values case does not count. */
    private static final Set<String> CASELESS =
            Set.of("accept", "accept-charset", "accept-encoding", "accept-language");

    /** The variant that this answer is of this request. */
    static Variant of(MultiMap answer, MultiMap request) {
        Set<String> names = new TreeSet<>();
        for (String value : answer.getAll("vary")) {
            Lists.split(value).forEach(name -> names.add(name.toLowerCase(Locale.ROOT)));
        }
        if (request.contains(Apart.FIELD)) {
            names.add(Apart.FIELD);
        }
        List<String> sorted = List.copyOf(names);
        return new Variant(sorted, values(sorted, request));
    }

    /** Whether the answer depends on what nobody can see ({@code Vary: *}). */
    static boolean isAny(MultiMap answer) {
        return answer.getAll("vary").stream()
                .anyMatch(value -> Lists.split(value).contains("*"));
    }

    boolean suits(MultiMap request) {
        return names.isEmpty() || values.equals(values(names, request));
    }

    /** The values in a form in which what means the same is the same; an absent field is not an empty one. */
    static String values(List<String> names, MultiMap request) {
        StringBuilder text = new StringBuilder();
        for (String name : names) {
            List<String> values = request.getAll(name);
            text.append('\n').append(name);
            if (!values.isEmpty()) {
                String joined = String.join(",", Lists.split(String.join(",", values)));
                text.append(':').append(CASELESS.contains(name) ? joined.toLowerCase(Locale.ROOT) : joined);
            }
        }
        return text.toString();
    }
}
