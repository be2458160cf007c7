package dev.penstock.engine.config;

import dev.penstock.sdk.Default;
import dev.penstock.sdk.Node;
import dev.penstock.sdk.Place;
import java.time.Duration;
import java.util.Optional;

/**
 * One route of a pipeline file.
 *
 * @param place where {@code name} is said
 * @param name unique in its file
 * @param deadline of the whole request, body included; empty: none
 * @param steps a list of steps
 * @param base whether the file's steps come before its own
 */
public record RouteSpec(
        Place place, String name, MatchSpec match, Optional<Duration> deadline, Node steps, boolean base) {
    /**
     * The keys of a route.
     *
     * @param name unique in its file
     * @param match which requests it takes: {@code GET /p/{id}}, or the long form
     * @param deadline of the whole request, body included; {@code none} for streams
     * @param steps what becomes of a request, from the top to the step that answers
     * @param base whether the file's own {@code steps} come before these
     */
    record File(
            Placed<String> name,
            @Holds(Holds.Content.MATCH) Node match,
            @Default("30s") Bound deadline,
            @Holds(Holds.Content.STEPS) Node steps,
            @Default("true") boolean base) {}

    static Optional<RouteSpec> read(Node node, Binder binder, Faults faults) {
        return binder.bind(node, File.class, faults).flatMap(file -> {
            Placed<String> name = file.name();
            if (!Named.ROUTE.takes(name.value())) {
                faults.fault(name.place(), "name: " + Named.ROUTE.fault(name.value()));
            }
            StepSpec.check(file.steps(), binder, faults);
            return MatchSpec.read(file.match(), binder, faults)
                    .map(match -> new RouteSpec(
                            name.place(), name.value(), match, file.deadline().length(), file.steps(), file.base()));
        });
    }
}
