package dev.penstock.engine.time;

/** Real time, as a count of nanoseconds that only differences of mean something. */
public final class Ticks {
    private Ticks() {}

    public static long now() {
        return System.nanoTime();
    }

    /** Milliseconds since a count that {@link #now} gave. */
    public static double millisSince(long then) {
        return (now() - then) / 1e6;
    }
}
