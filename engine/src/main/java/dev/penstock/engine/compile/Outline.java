package dev.penstock.engine.compile;

import dev.penstock.sdk.Place;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A route that was compiled and not started: for a person who asks what runs.
 *
 * @param deadline of the whole request; empty: none
 * @param steps in the order in which they run
 * @param preflights whether one of them answers CORS preflights
 */
public record Outline(Claim claim, Optional<Duration> deadline, List<Step> steps, boolean preflights) {
    /**
     * One step.
     *
     * @param place where its type is written
     * @param depth how many policies it stands in
     * @param remarks what it says of itself
     */
    public record Step(Place place, String type, int depth, List<String> remarks) {
        public Step {
            remarks = List.copyOf(remarks);
        }
    }

    public Outline {
        steps = List.copyOf(steps);
    }
}
