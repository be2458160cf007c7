package dev.penstock.engine.http;

import dev.penstock.sdk.Query;
import dev.penstock.sdk.RouteName;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * All routes of all files, compiled: the precedence of the contract (that of the Kubernetes Gateway API's HTTPRoute) is
 * the order in which it is walked. Immutable once made.
 */
public final class RouteTable {
    private final Map<String, PathTree> exact = new HashMap<>();
    private final Map<String, PathTree> wildcards =
            new TreeMap<>(Comparator.comparing(String::length).reversed().thenComparing(Comparator.naturalOrder()));
    private final PathTree any = new PathTree();
    private final List<Route> routes;

    /** What is asked for. */
    public record Request(String method, String host, String path, Optional<String> query, MultiMap headers) {}

    /**
     * What was found.
     *
     * @param path what goes upstream: the path below the API's
     */
    public record Match(Route route, Map<String, String> parameters, String path) {}

    public RouteTable(List<Route> routes) {
        this.routes = List.copyOf(routes);
        for (Route route : routes) {
            if (route.match().hosts().isEmpty()) {
                any.add(route);
            }
            for (String host : route.match().hosts()) {
                Map<String, PathTree> trees = host.startsWith("*.") ? wildcards : exact;
                String key = host.startsWith("*.") ? host.substring(1) : host;
                trees.computeIfAbsent(key, fresh -> new PathTree()).add(route);
            }
        }
    }

    public List<Route> routes() {
        return routes;
    }

    /** The route of this request, whose path is normalised and whose host is in lower case. */
    public Optional<Match> match(Request request) {
        List<String> segments = Paths.segments(request.path());
        List<String> values = new ArrayList<>(2);
        PathTree.Leaf leaf =
                find(request, segments, values, taken -> takes(taken.route().match(), request));
        return Optional.ofNullable(leaf).map(found -> {
            Map<String, String> parameters = values.isEmpty() ? Map.of() : new LinkedHashMap<>();
            for (int i = 0; i < values.size(); i++) {
                parameters.put(found.names().get(i), values.get(i));
            }
            return new Match(found.route(), parameters, Paths.below(request.path(), found.prefixSegments()));
        });
    }

    /** The route that takes a request without header fields; empty when there is none, or the path is malformed. */
    public Optional<RouteName> find(String method, String host, String target) {
        int mark = target.indexOf('?');
        Optional<String> query = mark < 0 ? Optional.empty() : Optional.of(target.substring(mark + 1));
        return Paths.normalise(mark < 0 ? target : target.substring(0, mark))
                .flatMap(path ->
                        match(new Request(method, host.toLowerCase(Locale.ROOT), path, query, HttpHeaders.headers())))
                .map(match -> match.route().name());
    }

    /** The methods of the routes that would take this request by another one; empty: there is none. */
    public Set<String> allowed(Request request) {
        Set<String> methods = new TreeSet<>();
        find(request, Paths.segments(request.path()), new ArrayList<>(), leaf -> {
            methods.addAll(leaf.route().match().methods());
            return false;
        });
        if (methods.contains("GET")) {
            methods.add("HEAD");
        }
        return methods;
    }

    private PathTree.Leaf find(
            Request request, List<String> segments, List<String> values, Predicate<PathTree.Leaf> test) {
        String name = withoutPort(request.host());
        PathTree named = exact.get(name);
        PathTree.Leaf found = named == null ? null : named.find(segments, 0, values, test);
        if (found == null && !wildcards.isEmpty()) {
            for (Map.Entry<String, PathTree> wildcard : wildcards.entrySet()) {
                if (name.endsWith(wildcard.getKey())
                        && name.length() > wildcard.getKey().length()) {
                    found = wildcard.getValue().find(segments, 0, values, test);
                    if (found != null) {
                        return found;
                    }
                }
            }
        }
        return found != null ? found : any.find(segments, 0, values, test);
    }

    private static boolean takes(RouteMatch match, Request request) {
        if (!match.takes(request.method())) {
            return false;
        }
        for (Map.Entry<String, Predicate<String>> header : match.headers().entrySet()) {
            String value = request.headers().get(header.getKey());
            if (value == null || !header.getValue().test(value)) {
                return false;
            }
        }
        if (match.query().isEmpty()) {
            return true;
        }
        Map<String, String> query = Query.parameters(request.query());
        for (Map.Entry<String, Predicate<String>> parameter : match.query().entrySet()) {
            String value = query.get(parameter.getKey());
            if (value == null || !parameter.getValue().test(value)) {
                return false;
            }
        }
        return true;
    }

    private static String withoutPort(String host) {
        int colon = host.lastIndexOf(':');
        return colon > host.lastIndexOf(']') && colon > 0 ? host.substring(0, colon) : host;
    }
}
