package dev.penstock.plugins.transform;

import io.vertx.core.MultiMap;
import java.util.List;

/** {@code Vary} (RFC 9110 section 12.5.5): which fields of the request an answer depends on. */
final class Vary {
    private Vary() {}

    /** Adds a name, once. */
    static void add(MultiMap answer, String name) {
        List<String> fields = answer.getAll("vary");
        for (String field : fields) {
            for (String named : field.split(",", -1)) {
                if (named.strip().equals("*") || named.strip().equalsIgnoreCase(name)) {
                    return;
                }
            }
        }
        answer.set("vary", fields.isEmpty() ? name : String.join(", ", fields) + ", " + name);
    }
}
