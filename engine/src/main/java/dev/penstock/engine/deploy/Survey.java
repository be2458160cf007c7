package dev.penstock.engine.deploy;

import dev.penstock.engine.call.CallState;
import dev.penstock.engine.compile.Claim;
import dev.penstock.engine.compile.Outline;
import dev.penstock.engine.http.Route;
import dev.penstock.engine.http.RouteMatch;
import dev.penstock.engine.http.RouteTable;
import dev.penstock.sdk.Reply;
import dev.penstock.sdk.RouteName;
import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** The route table of files that are looked at, not served: it matches as the gateway's does, and runs nothing. */
public final class Survey {
    private final Map<RouteName, Outline> outlines = new LinkedHashMap<>();
    private final RouteTable table;

    public Survey(List<Outline> routes) {
        routes.forEach(route -> outlines.put(route.claim().name(), route));
        table = new RouteTable(routes.stream().map(Survey::idle).toList());
    }

    public RouteTable table() {
        return table;
    }

    /** What was compiled for a route of the table. */
    public Outline outline(Route route) {
        return outlines.get(route.name());
    }

    private static Route idle(Outline outline) {
        Function<CallState, Future<Reply>> nothing =
                call -> Future.failedFuture(new IllegalStateException("a survey runs nothing"));
        return new Route(
                outline.claim().name(),
                match(outline.claim()),
                outline.deadline(),
                nothing,
                outline.preflights() ? Optional.of(nothing) : Optional.empty());
    }

    /** A claim as the front sees it. */
    static RouteMatch match(Claim claim) {
        Map<String, Predicate<String>> headers = new LinkedHashMap<>();
        claim.match().headers().forEach((name, value) -> headers.put(name, value::matches));
        Map<String, Predicate<String>> query = new LinkedHashMap<>();
        claim.match().query().forEach((name, value) -> query.put(name, value::matches));
        return new RouteMatch(
                claim.hosts(),
                claim.prefix(),
                claim.match().path().text(),
                Set.copyOf(claim.match().methods()),
                headers,
                query,
                claim.match().priority());
    }
}
