package dev.penstock.engine.http;

import dev.penstock.sdk.Query;
import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which requests a route takes.
 *
 * @param hosts exact or {@code *.x}, lower case; empty: any
 * @param prefix the API's path, not sent upstream; empty or starting with a slash
 * @param path the route's path below the prefix
 * @param methods upper case; empty: any
 * @param headers by name in lower case
 * @param query by name
 * @param priority settles what would tie otherwise; the higher goes first
 */
public record RouteMatch(
        List<String> hosts,
        String prefix,
        String path,
        Set<String> methods,
        Map<String, Predicate<String>> headers,
        Map<String, Predicate<String>> query,
        int priority) {
    public RouteMatch {
        hosts = List.copyOf(hosts);
        methods = Set.copyOf(methods);
        headers = Map.copyOf(headers);
        query = Map.copyOf(query);
    }

    boolean takesHeaders(MultiMap fields) {
        for (Map.Entry<String, Predicate<String>> header : headers.entrySet()) {
            String value = fields.get(header.getKey());
            if (value == null || !header.getValue().test(value)) {
                return false;
            }
        }
        return true;
    }

    boolean takesQuery(Optional<String> text) {
        if (query.isEmpty()) {
            return true;
        }
        Map<String, String> parameters = Query.parameters(text);
        for (Map.Entry<String, Predicate<String>> parameter : query.entrySet()) {
            String value = parameters.get(parameter.getKey());
            if (value == null || !parameter.getValue().test(value)) {
                return false;
            }
        }
        return true;
    }

    /** Whether it takes this method; HEAD is served by GET. */
    boolean takes(String method) {
        return methods.isEmpty() || methods.contains(method) || (method.equals("HEAD") && methods.contains("GET"));
    }
}
