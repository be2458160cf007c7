package dev.penstock.plugins.validate.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How lists and maps are written in a parameter (OpenAPI 3.1, "Style Values").
 *
 * @param separator between the values of one text; empty: each value is a parameter of its own
 * @param deep whether a map is written {@code name[property]=value}
 * @param encoded whether texts are percent-encoded
 * @param plusIsBlank as in a query
 */
record Style(Optional<Pattern> separator, boolean deep, boolean pairs, boolean encoded, boolean plusIsBlank) {
    /** A text is broken: its escapes, or a list of names and values with an odd one. */
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;

        Unreadable(String detail) {
            super(detail, null, false, false);
        }
    }

    /** The value of the parameter; empty when it is not there. */
    Optional<JsonNode> read(Parameter parameter, Kind kind, Values values) throws Unreadable {
        List<String> sent = values.of(parameter.in(), parameter.name());
        if (kind.isMap() && deep) {
            return deep(parameter.name(), kind, values.query());
        }
        if (kind.isMap() && separator.isEmpty()) {
            return spread(kind, values.query());
        }
        if (sent.isEmpty()) {
            return Optional.empty();
        }
        if (kind.isList()) {
            return Optional.of(list(sent, kind.ofItems()));
        }
        if (sent.size() > 1) {
            throw new Unreadable("expected the parameter once, found it " + sent.size() + " times");
        }
        return Optional.of(kind.isMap() ? map(sent.get(0), kind) : kind.literal(decoded(sent.get(0))));
    }

    String decoded(String text) throws Unreadable {
        Optional<String> decoded = encoded ? Escapes.decode(text, plusIsBlank) : Optional.of(text);
        return decoded.orElseThrow(() -> new Unreadable("expected percent-encoded UTF-8, found broken escapes"));
    }

    private ArrayNode list(List<String> sent, Kind items) throws Unreadable {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        if (separator.isEmpty()) {
            for (String value : sent) {
                list.add(items.literal(decoded(value)));
            }
            return list;
        }
        if (sent.size() > 1) {
            throw new Unreadable("expected the list in one parameter, found " + sent.size() + " of this name");
        }
        for (String value : split(sent.get(0))) {
            list.add(items.literal(decoded(value)));
        }
        return list;
    }

    private String[] split(String text) {
        return text.isEmpty() ? new String[0] : separator.orElseThrow().split(text, -1);
    }

    private ObjectNode map(String text, Kind kind) throws Unreadable {
        ObjectNode map = JsonNodeFactory.instance.objectNode();
        String[] parts = split(text);
        if (!pairs && parts.length % 2 != 0) {
            throw new Unreadable("expected names and values in turn, found an odd number of them");
        }
        for (int i = 0; i < parts.length; i += pairs ? 1 : 2) {
            int equals = parts[i].indexOf('=');
            if (pairs && equals < 0) {
                throw new Unreadable("expected name=value, found a part without '='");
            }
            String name = decoded(pairs ? parts[i].substring(0, equals) : parts[i]);
            String value = decoded(pairs ? parts[i].substring(equals + 1) : parts[i + 1]);
            map.set(name, kind.ofProperty(name).literal(value));
        }
        return map;
    }

    /** Each property is a parameter of its own. */
    private Optional<JsonNode> spread(Kind kind, Map<String, List<String>> query) throws Unreadable {
        ObjectNode map = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, Kind> property : kind.properties().entrySet()) {
            List<String> sent = query.getOrDefault(property.getKey(), List.of());
            if (!sent.isEmpty()) {
                map.set(property.getKey(), property(sent, property.getValue()));
            }
        }
        return map.isEmpty() ? Optional.empty() : Optional.of(map);
    }

    private Optional<JsonNode> deep(String name, Kind kind, Map<String, List<String>> query) throws Unreadable {
        ObjectNode map = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, List<String>> entry : query.entrySet()) {
            String key = entry.getKey();
            if (key.startsWith(name + "[") && key.endsWith("]")) {
                String property = key.substring(name.length() + 1, key.length() - 1);
                map.set(property, property(entry.getValue(), kind.ofProperty(property)));
            }
        }
        return map.isEmpty() ? Optional.empty() : Optional.of(map);
    }

    private JsonNode property(List<String> sent, Kind kind) throws Unreadable {
        if (kind.isList()) {
            ArrayNode list = JsonNodeFactory.instance.arrayNode();
            for (String value : sent) {
                list.add(kind.ofItems().literal(decoded(value)));
            }
            return list;
        }
        if (sent.size() > 1) {
            throw new Unreadable("expected each property once, found one " + sent.size() + " times");
        }
        return kind.literal(decoded(sent.get(0)));
    }
}
