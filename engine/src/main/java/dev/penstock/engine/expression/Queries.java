package dev.penstock.engine.expression;

import dev.penstock.sdk.Call;
import dev.penstock.sdk.Key;
import dev.penstock.sdk.Query;
import java.util.Map;

/** The parameters of a call's query, parsed once and kept in the call until a step edits the query. */
final class Queries {
    private record Parsed(String query, Map<String, String> parameters) {}

    private static final Key<Parsed> QUERY = Key.named("query parameters");

    private Queries() {}

    static Map<String, String> parameters(Call call) {
        String query = call.outbound().query().orElse("");
        Parsed kept = call.get(QUERY).orElse(null);
        if (kept == null || !kept.query.equals(query)) {
            kept = new Parsed(query, Query.parameters(call.outbound().query()));
            call.put(QUERY, kept);
        }
        return kept.parameters;
    }
}
