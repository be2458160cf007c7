package dev.penstock.plugins.script;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/** The overruns of one step of one route, by the gateway's clock; kept over reloads. */
final class Trip {
    private static final int MOST = 5;
    private static final Duration WITHIN = Duration.ofMinutes(1);
    private static final Duration OFF = Duration.ofSeconds(30);

    private final Deque<Instant> overruns = new ArrayDeque<>(MOST);
    private Instant until = Instant.MIN;

    /** Whether the hook is not to run. */
    synchronized boolean isTripped(Instant now) {
        return now.isBefore(until);
    }

    /** Whether it was tripped, and is no more since this question. */
    synchronized boolean hasRecovered(Instant now) {
        boolean recovered = !until.equals(Instant.MIN) && !now.isBefore(until);
        if (recovered) {
            until = Instant.MIN;
        }
        return recovered;
    }

    /** Counts an overrun; true when it trips the hook. */
    synchronized boolean overran(Instant now) {
        while (!overruns.isEmpty() && overruns.peekFirst().isBefore(now.minus(WITHIN))) {
            overruns.removeFirst();
        }
        overruns.addLast(now);
        if (overruns.size() < MOST || isTripped(now)) {
            return false;
        }
        overruns.clear();
        until = now.plus(OFF);
        return true;
    }
}
