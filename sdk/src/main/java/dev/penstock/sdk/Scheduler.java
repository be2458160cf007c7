package dev.penstock.sdk;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.function.Supplier;

/** Timers of two kinds: what waits, in real time, and what recurs, by {@link Host#clock}. */
public interface Scheduler {
    /** A timer that was set. */
    @FunctionalInterface
    interface Timer {
        /** Stops it; without effect when it has run. */
        void cancel();
    }

    /**
     * Runs once, after this much real time, on the event loop that asked, or on any loop when none did.
     *
     * @param delay more than zero; rounded up to a millisecond
     */
    Timer after(Duration delay, Runnable action);

    /**
     * Runs again and again by the gateway's clock, on an event loop; the next run is due one interval after the last
     * one ended. A clock that a test moves over several intervals makes it run once, and the next request waits for it.
     */
    Timer every(Duration interval, Supplier<Future<?>> action);

    /**
     * Real time as a count of nanoseconds that only differences of mean something: for measuring, not for deciding. It
     * stands still where nothing is measured.
     */
    default long ticks() {
        return 0;
    }
}
