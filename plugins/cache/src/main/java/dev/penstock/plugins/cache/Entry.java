package dev.penstock.plugins.cache;

import dev.penstock.sdk.Body;
import io.vertx.core.buffer.Buffer;
import java.util.Map;

/** A stored answer. Immutable. */
record Entry(Answer answer, Buffer bytes) {
    /** What it costs beside its texts and bytes. */
    private static final int OVERHEAD = 512;

    Body body() {
        return Body.of(bytes);
    }

    /** The same bytes under a head that was renewed. */
    Entry with(Answer renewed) {
        return new Entry(renewed, bytes);
    }

    /** In memory, in bytes. */
    int weight() {
        long weight = OVERHEAD + bytes.length() + 2L * answer.variant().values().length();
        for (Map.Entry<String, String> field : answer.headers()) {
            weight += 64L + field.getKey().length() + field.getValue().length();
        }
        return (int) Math.min(Integer.MAX_VALUE, weight);
    }
}
