package dev.penstock.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What {@code bench/pipelines/hooks/items.js} does, in Java. */
final class Items {

    private Items() {}

    static JsonNode map(JsonNode page) {
        ObjectNode mapped = JsonNodeFactory.instance.objectNode();
        mapped.put("count", page.get("items").size());
        var items = mapped.putArray("items");
        for (JsonNode item : page.get("items")) {
            items.addObject()
                    .put("id", item.get("id").asInt())
                    .put("name", item.get("title").asText())
                    .put("price", item.get("price").asInt())
                    .put("available", item.get("stock").asInt() > 0);
        }
        return mapped;
    }
}
