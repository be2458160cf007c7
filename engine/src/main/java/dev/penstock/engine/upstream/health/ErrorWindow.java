package dev.penstock.engine.upstream.health;

import java.util.Arrays;

/** When the last errors of a target were: as many as are too many. */
final class ErrorWindow {
    private static final long NEVER = Long.MIN_VALUE;

    private final long[] times;
    private final long within;
    private int next;

    ErrorWindow(EjectRule rule) {
        times = new long[rule.errors()];
        within = rule.within().toMillis();
        clear();
    }

    /** Adds one; whether there are too many by now. */
    synchronized boolean add(long now) {
        times[next] = now;
        next = (next + 1) % times.length;
        long oldest = times[next];
        return oldest != NEVER && now - oldest <= within;
    }

    synchronized void clear() {
        Arrays.fill(times, NEVER);
    }
}
