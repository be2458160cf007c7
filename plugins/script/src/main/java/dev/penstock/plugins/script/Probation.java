package dev.penstock.plugins.script;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Whether a hook runs on the event loop, where a run costs least, or in the pool, where it holds up nobody.
 *
 * <p>A hook that is new runs in the pool until it is warm. One that took longer than a loop can give runs there until
 * it has ended quickly many times in a row: so that a hook that may take long holds up a loop once in that many runs,
 * and then for no longer than {@link #MOST_ON_LOOP}.
 */
final class Probation {
    /** The CPU time that a run is given on a loop. */
    static final long MOST_ON_LOOP = TimeUnit.MILLISECONDS.toNanos(5);

    private static final int COLD_RUNS = 30;
    private static final int QUICK_RUNS = 1000;

    private final AtomicInteger cold = new AtomicInteger(COLD_RUNS);
    private final AtomicInteger slow = new AtomicInteger();

    /** Whether it has run a few times only. */
    boolean isCold() {
        return cold.get() > 0;
    }

    /** Whether it took too long for a loop of late. */
    boolean isSlow() {
        return slow.get() > 0;
    }

    /** It ran to its end, and was quick. */
    void ran() {
        countDown(cold);
        countDown(slow);
    }

    /** It took too long for a loop. */
    void lagged() {
        slow.set(QUICK_RUNS);
    }

    private static void countDown(AtomicInteger count) {
        if (count.get() > 0) {
            count.decrementAndGet();
        }
    }
}
