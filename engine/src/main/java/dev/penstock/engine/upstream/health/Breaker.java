package dev.penstock.engine.upstream.health;

import java.time.InstantSource;

/** A circuit breaker: what has made too many errors is left alone for a while, by the gateway's clock. Thread-safe. */
public final class Breaker {
    private final EjectRule rule;
    private final InstantSource clock;
    private final Standing standing;
    private final ErrorWindow window;

    /** @param name of what it guards, for the log */
    public Breaker(String name, EjectRule rule, InstantSource clock) {
        this.rule = rule;
        this.clock = clock;
        this.standing = new Standing(name, clock);
        this.window = new ErrorWindow(rule);
    }

    /** Whether what it guards may be used. */
    public boolean permits() {
        return standing.isOpen();
    }

    /** What it guards has made an error; what was under way when it tripped counts for nothing. */
    public void erred() {
        if (standing.isOpen() && window.add(clock.millis())) {
            window.clear();
            standing.eject(rule);
        }
    }
}
