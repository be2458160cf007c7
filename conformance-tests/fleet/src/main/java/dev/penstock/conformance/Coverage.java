package dev.penstock.conformance;

import dev.penstock.engine.compile.Rehearsal;
import dev.penstock.sdk.Place;
import dev.penstock.sdk.RouteName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Which steps of a file ran in its cases. Told of by any thread. */
final class Coverage implements Rehearsal.Witness {
    private final Set<Rehearsal.RouteStep> created = ConcurrentHashMap.newKeySet();
    private final Set<Rehearsal.RouteStep> ran = ConcurrentHashMap.newKeySet();

    @Override
    public void created(Rehearsal.RouteStep step) {
        created.add(step);
    }

    @Override
    public void ran(Rehearsal.RouteStep step) {
        ran.add(step);
    }

    /**
     * The routes that no case met, and the steps of the other ones that none came to; a step of a policy counts once.
     *
     * @param routes where the routes of the file are written, by name
     */
    List<String> neverRan(Map<String, Place> routes) {
        Set<RouteName> met = ran.stream().map(Rehearsal.RouteStep::route).collect(Collectors.toSet());
        Set<Place> seen = ran.stream().map(Rehearsal.RouteStep::place).collect(Collectors.toSet());
        Set<RouteName> said = new HashSet<>();
        List<String> lines = new ArrayList<>();
        created.stream()
                .sorted(Comparator.comparing(Rehearsal.RouteStep::place)
                        .thenComparing(step -> step.route().toString()))
                .forEach(step -> {
                    RouteName route = step.route();
                    if (!met.contains(route)) {
                        if (said.add(route)) {
                            lines.add(routes.getOrDefault(route.route(), step.place()) + ": route " + route);
                        }
                    } else if (seen.add(step.place())) {
                        lines.add(step.place() + ": step " + step.type() + " of " + route);
                    }
                });
        return lines;
    }
}
