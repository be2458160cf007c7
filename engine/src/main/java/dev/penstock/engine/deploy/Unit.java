package dev.penstock.engine.deploy;

import dev.penstock.engine.compile.Revision;
import dev.penstock.engine.config.Fault;
import dev.penstock.engine.http.Route;
import dev.penstock.engine.http.RouteMatch;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A pipeline file as it is deployed.
 *
 * @param faults of the file as it is now, warnings included
 * @param serving the last good revision
 * @param seen the states of all files that were read for it
 */
record Unit(List<Fault> faults, Optional<Live> serving, Map<Path, Fingerprint> seen) {
    /**
     * A revision that takes calls, and the calls that run through it.
     *
     * @param refresh the refresh that compiled it
     */
    record Live(Revision revision, Traffic traffic, List<Route> routes, long refresh) {
        static Live of(Revision revision, long refresh) {
            Traffic traffic = new Traffic();
            List<Route> routes = revision.routes().stream()
                    .map(route -> new Route(
                            route.name(), match(route), route.deadline(), call -> traffic.run(route.pipeline(), call)))
                    .toList();
            return new Live(revision, traffic, routes, refresh);
        }

        private static RouteMatch match(Revision.CompiledRoute route) {
            Map<String, Predicate<String>> headers = new LinkedHashMap<>();
            route.match().headers().forEach((name, value) -> headers.put(name, value::matches));
            Map<String, Predicate<String>> query = new LinkedHashMap<>();
            route.match().query().forEach((name, value) -> query.put(name, value::matches));
            return new RouteMatch(
                    route.hosts(),
                    route.prefix(),
                    route.match().path().text(),
                    Set.copyOf(route.match().methods()),
                    headers,
                    query,
                    route.match().priority());
        }
    }

    static Map<Path, Fingerprint> look(Set<Path> files) {
        Map<Path, Fingerprint> states = new HashMap<>();
        files.forEach(file -> states.put(file, Fingerprint.of(file)));
        return states;
    }

    /** Whether a file that it read is not any more what it was. */
    boolean isStale() {
        return seen.entrySet().stream().anyMatch(file -> !file.getValue().equals(Fingerprint.of(file.getKey())));
    }
}
