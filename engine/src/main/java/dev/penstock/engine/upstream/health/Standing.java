package dev.penstock.engine.upstream.health;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/** How a target stands. Asked by all loops at every pick, without locks; what changes is logged once. */
public final class Standing {
    private static final System.Logger LOG = System.getLogger(Standing.class.getName());

    private final String name;
    private final InstantSource clock;
    private final AtomicLong ejectedUntil = new AtomicLong();
    private volatile boolean unhealthy;
    private int contrary;

    /** What a target is. */
    public enum State {
        HEALTHY,
        UNHEALTHY,
        EJECTED
    }

    /**
     * Healthy, until something says otherwise.
     *
     * @param name of the target, for the log
     * @param clock by which an ejection passes
     */
    public Standing(String name, InstantSource clock) {
        this.name = name;
        this.clock = clock;
    }

    /** Whether it gets requests. */
    public boolean isOpen() {
        return !unhealthy && !isEjected();
    }

    public State state() {
        return unhealthy ? State.UNHEALTHY : isEjected() ? State.EJECTED : State.HEALTHY;
    }

    private boolean isEjected() {
        long until = ejectedUntil.get();
        if (until == 0 || clock.millis() < until) {
            return until != 0;
        }
        if (ejectedUntil.compareAndSet(until, 0)) {
            LOG.log(System.Logger.Level.INFO, name + " is tried again after its ejection");
        }
        return false;
    }

    void eject(EjectRule rule) {
        ejectedUntil.set(clock.millis() + rule.length().toMillis());
        LOG.log(
                System.Logger.Level.WARNING,
                name + " is ejected for " + shown(rule.length()) + ": " + rule.errors() + " errors within "
                        + shown(rule.within()));
    }

    private static String shown(Duration length) {
        return length.toMillis() % 1000 == 0 ? length.toSeconds() + " s" : length.toMillis() + " ms";
    }

    void probedWell(HealthCheck check) {
        if (turned(unhealthy, check.healthyAfter())) {
            unhealthy = false;
            LOG.log(
                    System.Logger.Level.INFO,
                    name + " is healthy: " + check.healthyAfter() + " probes in a row passed");
        }
    }

    /** @param why the last of them failed */
    void probedBadly(HealthCheck check, String why) {
        if (turned(!unhealthy, check.unhealthyAfter())) {
            unhealthy = true;
            LOG.log(
                    System.Logger.Level.WARNING,
                    name + " is unhealthy: " + check.unhealthyAfter() + " probes in a row failed, the last one: "
                            + why);
        }
    }

    /** Whether enough probes in a row contradict what it is. */
    private synchronized boolean turned(boolean contradicts, int enough) {
        contrary = contradicts ? contrary + 1 : 0;
        if (contrary < enough) {
            return false;
        }
        contrary = 0;
        return true;
    }

    /** Makes it healthy as at first. */
    public void reset() {
        ejectedUntil.set(0);
        unhealthy = false;
    }
}
