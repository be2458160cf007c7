package dev.penstock.plugins.validate.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.penstock.sdk.Node;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Set;

/**
 * Documents as JSON. A schema of OpenAPI 3.0 becomes one of 2020-12 that says the same: {@code nullable} another type,
 * an {@code exclusiveMinimum} that is true the minimum itself; beside a {@code $ref} nothing counts.
 */
final class Plain {
    private final boolean openApi30;
    private final Set<Node> schemas;

    /**
     * @param openApi30 whether schemas are of OpenAPI 3.0
     * @param schemas the maps that are schemas, by identity
     */
    Plain(boolean openApi30, Set<Node> schemas) {
        this.openApi30 = openApi30;
        this.schemas = schemas;
    }

    JsonNode json(Node node) {
        if (node instanceof Node.Mapping map) {
            return schemas.contains(node) ? schema(map) : object(map);
        }
        if (node instanceof Node.Sequence list) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            list.items().forEach(item -> array.add(json(item)));
            return array;
        }
        return scalar((Node.Scalar) node);
    }

    private ObjectNode object(Node.Mapping map) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        map.entries().forEach(entry -> object.set(entry.key(), json(entry.value())));
        return object;
    }

    private ObjectNode schema(Node.Mapping map) {
        ObjectNode schema = object(map);
        schema.remove("$schema");
        if (!openApi30) {
            return schema;
        }
        if (schema.has("$ref")) {
            return schema.retain("$ref");
        }
        if (schema.path("nullable").asBoolean() && schema.path("type").isTextual()) {
            schema.putArray("type")
                    .add(map.get("type").map(this::json).orElseThrow())
                    .add("null");
        }
        exclusive(schema, "exclusiveMinimum", "minimum");
        exclusive(schema, "exclusiveMaximum", "maximum");
        return schema;
    }

    private static void exclusive(ObjectNode schema, String flag, String bound) {
        if (schema.path(flag).isBoolean()) {
            boolean excluded = schema.remove(flag).asBoolean();
            if (excluded && schema.has(bound)) {
                schema.set(flag, schema.remove(bound));
            }
        }
    }

    private static JsonNode scalar(Node.Scalar scalar) {
        Object value = scalar.value();
        if (value == null) {
            return NullNode.getInstance();
        }
        if (value instanceof Boolean flag) {
            return BooleanNode.valueOf(flag);
        }
        if (value instanceof BigInteger || value instanceof Long) {
            return Numbers.node(new BigInteger(value.toString()));
        }
        boolean finite = value instanceof BigDecimal || (value instanceof Double number && Double.isFinite(number));
        return finite ? Numbers.node(new BigDecimal(value.toString())) : TextNode.valueOf(scalar.text());
    }
}
