package dev.penstock.plugins.validate.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Whether values are the same. Each is written in one way (names in order, numbers as {@link Numbers} keeps them) and the
 * texts are compared: a set of texts stays fast whatever hashes a client contrives.
 */
final class Sameness {
    private static final int CHARACTERS_PER_STEP = 64;

    private Sameness() {}

    static boolean allDiffer(JsonNode items, Run run) {
        Set<String> seen = new HashSet<>();
        for (JsonNode item : items) {
            StringBuilder text = new StringBuilder();
            write(item, text);
            run.charge(1 + text.length() / CHARACTERS_PER_STEP);
            if (!seen.add(text.toString())) {
                return false;
            }
        }
        return true;
    }

    private static void write(JsonNode value, StringBuilder out) {
        if (value.isObject()) {
            Map<String, JsonNode> ordered = new TreeMap<>();
            value.properties().forEach(entry -> ordered.put(entry.getKey(), entry.getValue()));
            out.append('{');
            ordered.forEach((name, below) -> {
                text(name, out);
                write(below, out);
            });
            out.append('}');
        } else if (value.isArray()) {
            out.append('[');
            value.forEach(item -> {
                write(item, out);
                out.append(',');
            });
            out.append(']');
        } else if (value.isTextual()) {
            text(value.textValue(), out);
        } else {
            out.append(value.asText()).append(' ');
        }
    }

    /** With its length, so that no text can look like another value. */
    private static void text(String text, StringBuilder out) {
        out.append('"').append(text.length()).append(':').append(text);
    }
}
