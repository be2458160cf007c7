package dev.penstock.plugins.validate.schema;

import dev.penstock.sdk.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Where schemas stand within a schema (JSON Schema 2020-12 core, section 10 and 11). */
final class Keywords {
    /** Whose schemas look at the same value: a circle of them has no end. */
    private static final Set<String> SAME_VALUE =
            Set.of("allOf", "anyOf", "oneOf", "not", "if", "then", "else", "dependentSchemas");

    private static final Set<String> ONE = Set.of(
            "not",
            "if",
            "then",
            "else",
            "items",
            "contains",
            "additionalProperties",
            "propertyNames",
            "unevaluatedItems",
            "unevaluatedProperties");
    private static final Set<String> LIST = Set.of("allOf", "anyOf", "oneOf", "prefixItems");
    private static final Set<String> BY_NAME =
            Set.of("properties", "patternProperties", "dependentSchemas", "$defs", "definitions");

    /** A schema within another. */
    record Inner(Node schema, boolean sameValue) {}

    private Keywords() {}

    static List<Inner> inner(Node.Mapping schema) {
        List<Inner> found = new ArrayList<>();
        for (Node.Entry entry : schema.entries()) {
            boolean same = SAME_VALUE.contains(entry.key());
            if (ONE.contains(entry.key())) {
                found.add(new Inner(entry.value(), same));
            } else if (LIST.contains(entry.key()) && entry.value() instanceof Node.Sequence list) {
                list.items().forEach(item -> found.add(new Inner(item, same)));
            } else if (BY_NAME.contains(entry.key()) && entry.value() instanceof Node.Mapping map) {
                map.entries().forEach(below -> found.add(new Inner(below.value(), same)));
            }
        }
        return found;
    }
}
