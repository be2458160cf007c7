package dev.penstock.engine.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The table finds what a naive reading of the language's precedence finds. */
class RouteTableTest {
    private static final List<String> HOSTS = List.of("a.test", "b.a.test", "c.b.a.test", "other.test");

    @Property(tries = 2000)
    void itFindsWhatTheNaiveModelFinds(
            @ForAll("routes") List<RouteMatch> matches, @ForAll("requests") RouteTable.Request request) {
        List<Route> routes = new ArrayList<>();
        for (int i = 0; i < matches.size(); i++) {
            routes.add(Naive.route("r" + i, matches.get(i)));
        }
        Optional<RouteTable.Match> found = new RouteTable(routes).match(request);
        List<Route> best = Naive.best(routes, request);
        assertThat(found.isPresent()).isEqualTo(!best.isEmpty());
        found.ifPresent(match -> {
            assertThat(best).extracting(Route::name).contains(match.route().name());
            assertThat(match.parameters())
                    .isEqualTo(Naive.parameters(match.route().match().path(), request.path()));
        });
    }

    @Provide
    Arbitrary<List<RouteMatch>> routes() {
        Arbitrary<String> host = Arbitraries.of("a.test", "b.a.test", "*.a.test", "*.test", "*.b.a.test");
        Arbitrary<Map<String, java.util.function.Predicate<String>>> values = Arbitraries.maps(
                        Arbitraries.of("x", "y"), Arbitraries.of("1", "2"))
                .ofMaxSize(2)
                .map(Naive::predicates);
        return Combinators.combine(
                        host.list().uniqueElements().ofMaxSize(2),
                        path(),
                        Arbitraries.of("GET", "HEAD", "POST").set().ofMaxSize(2),
                        values,
                        values,
                        Arbitraries.integers().between(0, 1))
                .as((hosts, path, methods, headers, query, priority) ->
                        new RouteMatch(hosts, "", path, methods, headers, query, priority))
                .list()
                .ofMinSize(1)
                .ofMaxSize(12);
    }

    private static Arbitrary<String> path() {
        Arbitrary<String> segment = Arbitraries.of("a", "b", "a%20b", "{p}");
        return Combinators.combine(segment.list().ofMinSize(1).ofMaxSize(3), Arbitraries.of("", "/{rest*}", "/"))
                .as((segments, end) -> {
                    StringBuilder path = new StringBuilder();
                    for (int i = 0; i < segments.size(); i++) {
                        path.append('/').append(segments.get(i).replace("{p}", "{p" + i + "}"));
                    }
                    return path + end;
                });
    }

    @Provide
    Arbitrary<RouteTable.Request> requests() {
        Arbitrary<String> path = Combinators.combine(
                        Arbitraries.of("a", "b", "a%20b", "%61", "c")
                                .list()
                                .ofMinSize(1)
                                .ofMaxSize(4),
                        Arbitraries.of("", "/"))
                .as((segments, end) -> "/" + String.join("/", segments) + end);
        Arbitrary<Map<String, String>> values = Arbitraries.maps(Arbitraries.of("x", "y"), Arbitraries.of("1", "2"))
                .ofMaxSize(2);
        return Combinators.combine(
                        Arbitraries.of("GET", "HEAD", "POST", "PUT"), Arbitraries.of(HOSTS), path, values, values)
                .as((method, host, at, headers, query) -> {
                    MultiMap fields = HttpHeaders.headers();
                    headers.forEach(fields::set);
                    return new RouteTable.Request(method, host, at, Naive.query(query), fields);
                });
    }
}
