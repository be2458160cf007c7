package dev.penstock.engine.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.engine.http.Contest.Criterion;
import dev.penstock.engine.http.Contest.Loser;
import dev.penstock.engine.http.Contest.Miss;
import dev.penstock.sdk.RouteName;
import io.vertx.core.http.HttpHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Why routes lose, held against what the table does. */
class ContestTest {
    private static final RouteTable.Request REQUEST = RouteTable.Request.of(
                    "GET",
                    "a.example.com",
                    "/api/x/y?v=1",
                    HttpHeaders.headers().set("x-a", "1").set("x-b", "1"))
            .orElseThrow();

    private static Route route(String name, RouteMatch match) {
        return new Route(new RouteName("api", name), match, Optional.empty(), call -> null, Optional.empty());
    }

    private static RouteMatch match(String host, String path, String method) {
        return new RouteMatch(
                host.isEmpty() ? List.of() : List.of(host),
                "/api",
                path,
                method.isEmpty() ? Set.of() : Set.of(method),
                Map.of(),
                Map.of(),
                0);
    }

    private static RouteMatch with(
            RouteMatch match, Map<String, String> headers, Map<String, String> query, int priority) {
        return new RouteMatch(
                match.hosts(), match.prefix(), match.path(), match.methods(), is(headers), is(query), priority);
    }

    private static Map<String, Predicate<String>> is(Map<String, String> values) {
        Map<String, Predicate<String>> tests = new java.util.HashMap<>();
        values.forEach((name, value) -> tests.put(name, value::equals));
        return tests;
    }

    private static Loser loser(RouteMatch winner, RouteMatch loser) {
        RouteTable table = new RouteTable(List.of(route("loser", loser), route("winner", winner)));
        assertThat(table.match(REQUEST).map(match -> match.route().name().route()))
                .contains("winner");
        List<Loser> losers = new Contest(REQUEST).losers(table, Optional.of(new RouteName("api", "winner")));
        assertThat(losers).hasSize(1);
        return losers.get(0);
    }

    @Test
    void theFirstCriterionThatSettlesItIsNamed() {
        RouteMatch plain = match("*.example.com", "/x/{id}", "GET");
        assertThat(loser(match("a.example.com", "/{rest*}", ""), plain).outdone())
                .contains(Criterion.HOST);
        assertThat(loser(match("*.example.com", "/x/y", ""), plain).outdone()).contains(Criterion.PATH);
        assertThat(loser(plain, with(match("*.example.com", "/x/{id}", ""), Map.of("x-a", "1"), Map.of(), 9))
                        .outdone())
                .contains(Criterion.METHOD);
        assertThat(loser(with(plain, Map.of("x-a", "1"), Map.of(), 0), with(plain, Map.of(), Map.of("v", "1"), 9))
                        .outdone())
                .contains(Criterion.HEADERS);
        assertThat(loser(with(plain, Map.of(), Map.of("v", "1"), 0), plain).outdone())
                .contains(Criterion.QUERY);
        assertThat(loser(with(plain, Map.of(), Map.of(), 1), plain).outdone()).contains(Criterion.PRIORITY);
    }

    @Test
    void everyConditionThatDoesNotHoldIsNamed() {
        RouteMatch plain = match("", "/x/{id}", "GET");
        RouteMatch far = with(
                match("b.example.com", "/z", "PUT"), Map.of("x-a", "2", "x-b", "1"), Map.of("w", "1", "v", "1"), 0);
        Loser loser = loser(plain, far);
        assertThat(loser.outdone()).isEmpty();
        assertThat(loser.misses())
                .containsExactlyInAnyOrder(
                        new Miss(Criterion.HOST, ""),
                        new Miss(Criterion.PATH, ""),
                        new Miss(Criterion.METHOD, ""),
                        new Miss(Criterion.HEADERS, "x-a"),
                        new Miss(Criterion.QUERY, "w"));
    }

    @Test
    void whatTheContestSaysIsWhatTheTableDoes() {
        Random random = new Random(42);
        for (int round = 0; round < 300; round++) {
            List<Route> routes = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                routes.add(route("r" + i, any(random, i)));
            }
            RouteTable table = new RouteTable(routes);
            Optional<RouteName> winner =
                    table.match(REQUEST).map(match -> match.route().name());
            List<Loser> losers = new Contest(REQUEST).losers(table, winner);
            assertThat(losers).hasSize(winner.isPresent() ? 5 : 6);
            for (Loser loser : losers) {
                boolean takes =
                        new RouteTable(List.of(loser.route())).match(REQUEST).isPresent();
                assertThat(loser.misses().isEmpty()).isEqualTo(takes);
                assertThat(loser.outdone().isPresent()).isEqualTo(takes);
            }
        }
    }

    /** Their priorities differ, so that none tie. */
    private static RouteMatch any(Random random, int priority) {
        RouteMatch match = match(
                List.of("", "a.example.com", "*.example.com", "*.com", "b.example.com")
                        .get(random.nextInt(5)),
                List.of("/x/y", "/x/{id}", "/{a}/{b}", "/{rest*}", "/x/z").get(random.nextInt(5)),
                List.of("", "GET", "PUT").get(random.nextInt(3)));
        return with(
                match,
                List.of(
                                Map.<String, String>of(),
                                Map.of("x-a", "1"),
                                Map.of("x-a", "1", "x-b", "1"),
                                Map.of("x-a", "2"))
                        .get(random.nextInt(4)),
                List.of(Map.<String, String>of(), Map.of("v", "1"), Map.of("v", "2"))
                        .get(random.nextInt(3)),
                priority);
    }
}
