package dev.penstock.engine.compile;

import dev.penstock.sdk.Place;
import dev.penstock.sdk.RouteName;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** What a test of pipelines puts in the place of upstreams and other systems, and hears of the steps. */
@FunctionalInterface
public interface Rehearsal {
    /**
     * What stands in for the targets of an upstream where a step uses it, or for what a callout goes to. Asked at each
     * compilation, off the loops.
     *
     * @param upstream its name; of a callout the name of its step
     * @param use where the step names it: two uses may have other stand-ins, and then share no pool
     * @return empty: the targets are those of the file
     */
    Optional<List<URI>> targets(String api, String upstream, Place use);

    /** Hears of steps; empty: nobody does. */
    default Optional<Witness> witness() {
        return Optional.empty();
    }

    /**
     * Whether a call may come to this route before the next compilation. The steps of one that says no are not created:
     * it must not be asked for.
     */
    default boolean wants(RouteName route) {
        return true;
    }

    /** Hears of the steps of all routes. */
    interface Witness {
        /** A step was compiled. */
        void created(RouteStep step);

        /** A call came to it, and its {@code when} did not leave it out. On the loop of the call. */
        void ran(RouteStep step);
    }

    /**
     * A step of a route.
     *
     * @param place where its type is written; in a policy several routes share it
     */
    record RouteStep(RouteName route, Place place, String type) {}
}
