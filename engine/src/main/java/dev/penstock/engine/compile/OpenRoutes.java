package dev.penstock.engine.compile;

import dev.penstock.engine.config.Faults;
import java.util.List;

/** Warns of routes that leave the file's own auth step out and have none in its place. */
final class OpenRoutes {
    private OpenRoutes() {}

    /** @param routes all of a file, created */
    static void warn(List<RouteSteps> routes, Faults faults) {
        if (routes.stream().noneMatch(RouteSteps::isGuardedByBase)) {
            return;
        }
        for (RouteSteps route : routes) {
            if (route.isOpen()) {
                faults.warn(
                        route.spec().place(),
                        "route '" + route.spec().name()
                                + "' is open: 'base: false' leaves out the auth step that its neighbours have; give it one"
                                + " of its own, or remove 'base: false'");
            }
        }
    }
}
