package dev.penstock.engine.config;

import dev.penstock.sdk.Place;
import java.util.Comparator;

/**
 * One thing that is wrong in a file, or looks so.
 *
 * @param message what was expected, what was found, and the mend
 * @param warning whether the file is good all the same
 */
public record Fault(Place place, String message, boolean warning) implements Comparable<Fault> {
    private static final Comparator<Fault> ORDER =
            Comparator.comparing(Fault::place).thenComparing(Fault::warning).thenComparing(Fault::message);

    @Override
    public int compareTo(Fault other) {
        return ORDER.compare(this, other);
    }

    /** {@code file:line:col: message}, a warning {@code file:line:col: warning: message}. */
    @Override
    public String toString() {
        return place + (warning ? ": warning: " : ": ") + message;
    }
}
