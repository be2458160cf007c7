package dev.penstock.plugins.cache;

import io.vertx.core.MultiMap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What an answer says of its caching: by the first targeted field that can be read (RFC 9213), else by
 * {@code Cache-Control} and {@code Expires}.
 *
 * @param targeted whether {@code Expires} does not count
 */
record Stated(Directives directives, boolean targeted) {
    /** The field that speaks of this gateway's caches alone; it is not given on. */
    static final String OWN = "penstock-cache-control";

    private static final List<String> TARGETED = List.of(OWN, "cdn-cache-control");

    private static final Set<String> SECONDS =
            Set.of("max-age", "s-maxage", "stale-while-revalidate", "stale-if-error");

    static Stated by(MultiMap answer) {
        for (String field : TARGETED) {
            List<String> values = answer.getAll(field);
            if (!values.isEmpty()) {
                var members = Dictionary.parse(String.join(", ", values));
                if (members.isPresent()) {
                    return new Stated(directives(members.get()), true);
                }
            }
        }
        return new Stated(Directives.parse(answer.getAll("cache-control")), false);
    }

    /** A directive whose value is of another type than it should be is not there (RFC 9213 section 2.1). */
    private static Directives directives(Map<String, Dictionary.Value> members) {
        Map<String, String> arguments = new HashMap<>();
        members.forEach((name, value) -> {
            boolean ofSeconds = SECONDS.contains(name);
            if (value.kind() == Dictionary.Kind.FALSE || (ofSeconds && value.kind() != Dictionary.Kind.INTEGER)) {
                return;
            }
            arguments.put(name, ofSeconds || Directives.OF_FIELDS.contains(name) ? value.text() : "");
        });
        return new Directives(arguments);
    }

    boolean has(String name) {
        return directives.has(name);
    }

    /**
     * Whether nobody may keep it (RFC 9111 sections 5.2.2.3 and 5.2.2.5).
     *
     * @param understood whether this cache knows what its status asks of caches
     */
    boolean forbidsStoring(boolean understood) {
        return directives.has("must-understand") ? !understood : directives.has("no-store");
    }

    boolean isPrivate() {
        return directives.isWhole("private");
    }

    /** Whether each use of it must be validated. */
    boolean mustValidate() {
        return directives.isWhole("no-cache");
    }

    /**
     * The fields that are for the one who asked.
     *
     * @param shared whether {@code private} speaks of this cache
     */
    List<String> withheld(boolean shared) {
        List<String> fields = new ArrayList<>(directives.fields("no-cache"));
        if (shared) {
            fields.addAll(directives.fields("private"));
        }
        return fields;
    }
}
