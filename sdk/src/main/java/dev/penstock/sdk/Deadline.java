package dev.penstock.sdk;

import java.time.Duration;
import java.util.Optional;

/** The moment, in real time, when a call must have ended. A moved test clock does not move it. */
public interface Deadline {
    /** What is left of it, never negative; empty when the call has none. */
    Optional<Duration> left();

    /** Whether it has passed. */
    boolean passed();
}
