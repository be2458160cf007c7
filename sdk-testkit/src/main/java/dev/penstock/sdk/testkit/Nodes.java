package dev.penstock.sdk.testkit;

import dev.penstock.sdk.Node;
import dev.penstock.sdk.Place;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Pieces of a pipeline file that no file holds. */
public final class Nodes {
    private static final Place PLACE = new Place("test.yaml", 1, 1);

    private Nodes() {}

    /**
     * A node of a JSON value: a map, a list, a text, a number, a boolean or null.
     *
     * @param json as YAML would read it; maps are kept in their order
     */
    public static Node of(Object json) {
        if (json instanceof Map<?, ?> map) {
            List<Node.Entry> entries = new ArrayList<>();
            map.forEach((key, value) -> entries.add(new Node.Entry(String.valueOf(key), PLACE, of(value))));
            return new Node.Mapping(PLACE, entries);
        }
        if (json instanceof List<?> list) {
            return new Node.Sequence(PLACE, list.stream().map(Nodes::of).toList());
        }
        Object value = json instanceof Integer number ? Long.valueOf(number) : json;
        return new Node.Scalar(PLACE, value, String.valueOf(json));
    }

    /** The JSON value that a node was made of. */
    static Object json(Node node) {
        if (node instanceof Node.Mapping map) {
            Map<String, Object> json = new LinkedHashMap<>();
            map.entries().forEach(entry -> json.put(entry.key(), json(entry.value())));
            return json;
        }
        if (node instanceof Node.Sequence list) {
            return list.items().stream().map(Nodes::json).toList();
        }
        return ((Node.Scalar) node).value();
    }
}
