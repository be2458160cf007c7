package dev.penstock.engine.http;

import dev.penstock.engine.http.RouteTable.Request;
import dev.penstock.sdk.RouteName;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Why the routes of a table do not take a request, or lose it. Each answer comes from a {@link RouteTable} of one or two
 * routes that keep only some of their conditions, so that it cannot differ from what the gateway does.
 */
public final class Contest {
    /** What the precedence looks at, in its order. */
    public enum Criterion {
        HOST,
        PATH,
        METHOD,
        HEADERS,
        QUERY,
        PRIORITY
    }

    /**
     * A condition that does not hold.
     *
     * @param name of the header or query parameter; empty for the others
     */
    public record Miss(Criterion criterion, String name) {}

    /**
     * A route that does not get the request.
     *
     * @param misses the conditions that do not hold
     * @param outdone where all hold: the first criterion by which the winner is the more specific
     */
    public record Loser(Route route, List<Miss> misses, Optional<Criterion> outdone) {}

    private static final String ANY_PATH = "/{rest*}";

    private final Request request;

    public Contest(Request request) {
        this.request = request;
    }

    /** The routes of the table but the winner, in the order of the table. */
    public List<Loser> losers(RouteTable table, Optional<RouteName> won) {
        Optional<Route> winner = table.routes().stream()
                .filter(route -> won.filter(route.name()::equals).isPresent())
                .findFirst();
        List<Loser> losers = new ArrayList<>();
        for (Route route : table.routes()) {
            if (winner.isEmpty() || !winner.get().name().equals(route.name())) {
                List<Miss> misses = misses(route.match());
                Optional<Criterion> outdone =
                        misses.isEmpty() ? winner.flatMap(first -> outdone(route, first)) : Optional.empty();
                losers.add(new Loser(route, misses, outdone));
            }
        }
        return losers;
    }

    private List<Miss> misses(RouteMatch match) {
        List<Miss> misses = new ArrayList<>();
        for (Criterion criterion : List.of(Criterion.HOST, Criterion.PATH, Criterion.METHOD)) {
            if (!takes(only(match, EnumSet.of(criterion)))) {
                misses.add(new Miss(criterion, ""));
            }
        }
        RouteMatch bare = only(match, EnumSet.noneOf(Criterion.class));
        match.headers().forEach((name, value) -> {
            if (!takes(with(bare, Map.of(name, value), Map.of()))) {
                misses.add(new Miss(Criterion.HEADERS, name));
            }
        });
        match.query().forEach((name, value) -> {
            if (!takes(with(bare, Map.of(), Map.of(name, value)))) {
                misses.add(new Miss(Criterion.QUERY, name));
            }
        });
        return misses;
    }

    /** With ever more of both routes' criteria kept, the first one with which the winner wins although it came later. */
    private Optional<Criterion> outdone(Route loser, Route winner) {
        Set<Criterion> kept = EnumSet.noneOf(Criterion.class);
        for (Criterion criterion : Criterion.values()) {
            kept.add(criterion);
            Route second = with(winner, only(winner.match(), kept));
            RouteTable both = new RouteTable(List.of(with(loser, only(loser.match(), kept)), second));
            if (both.match(request)
                    .filter(match -> match.route().equals(second))
                    .isPresent()) {
                return Optional.of(criterion);
            }
        }
        return Optional.empty();
    }

    private boolean takes(RouteMatch match) {
        Route route = new Route(null, match, Optional.empty(), null, Optional.empty());
        return new RouteTable(List.of(route)).match(request).isPresent();
    }

    private static Route with(Route route, RouteMatch match) {
        return new Route(route.name(), match, route.deadline(), route.pipeline(), route.preflight());
    }

    private static RouteMatch only(RouteMatch match, Set<Criterion> kept) {
        boolean path = kept.contains(Criterion.PATH);
        return new RouteMatch(
                kept.contains(Criterion.HOST) ? match.hosts() : List.of(),
                path ? match.prefix() : "",
                path ? match.path() : ANY_PATH,
                kept.contains(Criterion.METHOD) ? match.methods() : Set.of(),
                kept.contains(Criterion.HEADERS) ? match.headers() : Map.of(),
                kept.contains(Criterion.QUERY) ? match.query() : Map.of(),
                kept.contains(Criterion.PRIORITY) ? match.priority() : 0);
    }

    private static RouteMatch with(
            RouteMatch match, Map<String, Predicate<String>> headers, Map<String, Predicate<String>> query) {
        return new RouteMatch(
                match.hosts(), match.prefix(), match.path(), match.methods(), headers, query, match.priority());
    }
}
