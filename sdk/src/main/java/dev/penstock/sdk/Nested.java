package dev.penstock.sdk;

import java.util.List;
import java.util.Optional;

/**
 * A step that is written inside another one, created and to be run by that one.
 *
 * @param place where its type is written
 * @param type its type
 * @param name what problems call it: its {@code name}, else its type
 * @param when empty, or what must hold for it to run: whoever runs it asks
 * @param stages in the order in which they run; none after a fault
 */
public record Nested(Place place, String type, String name, Optional<Expression<Boolean>> when, List<Stage> stages) {
    public Nested {
        stages = List.copyOf(stages);
    }
}
