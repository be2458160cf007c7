package dev.penstock.plugins.validate.contract;

import dev.penstock.plugins.validate.schema.Library;
import dev.penstock.plugins.validate.schema.Located;
import dev.penstock.sdk.Node;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads out of a schema what a parameter's text stands for. */
final class Kinds {
    private static final int DEEPEST = 5;

    private final Library library;

    Kinds(Library library) {
        this.library = library;
    }

    Kind of(Located schema) {
        return of(schema, 0);
    }

    private Kind of(Located reference, int depth) {
        Located schema = depth > DEEPEST ? null : library.follow(reference).orElse(null);
        if (schema == null) {
            return Kind.ANY;
        }
        Set<String> types = new LinkedHashSet<>();
        Map<String, Kind> properties = new LinkedHashMap<>();
        Optional<Kind> items = schema.get("items").map(below -> of(below, depth + 1));
        schema.get("type").ifPresent(type -> types.addAll(texts(type.node())));
        schema.get("properties").ifPresent(map -> {
            if (map.node() instanceof Node.Mapping named) {
                named.entries().forEach(entry -> properties.put(entry.key(), of(map.with(entry.value()), depth + 1)));
            }
        });
        for (String keyword : List.of("allOf", "anyOf", "oneOf")) {
            if (schema.get(keyword).map(Located::node).orElse(null) instanceof Node.Sequence list) {
                for (Node item : list.items()) {
                    Kind part = of(schema.with(item), depth + 1);
                    types.addAll(part.types());
                    properties.putAll(part.properties());
                    items = items.isPresent() ? items : part.items();
                }
            }
        }
        if (types.isEmpty()) {
            schema.get("const").ifPresent(only -> types.add(type(only.node())));
            schema.get("enum").ifPresent(listed -> listed(listed.node()).forEach(item -> types.add(type(item))));
        }
        return new Kind(types, items, properties);
    }

    private static List<String> texts(Node node) {
        return listed(node).stream()
                .filter(Node.Scalar.class::isInstance)
                .map(item -> ((Node.Scalar) item).text())
                .toList();
    }

    private static List<Node> listed(Node node) {
        return node instanceof Node.Sequence list ? list.items() : List.of(node);
    }

    private static String type(Node value) {
        if (value instanceof Node.Mapping) {
            return "object";
        }
        if (value instanceof Node.Sequence) {
            return "array";
        }
        Object scalar = ((Node.Scalar) value).value();
        return scalar instanceof Number ? "number" : scalar instanceof Boolean ? "boolean" : "string";
    }
}
