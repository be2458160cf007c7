package dev.penstock.plugins.validate.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.penstock.plugins.validate.schema.JsonReader;
import dev.penstock.plugins.validate.schema.NotJson;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a parameter's text stands for, by its schema.
 *
 * @param types JSON types that it may be; empty: nothing is said
 * @param items of a list
 * @param properties of a map
 */
record Kind(Set<String> types, Optional<Kind> items, Map<String, Kind> properties) {
    static final Kind ANY = new Kind(Set.of(), Optional.empty(), Map.of());

    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][-+]?[0-9]+)?");

    boolean isList() {
        return types.contains("array");
    }

    boolean isMap() {
        return types.contains("object") && !isList();
    }

    /** Whether it may be text too, so that a text which looks like a number has two readings. */
    boolean mayBeText() {
        return types.contains("string");
    }

    Kind ofItems() {
        return items.orElse(ANY);
    }

    Kind ofProperty(String name) {
        return properties.getOrDefault(name, ANY);
    }

    /** One value: a number or a boolean where that may stand and the text is one, else the text. */
    JsonNode literal(String text) {
        boolean number = types.contains("integer") || types.contains("number");
        if (number && NUMBER.matcher(text).matches()) {
            try {
                return JsonReader.read(text);
            } catch (NotJson beyond) {
                return TextNode.valueOf(text);
            }
        }
        boolean flag = text.equals("true") || text.equals("false");
        return flag && types.contains("boolean") ? BooleanNode.valueOf(text.equals("true")) : TextNode.valueOf(text);
    }
}
