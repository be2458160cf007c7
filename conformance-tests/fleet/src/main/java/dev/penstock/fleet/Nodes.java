package dev.penstock.fleet;

import dev.penstock.sdk.Json;
import dev.penstock.sdk.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** YAML values as the plain Java values of {@link Json}. */
public final class Nodes {
    private Nodes() {}

    /** The value without its places; null for YAML null. */
    public static Object plain(Node node) {
        if (node instanceof Node.Mapping mapping) {
            Map<String, Object> map = new LinkedHashMap<>();
            mapping.entries().forEach(entry -> map.put(entry.key(), plain(entry.value())));
            return map;
        }
        if (node instanceof Node.Sequence sequence) {
            List<Object> list = new ArrayList<>();
            sequence.items().forEach(item -> list.add(plain(item)));
            return list;
        }
        return ((Node.Scalar) node).value();
    }
}
