package dev.penstock.engine.compile;

import dev.penstock.engine.config.ApiSpec;
import dev.penstock.engine.config.MatchSpec;
import dev.penstock.engine.config.RouteSpec;
import dev.penstock.sdk.Place;
import dev.penstock.sdk.RouteName;
import java.util.List;

/**
 * Which requests a route wants, with what it takes over from its file.
 *
 * @param place of the route's name
 * @param hosts as those of {@link ApiSpec}
 * @param prefix the API's path
 */
public record Claim(RouteName name, Place place, MatchSpec match, List<String> hosts, String prefix) {
    static Claim of(ApiSpec api, RouteSpec route) {
        MatchSpec match = route.match();
        return new Claim(
                new RouteName(api.api(), route.name()),
                route.place(),
                match,
                match.hosts().isEmpty() ? api.hosts() : match.hosts(),
                api.path());
    }

    /** The claims of all routes of a file. */
    public static List<Claim> of(ApiSpec api) {
        return api.routes().stream().map(route -> of(api, route)).toList();
    }
}
