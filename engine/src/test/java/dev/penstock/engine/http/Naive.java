package dev.penstock.engine.http;

import dev.penstock.sdk.RouteName;
import io.vertx.core.Future;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The precedence of the language as its page says it: look at every route, keep those that hold, take the first. */
final class Naive {
    private static final int END = 0;
    private static final int LITERAL = 1;
    private static final int ONE = 2;
    private static final int REST = 3;

    private Naive() {}

    static Route route(String name, RouteMatch match) {
        return new Route(
                new RouteName("t", name),
                match,
                Optional.empty(),
                call -> Future.failedFuture("none"),
                Optional.empty());
    }

    /** All that come first together: more than one where the file would be refused. */
    static List<Route> best(List<Route> routes, RouteTable.Request request) {
        Comparator<Route> order = Comparator.comparing((Route route) -> host(route.match(), request.host()))
                .thenComparing(route -> kinds(route.match().path()), Arrays::compare)
                .thenComparing(route -> method(route.match(), request.method()))
                .thenComparing(route -> -route.match().headers().size())
                .thenComparing(route -> -route.match().query().size())
                .thenComparing(route -> -route.match().priority());
        List<Route> holding = routes.stream()
                .filter(route -> holds(route.match(), request))
                .sorted(order)
                .toList();
        return holding.stream()
                .filter(route -> order.compare(route, holding.get(0)) == 0)
                .toList();
    }

    private static boolean holds(RouteMatch match, RouteTable.Request request) {
        return host(match, request.host()) < Integer.MAX_VALUE
                && fits(match.path(), request.path())
                && method(match, request.method()) < Integer.MAX_VALUE
                && match.headers().entrySet().stream()
                        .allMatch(header -> request.headers().contains(header.getKey())
                                && header.getValue().test(request.headers().get(header.getKey())))
                && match.query().entrySet().stream()
                        .allMatch(parameter -> List.of(
                                        request.query().orElse("").split("&", -1))
                                .stream()
                                .filter(pair -> pair.startsWith(parameter.getKey() + "="))
                                .anyMatch(pair -> parameter.getValue().test(pair.substring(pair.indexOf('=') + 1))));
    }

    /** The best of its hosts: exact, then the longest wildcard, then any. */
    private static int host(RouteMatch match, String host) {
        if (match.hosts().isEmpty()) {
            return 1000;
        }
        return match.hosts().stream()
                .mapToInt(pattern -> pattern.equals(host)
                        ? 0
                        : pattern.startsWith("*.") && host.endsWith(pattern.substring(1))
                                ? 500 - pattern.length()
                                : Integer.MAX_VALUE)
                .min()
                .orElseThrow();
    }

    private static int method(RouteMatch match, String method) {
        if (match.methods().contains(method)) {
            return 0;
        }
        if (method.equals("HEAD") && match.methods().contains("GET")) {
            return 1;
        }
        return match.methods().isEmpty() ? 2 : Integer.MAX_VALUE;
    }

    private static int[] kinds(String template) {
        List<Integer> kinds = new ArrayList<>();
        for (String segment : template.substring(1).split("/", -1)) {
            kinds.add(segment.endsWith("*}") ? REST : segment.startsWith("{") ? ONE : LITERAL);
        }
        kinds.add(END);
        return kinds.stream().mapToInt(Integer::intValue).toArray();
    }

    private static boolean fits(String template, String path) {
        return parameters(template, path) != null;
    }

    /** The parameters; null when the path does not fit. */
    static Map<String, String> parameters(String template, String path) {
        String[] wanted = template.substring(1).split("/", -1);
        List<String> found = Arrays.stream(path.substring(1).split("/", -1))
                .map(segment -> URLDecoder.decode(segment, StandardCharsets.UTF_8))
                .toList();
        Map<String, String> parameters = new LinkedHashMap<>();
        for (int i = 0; i < wanted.length; i++) {
            String name = wanted[i].replaceAll("[{}*]", "");
            if (wanted[i].endsWith("*}")) {
                parameters.put(name, String.join("/", found.subList(Math.min(i, found.size()), found.size())));
                return i <= found.size() ? parameters : null;
            }
            if (i >= found.size()) {
                return null;
            }
            if (wanted[i].startsWith("{")) {
                if (found.get(i).isEmpty()) {
                    return null;
                }
                parameters.put(name, found.get(i));
            } else if (!URLDecoder.decode(wanted[i], StandardCharsets.UTF_8).equals(found.get(i))) {
                return null;
            }
        }
        return wanted.length == found.size() ? parameters : null;
    }

    static Map<String, Predicate<String>> predicates(Map<String, String> values) {
        Map<String, Predicate<String>> predicates = new LinkedHashMap<>();
        values.forEach((name, value) -> predicates.put(name, value::equals));
        return predicates;
    }

    static Optional<String> query(Map<String, String> values) {
        return values.isEmpty()
                ? Optional.empty()
                : Optional.of(values.entrySet().stream()
                        .map(pair -> pair.getKey() + "=" + pair.getValue())
                        .collect(Collectors.joining("&")));
    }
}
