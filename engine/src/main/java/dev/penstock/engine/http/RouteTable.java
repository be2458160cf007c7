package dev.penstock.engine.http;

import dev.penstock.sdk.RouteName;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * All routes of all files, compiled: the precedence of the contract (that of the Kubernetes Gateway API's HTTPRoute) is
 * the order in which it is walked. Immutable once made.
 */
public final class RouteTable {
    /** Methods that no route takes: TRACE would show a client what the gateway adds, CONNECT is for other proxies. */
    static final Set<String> REFUSED = Set.of("TRACE", "CONNECT");

    private final Map<String, PathTree> exact = new HashMap<>();
    private final Map<String, PathTree> wildcards = new HashMap<>();
    private final PathTree any = new PathTree();
    private final List<Route> routes;

    /** What is asked for. */
    public record Request(String method, String host, String path, Optional<String> query, MultiMap headers) {
        /**
         * A request as a client writes it.
         *
         * @param target path and query
         * @return empty when host or path are malformed
         */
        public static Optional<Request> of(String method, String host, String target, MultiMap headers) {
            int mark = target.indexOf('?');
            Optional<String> query = mark < 0 ? Optional.empty() : Optional.of(target.substring(mark + 1));
            return Paths.normalise(mark < 0 ? target : target.substring(0, mark))
                    .filter(path -> Authorities.isOne(host))
                    .map(path -> new Request(method, host.toLowerCase(Locale.ROOT), path, query, headers));
        }

        /** The method that a CORS preflight asks for; empty when this is none. */
        public Optional<String> preflightOf() {
            return method.equals("OPTIONS") && headers.contains("origin")
                    ? Optional.ofNullable(headers.get("access-control-request-method"))
                    : Optional.empty();
        }
    }

    /**
     * What was found.
     *
     * @param path what goes upstream: the path below the API's
     */
    public record Match(Route route, Map<String, String> parameters, String path) {
        /** The same, for a preflight: its route has a step that answers those. */
        Match preflight() {
            Route own = route;
            return new Match(
                    new Route(
                            own.name(),
                            own.match(),
                            own.deadline(),
                            own.preflight().orElseThrow(),
                            Optional.empty()),
                    parameters,
                    path);
        }
    }

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

    /** What becomes of a request: the route that answers it as a preflight, else the one that takes it, else empty. */
    public Optional<Match> decide(Request request) {
        if (REFUSED.contains(request.method()) || request.path().equals("*")) {
            return Optional.empty();
        }
        Optional<Match> answered = request.preflightOf().flatMap(asked -> preflight(request, asked));
        return answered.isPresent() ? answered : match(request);
    }

    /** The route of this request, whose path is normalised and whose host is in lower case. */
    public Optional<Match> match(Request request) {
        String method = request.method();
        Predicate<PathTree.Leaf> taking = taking(request, match -> match.takes(method));
        return find(
                request,
                method.equals("HEAD")
                        ? List.of(taking(request, match -> match.methods().contains(method)), taking)
                        : List.of(taking));
    }

    /**
     * Where a CORS preflight goes: to the route that takes the request that it asks for, else to the first one by path
     * that answers preflights; empty when that one does not.
     *
     * @param asked the method that the browser wants to use
     */
    public Optional<Match> preflight(Request request, String asked) {
        Request wanted = new Request(asked, request.host(), request.path(), request.query(), request.headers());
        Optional<Match> taken = find(
                wanted,
                List.of(leaf -> leaf.route().match().takes(asked)
                        && leaf.route().match().takesQuery(wanted.query())));
        Optional<Match> found = taken.isPresent()
                ? taken
                : find(wanted, List.of(leaf -> leaf.route().preflight().isPresent()));
        return found.filter(match -> match.route().preflight().isPresent()).map(Match::preflight);
    }

    private static Predicate<PathTree.Leaf> taking(Request request, Predicate<RouteMatch> method) {
        return leaf -> {
            RouteMatch match = leaf.route().match();
            return method.test(match) && match.takesHeaders(request.headers()) && match.takesQuery(request.query());
        };
    }

    private Optional<Match> find(Request request, List<Predicate<PathTree.Leaf>> tests) {
        List<String> values = new ArrayList<>(2);
        PathTree.Leaf found = find(request, Paths.segments(request.path()), values, tests);
        if (found == null) {
            return Optional.empty();
        }
        Map<String, String> parameters = values.isEmpty() ? Map.of() : new LinkedHashMap<>();
        for (int i = 0; i < values.size(); i++) {
            parameters.put(found.names().get(i), values.get(i));
        }
        return Optional.of(new Match(found.route(), parameters, Paths.below(request.path(), found.prefixSegments())));
    }

    /** The route that takes a request without header fields; empty when there is none, or the path is malformed. */
    public Optional<RouteName> find(String method, String host, String target) {
        return Request.of(method, host, target, HttpHeaders.headers())
                .flatMap(this::match)
                .map(match -> match.route().name());
    }

    /** The routes that a request for this path may come to, whatever its host, method and header fields; none: malformed. */
    public Set<RouteName> at(String target) {
        Set<RouteName> names = new HashSet<>();
        Predicate<PathTree.Leaf> noting = leaf -> {
            names.add(leaf.route().name());
            return false;
        };
        Paths.normalise(target.replaceFirst("[?].*", "")).map(Paths::segments).ifPresent(segments -> {
            Stream<PathTree> named = Stream.concat(exact.values().stream(), wildcards.values().stream());
            Stream.concat(named, Stream.of(any))
                    .forEach(tree -> tree.find(segments, 0, new ArrayList<>(), List.of(noting)));
        });
        return names;
    }

    /** The methods of the routes that would take this request by another one; empty: there is none. */
    public Set<String> allowed(Request request) {
        Set<String> methods = new TreeSet<>();
        Predicate<PathTree.Leaf> noting = leaf -> {
            RouteMatch match = leaf.route().match();
            if (match.takesHeaders(request.headers()) && match.takesQuery(request.query())) {
                methods.addAll(match.methods());
            }
            return false;
        };
        find(request, List.of(noting));
        if (methods.contains("GET")) {
            methods.add("HEAD");
        }
        return methods;
    }

    private PathTree.Leaf find(
            Request request, List<String> segments, List<String> values, List<Predicate<PathTree.Leaf>> tests) {
        String name = withoutPort(request.host());
        PathTree named = exact.get(name);
        PathTree.Leaf found = named == null ? null : named.find(segments, 0, values, tests);
        if (!wildcards.isEmpty()) {
            // From the longest: of a.b.c first .b.c, then .c
            for (int dot = name.indexOf('.', 1); found == null && dot > 0; dot = name.indexOf('.', dot + 1)) {
                PathTree wildcard = wildcards.get(name.substring(dot));
                found = wildcard == null ? null : wildcard.find(segments, 0, values, tests);
            }
        }
        return found != null ? found : any.find(segments, 0, values, tests);
    }

    private static String withoutPort(String host) {
        int colon = host.lastIndexOf(':');
        return colon > host.lastIndexOf(']') && colon > 0 ? host.substring(0, colon) : host;
    }
}
