package dev.penstock.engine.upstream.retry;

import java.time.InstantSource;

/**
 * How many requests an upstream may get a second time, so that retries do not make an outage worse: a share of the
 * requests of the last ten seconds, and always a few in each second. One for all loops; by the gateway's clock.
 */
public final class Budget {
    private static final int SECONDS = 10;
    private static final int ALWAYS_A_SECOND = 3;

    private final InstantSource clock;
    private final int percent;
    private volatile Window requests = new Window(SECONDS);
    private volatile Window retries = new Window(SECONDS);

    /** @param percent of the requests */
    public Budget(InstantSource clock, int percent) {
        this.clock = clock;
        this.percent = percent;
    }

    /** Counts a request that is sent for the first time. */
    public void request() {
        requests.count(second());
    }

    /** Whether one may be sent again now; if so, it is counted. Two loops that ask together may be one too many. */
    public boolean retry() {
        long now = second();
        boolean may = retries.in(now) < ALWAYS_A_SECOND || retries.until(now) * 100 < requests.until(now) * percent;
        if (may) {
            retries.count(now);
        }
        return may;
    }

    /** Forgets all of them. */
    public void reset() {
        requests = new Window(SECONDS);
        retries = new Window(SECONDS);
    }

    private long second() {
        return Math.floorDiv(clock.millis(), 1_000L);
    }
}
