package dev.penstock.plugins.validate.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.path.NodePath;
import java.util.StringJoiner;

/** The library's errors in this gateway's words: what the schema expects, and of the value its kind and size alone. */
final class Details {
    private static final int LONGEST = 200;

    private Details() {}

    static Finding of(Error error) {
        String pointer = pointer(error.getInstanceLocation());
        boolean surplus = error.getProperty() != null && isOf(error, "additionalProperties", "unevaluatedProperties");
        return new Finding(surplus ? Pointers.append(pointer, error.getProperty()) : pointer, text(error));
    }

    private static String pointer(NodePath path) {
        String pointer = "";
        for (int i = 0; i < path.getNameCount(); i++) {
            pointer = Pointers.append(pointer, path.getElement(i));
        }
        return pointer;
    }

    private static boolean isOf(Error error, String... keywords) {
        for (String keyword : keywords) {
            if (keyword.equals(error.getKeyword())) {
                return true;
            }
        }
        return false;
    }

    private static String text(Error error) {
        JsonNode said = error.getSchemaNode();
        JsonNode value = error.getInstanceNode();
        return switch (String.valueOf(error.getKeyword())) {
            case "type" -> "expected " + types(said) + ", found " + kind(value);
            case "required" -> "expected the property '" + error.getProperty() + "', found none";
            case "dependentRequired" ->
                "expected the property '" + error.getArguments()[0] + "' beside '" + error.getProperty()
                        + "', found none";
            case "enum" -> "expected one of " + listed(said) + ", found another value";
            case "const" -> "expected " + shown(said) + ", found another value";
            case "minimum" -> "expected at least " + said.asText() + ", found less";
            case "exclusiveMinimum" -> "expected more than " + said.asText() + ", found less or the same";
            case "maximum" -> "expected at most " + said.asText() + ", found more";
            case "exclusiveMaximum" -> "expected less than " + said.asText() + ", found more or the same";
            case "multipleOf" -> "expected a multiple of " + said.asText() + ", found another number";
            case "minLength" -> "expected at least " + said.asText() + " characters, found " + characters(value);
            case "maxLength" -> "expected at most " + said.asText() + " characters, found " + characters(value);
            case "minItems" -> "expected at least " + said.asText() + " items, found " + value.size();
            case "maxItems" -> "expected at most " + said.asText() + " items, found " + value.size();
            case "minProperties" -> "expected at least " + said.asText() + " properties, found " + value.size();
            case "maxProperties" -> "expected at most " + said.asText() + " properties, found " + value.size();
            case "pattern" -> "expected text that matches " + cut(said.asText()) + ", found other text";
            case "additionalProperties", "unevaluatedProperties" -> "expected no property of this name, found one";
            case "propertyNames" -> "expected properties of other names";
            case "uniqueItems" -> "expected items that all differ, found two that are the same";
            case "items", "unevaluatedItems", "additionalItems", "false" -> "expected nothing here, found a value";
            case "contains", "minContains" -> "expected more items of the kind that 'contains' says";
            case "maxContains" -> "expected fewer items of the kind that 'contains' says";
            case "oneOf" -> "expected just one of the shapes of 'oneOf' to fit, found none or several";
            case "not" -> "expected a value that 'not' does not describe";
            default -> "expected what '" + error.getKeyword() + "' says";
        };
    }

    private static String types(JsonNode said) {
        if (!said.isArray()) {
            return article(said.asText());
        }
        StringJoiner types = new StringJoiner(" or ");
        said.forEach(type -> types.add(article(type.asText())));
        return types.toString();
    }

    private static String article(String type) {
        return switch (type) {
            case "null" -> type;
            case "integer", "array", "object" -> "an " + type;
            default -> "a " + type;
        };
    }

    private static String kind(JsonNode value) {
        return switch (value.getNodeType()) {
            case OBJECT -> "an object";
            case ARRAY -> "an array";
            case NUMBER -> value.isIntegralNumber() ? "an integer" : "a number";
            case BOOLEAN -> "a boolean";
            case STRING -> "a string";
            default -> "null";
        };
    }

    private static int characters(JsonNode value) {
        String text = value.asText();
        return text.codePointCount(0, text.length());
    }

    private static String listed(JsonNode values) {
        StringJoiner all = new StringJoiner(", ");
        values.forEach(value -> all.add(value.toString()));
        return cut(all.toString());
    }

    private static String shown(JsonNode value) {
        return cut(value.toString());
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, text.offsetByCodePoints(0, LONGEST / 2)) + "…";
    }
}
