package dev.penstock.engine.time;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/** The time by which things age: the system's, and what a test added to it. */
public final class GatewayClock implements InstantSource {
    private final AtomicLong ahead = new AtomicLong();

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(millis());
    }

    @Override
    public long millis() {
        return System.currentTimeMillis() + ahead.get();
    }

    /** Sets it back to the system's. */
    public void reset() {
        ahead.set(0);
    }

    /** Moves it on; only a gateway under test does. */
    public void advance(Duration by) {
        ahead.addAndGet(by.toMillis());
    }
}
