package dev.penstock.engine.http;

import java.util.List;
import java.util.Map;
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

    /** Whether it takes this method; HEAD is served by GET. */
    boolean takes(String method) {
        return methods.isEmpty() || methods.contains(method) || (method.equals("HEAD") && methods.contains("GET"));
    }
}
