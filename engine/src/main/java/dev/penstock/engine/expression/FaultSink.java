package dev.penstock.engine.expression;

import dev.penstock.sdk.Place;

/** Takes the faults that a compilation finds. */
@FunctionalInterface
public interface FaultSink {
    /**
     * Records one fault.
     *
     * @param message what was expected, what was found, and the mend
     */
    void fault(Place place, String message);
}
